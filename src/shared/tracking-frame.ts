import { ARKIT_COUNT } from './expressions';

/** Landmarks of MediaPipe's face mesh with irises. */
export const FACE_LANDMARKS = 478;
/** Landmarks of MediaPipe's BlazePose. */
export const POSE_LANDMARKS = 33;
/** Landmarks of MediaPipe's hand. */
export const HAND_LANDMARKS = 21;

/** Which face tracker ran: Google's official Face Landmarker, or the legacy Face Mesh from npm. */
export type FaceTrackerKind = 'face-landmarker' | 'face-mesh';

/**
 * What the trackers saw in one camera image, in MediaPipe's axes and never mirrored: image landmarks in 0..1 of the
 * image (x right, y down, z away from the camera in units of x), world landmarks in metres (x right in the image,
 * y down, z away from the camera). *Left* and *right* are the person's own.
 *
 * Parts run on schedules of their own: a part's `time` is the image that it was seen in, and stays as it was while
 * newer images have only been searched for other parts.
 */
export interface TrackingFrame {
  /** When the newest image was captured, ms on the clock of `shared/clock.ts`. */
  time: number;
  imageWidth: number;
  imageHeight: number;
  readonly face: FaceTracking;
  readonly pose: PoseTracking;
  readonly leftHand: HandTracking;
  readonly rightHand: HandTracking;
}

export interface PartTracking {
  /** 0 = not seen; otherwise how sure the tracker is, up to 1. The arrays mean nothing while it is 0. */
  score: number;
  time: number;
}

export interface FaceTracking extends PartTracking {
  tracker: FaceTrackerKind;
  /** FACE_LANDMARKS × (x, y, z), image space. */
  readonly landmarks: Float32Array;
  /** Whether `matrix` was given by the model. */
  hasMatrix: boolean;
  /** Column-major 4×4 from the canonical face to the camera, centimetres, OpenGL axes (x right, y up, z towards the camera). */
  readonly matrix: Float32Array;
  /** Whether `blendshapes` were given by the model. */
  hasBlendshapes: boolean;
  /** ARKIT_COUNT weights 0..1, in the order of `ARKIT_BLENDSHAPES`. */
  readonly blendshapes: Float32Array;
}

export interface PoseTracking extends PartTracking {
  /** POSE_LANDMARKS × (x, y, z, visibility), image space. */
  readonly landmarks: Float32Array;
  /** POSE_LANDMARKS × (x, y, z, visibility), metres, origin between the hips. */
  readonly worldLandmarks: Float32Array;
}

export interface HandTracking extends PartTracking {
  /** HAND_LANDMARKS × (x, y, z), image space. */
  readonly landmarks: Float32Array;
  /** HAND_LANDMARKS × (x, y, z), metres, origin at the hand's centre. */
  readonly worldLandmarks: Float32Array;
}

const createHand = (): HandTracking => ({
  score: 0,
  time: 0,
  landmarks: new Float32Array(HAND_LANDMARKS * 3),
  worldLandmarks: new Float32Array(HAND_LANDMARKS * 3),
});

/** A frame in which nothing was seen. */
export const createTrackingFrame = (): TrackingFrame => ({
  time: 0,
  imageWidth: 0,
  imageHeight: 0,
  face: {
    score: 0,
    time: 0,
    tracker: 'face-landmarker',
    landmarks: new Float32Array(FACE_LANDMARKS * 3),
    hasMatrix: false,
    matrix: new Float32Array(16),
    hasBlendshapes: false,
    blendshapes: new Float32Array(ARKIT_COUNT),
  },
  pose: {
    score: 0,
    time: 0,
    landmarks: new Float32Array(POSE_LANDMARKS * 4),
    worldLandmarks: new Float32Array(POSE_LANDMARKS * 4),
  },
  leftHand: createHand(),
  rightHand: createHand(),
});

export const copyTrackingFrame = (from: TrackingFrame, to: TrackingFrame): void => {
  to.time = from.time;
  to.imageWidth = from.imageWidth;
  to.imageHeight = from.imageHeight;
  copyFace(from.face, to.face);
  copyPose(from.pose, to.pose);
  copyHand(from.leftHand, to.leftHand);
  copyHand(from.rightHand, to.rightHand);
};

const copyFace = (from: FaceTracking, to: FaceTracking): void => {
  to.score = from.score;
  to.time = from.time;
  to.tracker = from.tracker;
  to.landmarks.set(from.landmarks);
  to.hasMatrix = from.hasMatrix;
  to.matrix.set(from.matrix);
  to.hasBlendshapes = from.hasBlendshapes;
  to.blendshapes.set(from.blendshapes);
};

const copyPose = (from: PoseTracking, to: PoseTracking): void => {
  to.score = from.score;
  to.time = from.time;
  to.landmarks.set(from.landmarks);
  to.worldLandmarks.set(from.worldLandmarks);
};

const copyHand = (from: HandTracking, to: HandTracking): void => {
  to.score = from.score;
  to.time = from.time;
  to.landmarks.set(from.landmarks);
  to.worldLandmarks.set(from.worldLandmarks);
};
