import { mirrorMotionFrame } from '@motion/shape/mirror';
import { createSolver as createMotionSolver, type SolverKind, type SolverOptions } from '@motion/solve';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type HumanoidBone, type RestPose } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import {
  createTrackingFrame,
  FACE_LANDMARKS,
  HAND_LANDMARKS,
  type HandTracking,
  POSE_LANDMARKS,
  type TrackingFrame,
} from '@shared/tracking-frame';

/** A point in MediaPipe's axes: x right in the image, y down, z away from the camera. */
export interface AdapterPoint {
  x: number;
  y: number;
  z: number;
  visibility?: number;
}

/** What a tracker saw in one image; a part that was not seen is left out or null. Hands are the person's own. */
export interface AdapterFrame {
  timestampMs?: number;
  imageSize?: { width: number; height: number };
  face?: {
    /** 478, normalised to the image. */
    landmarks?: ArrayLike<AdapterPoint> | null;
    /** Column-major 4×4, centimetres, as MediaPipe gives it. */
    matrix?: ArrayLike<number> | null;
  } | null;
  pose?: {
    /** 33, normalised to the image. */
    landmarks?: ArrayLike<AdapterPoint> | null;
    /** 33, metres. */
    worldLandmarks?: ArrayLike<AdapterPoint> | null;
  } | null;
  hands?: { left?: AdapterHand | null; right?: AdapterHand | null } | null;
}

export interface AdapterHand {
  landmarks?: ArrayLike<AdapterPoint> | null;
  /** 21, metres. */
  worldLandmarks?: ArrayLike<AdapterPoint> | null;
}

export interface AdapterOptions {
  /** true: the answer is the person's mirror image. false: left is left. Default false. */
  mirror?: boolean;
  /** Offset of each bone from its parent in the avatar's T-pose, metres; without it a standard human is assumed. */
  rest?: Partial<Record<HumanoidBone, ArrayLike<number>>>;
  solver?: SolverKind;
  arms?: SolverOptions['arms'];
}

/** Local rotations (x, y, z, w) of the VRM 1.0 normalised humanoid: T-pose = identity, front = +Z, its left = +X. */
export type AdapterPose = Partial<Record<HumanoidBone, [x: number, y: number, z: number, w: number]>>;

/**
 * Kagami's solver for evaluation from outside: the very code that the app runs, without its smoothing. Every bone of `rest` is
 * answered; one that the frame does not show keeps its last rotation, at first that of the T-pose.
 */
export const createSolver = (
  options: AdapterOptions = {},
): { solve(frame: AdapterFrame): AdapterPose; reset(): void } => {
  const { mirror = false, rest, solver: kind = 'direct', arms = 'angles' } = options;
  const solver = createMotionSolver(kind, { arms, mode: 'full' });
  const restPose = rest && toRestPose(rest);
  if (restPose) solver.setRest(restPose);
  const seen = createTrackingFrame();
  const motion = createMotionFrame('tracking');
  let frames = 0;
  return {
    solve(frame) {
      readFrame(frame, seen, frames++);
      solver.solve(seen, motion);
      if (mirror) mirrorMotionFrame(motion);
      const pose: AdapterPose = {};
      HUMANOID_BONES.forEach((bone, i) => {
        if (restPose && !restPose.has[i]) return;
        const [x = 0, y = 0, z = 0, w = 1] = motion.bones.subarray(i * 4, i * 4 + 4);
        pose[bone] = [x, y, z, w];
      });
      return pose;
    },
    reset() {
      solver.reset();
    },
  };
};

const toRestPose = (rest: Partial<Record<HumanoidBone, ArrayLike<number>>>): RestPose => {
  const pose: RestPose = { offsets: new Float32Array(BONE_COUNT * 3), has: new Uint8Array(BONE_COUNT) };
  for (const bone of HUMANOID_BONES) {
    const offset = rest[bone];
    if (!offset || offset.length < 3) continue;
    pose.has[BONE_INDEX[bone]] = 1;
    for (let k = 0; k < 3; k++) pose.offsets[BONE_INDEX[bone] * 3 + k] = offset[k]!;
  }
  return pose;
};

const DEFAULT_FRAME_TIME = 1000 / 30;

const readFrame = (from: AdapterFrame, to: TrackingFrame, count: number): void => {
  to.time = from.timestampMs ?? count * DEFAULT_FRAME_TIME;
  to.imageWidth = from.imageSize?.width ?? 640;
  to.imageHeight = from.imageSize?.height ?? 480;
  readFace(from, to);
  readPose(from, to);
  readHand(from.hands?.left, to.leftHand, to.time);
  readHand(from.hands?.right, to.rightHand, to.time);
};

const readFace = ({ face }: AdapterFrame, to: TrackingFrame): void => {
  const landmarks = face?.landmarks;
  const matrix = face?.matrix;
  const hasLandmarks = (landmarks?.length ?? 0) >= FACE_LANDMARKS;
  to.face.hasMatrix = matrix?.length === 16;
  to.face.hasBlendshapes = false;
  to.face.score = hasLandmarks || to.face.hasMatrix ? 1 : 0;
  to.face.time = to.time;
  if (landmarks && hasLandmarks) readPoints(landmarks, to.face.landmarks, FACE_LANDMARKS, 3);
  else to.face.landmarks.fill(Number.NaN);
  if (matrix && to.face.hasMatrix) to.face.matrix.set(Array.from(matrix));
};

const readPose = ({ pose }: AdapterFrame, to: TrackingFrame): void => {
  const world = pose?.worldLandmarks;
  to.pose.score = world && world.length >= POSE_LANDMARKS ? 1 : 0;
  to.pose.time = to.time;
  if (!world || to.pose.score === 0) return;
  readPoints(world, to.pose.worldLandmarks, POSE_LANDMARKS, 4);
  const image = pose?.landmarks;
  if (image && image.length >= POSE_LANDMARKS) readPoints(image, to.pose.landmarks, POSE_LANDMARKS, 4);
  else to.pose.landmarks.fill(Number.NaN);
};

const readHand = (hand: AdapterHand | null | undefined, to: HandTracking, time: number): void => {
  const world = hand?.worldLandmarks;
  to.score = world && world.length >= HAND_LANDMARKS ? 1 : 0;
  to.time = time;
  if (!world || to.score === 0) return;
  readPoints(world, to.worldLandmarks, HAND_LANDMARKS, 3);
  if (hand?.landmarks && hand.landmarks.length >= HAND_LANDMARKS)
    readPoints(hand.landmarks, to.landmarks, HAND_LANDMARKS, 3);
};

const readPoints = (from: ArrayLike<AdapterPoint>, to: Float32Array, count: number, stride: 3 | 4): void => {
  for (let i = 0; i < count; i++) {
    const point = from[i];
    to[i * stride] = point?.x ?? Number.NaN;
    to[i * stride + 1] = point?.y ?? Number.NaN;
    to[i * stride + 2] = point?.z ?? Number.NaN;
    if (stride === 4) to[i * stride + 3] = point?.visibility ?? 1;
  }
};
