import {
  FaceLandmarker,
  type FaceLandmarkerResult,
  HandLandmarker,
  PoseLandmarker,
} from '@mediapipe/tasks-vision';
import type { TrackingFrame } from '@shared/tracking-frame';
import { createFaceMeshTracker } from './face-mesh-tracker';
import { loadFileset, type TasksFileset } from './fileset';
import { createHandAssigner, type FoundHand } from './handedness';
import type { LaneConfig } from './messages';
import type { PartTracker } from './part-tracker';
import { writeFace, writePose } from './results';
import type { TrackedPart } from './tracker';

/** Says which of several models could not be loaded. */
export class PartError extends Error {
  constructor(
    readonly part: TrackedPart,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Loads the models of `config.parts`. @throws PartError */
export const createPartTrackers = async (
  config: LaneConfig,
  frame: TrackingFrame,
  onContextLost: () => void,
): Promise<PartTracker[]> => {
  const needsTasks = config.parts.some((part) => part !== 'face' || config.faceTracker === 'face-landmarker');
  const fileset = needsTasks ? await loadFileset(config.assets.wasm) : undefined;
  const trackers: PartTracker[] = [];
  for (const part of config.parts) {
    try {
      if (part === 'face' && config.faceTracker === 'face-mesh')
        trackers.push(await createFaceMeshTracker(config.assets.faceMesh, frame.face, config.delegate));
      else if (fileset) trackers.push(await LOADERS[part](fileset(), config, frame, onContextLost));
    } catch (error) {
      for (const tracker of trackers) tracker.close();
      throw new PartError(part, error);
    }
  }
  return trackers;
};

type Loader = (
  fileset: TasksFileset,
  config: LaneConfig,
  frame: TrackingFrame,
  onContextLost: () => void,
) => Promise<PartTracker>;

const taskOptions = (config: LaneConfig, model: string, onContextLost: () => void) => {
  const canvas = new OffscreenCanvas(1, 1);
  canvas.addEventListener('contextlost', onContextLost);
  canvas.addEventListener('webglcontextlost', onContextLost);
  return {
    baseOptions: {
      modelAssetPath: `${config.assets.models}${model}`,
      delegate: config.delegate === 'gpu' ? ('GPU' as const) : ('CPU' as const),
    },
    runningMode: 'VIDEO' as const,
    canvas,
  };
};

const createFace: Loader = async (fileset, config, frame, onContextLost) => {
  const landmarker = await FaceLandmarker.createFromOptions(fileset, {
    ...taskOptions(config, 'face_landmarker.task', onContextLost),
    numFaces: 1,
    minFaceDetectionConfidence: config.confidence,
    minFacePresenceConfidence: config.confidence,
    minTrackingConfidence: config.confidence,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
  const write = (result: FaceLandmarkerResult, time: number): void =>
    writeFace(
      {
        landmarks: result.faceLandmarks[0],
        matrix: result.facialTransformationMatrixes[0]?.data,
        blendshapes: result.faceBlendshapes[0]?.categories,
      },
      time,
      frame.face,
    );
  return {
    part: 'face',
    detect(image, time, timestamp) {
      frame.face.tracker = 'face-landmarker';
      write(landmarker.detectForVideo(image, timestamp), time);
    },
    close: () => landmarker.close(),
  };
};

const createPose: Loader = async (fileset, config, frame, onContextLost) => {
  const landmarker = await PoseLandmarker.createFromOptions(fileset, {
    ...taskOptions(config, config.poseModel, onContextLost),
    numPoses: 1,
    minPoseDetectionConfidence: config.confidence,
    minPosePresenceConfidence: config.confidence,
    minTrackingConfidence: config.confidence,
  });
  return {
    part: 'pose',
    detect(image, time, timestamp) {
      const result = landmarker.detectForVideo(image, timestamp);
      writePose(result.landmarks[0], result.worldLandmarks[0], config.legs, time, frame.pose);
    },
    close: () => landmarker.close(),
  };
};

const createHands: Loader = async (fileset, config, frame, onContextLost) => {
  const landmarker = await HandLandmarker.createFromOptions(fileset, {
    ...taskOptions(config, config.handModel, onContextLost),
    numHands: 2,
    minHandDetectionConfidence: config.confidence,
    minHandPresenceConfidence: config.confidence,
    minTrackingConfidence: config.confidence,
  });
  const assigner = createHandAssigner();
  const found: FoundHand[] = [];
  return {
    part: 'hands',
    detect(image, time, timestamp) {
      const { landmarks, worldLandmarks, handedness } = landmarker.detectForVideo(image, timestamp);
      found.length = 0;
      for (let i = 0; i < landmarks.length; i++) {
        const label = handedness[i]?.[0];
        const points = landmarks[i];
        const worldPoints = worldLandmarks[i];
        if (label && points && worldPoints)
          found.push({
            landmarks: points,
            worldLandmarks: worldPoints,
            label: label.categoryName === 'Left' ? 'Left' : 'Right',
            score: label.score,
          });
      }
      assigner.assign(found, frame.pose, time, frame.leftHand, frame.rightHand);
    },
    close: () => landmarker.close(),
  };
};

const LOADERS: Record<TrackedPart, Loader> = { face: createFace, pose: createPose, hands: createHands };
