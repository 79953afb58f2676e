import { ARKIT_INDEX, type ArkitBlendshape } from '@shared/expressions';
import {
  FACE_LANDMARKS,
  type FaceTracking,
  HAND_LANDMARKS,
  type HandTracking,
  POSE_LANDMARKS,
  type PoseTracking,
} from '@shared/tracking-frame';

/** A landmark as MediaPipe gives it. */
export interface Point {
  x: number;
  y: number;
  z: number;
  visibility?: number;
}

export interface FaceResult {
  landmarks: readonly Point[] | undefined;
  /** Column-major 4×4. */
  matrix?: readonly number[] | undefined;
  blendshapes?: readonly { categoryName: string; score: number }[] | undefined;
}

/** Writes a face tracker's result; a result without all its landmarks is no face. */
export const writeFace = (result: FaceResult, time: number, out: FaceTracking): void => {
  const { landmarks, matrix, blendshapes } = result;
  out.time = time;
  out.score = landmarks !== undefined && landmarks.length >= FACE_LANDMARKS ? 1 : 0;
  if (!landmarks || out.score === 0) return;
  writePoints(landmarks, FACE_LANDMARKS, out.landmarks);
  out.hasMatrix = matrix !== undefined && matrix.length === 16;
  if (matrix && out.hasMatrix) out.matrix.set(matrix);
  out.hasBlendshapes = blendshapes !== undefined && blendshapes.length > 0;
  if (blendshapes && out.hasBlendshapes) writeBlendshapes(blendshapes, out.blendshapes);
};

/** By name, so that the order is the shared one whatever MediaPipe's is; `_neutral` has no place in it. */
const writeBlendshapes = (
  categories: readonly { categoryName: string; score: number }[],
  out: Float32Array,
): void => {
  out.fill(0);
  for (const { categoryName, score } of categories) {
    const index = ARKIT_INDEX[categoryName as ArkitBlendshape] as number | undefined;
    if (index !== undefined) out[index] = score;
  }
};

/** First of BlazePose's landmarks that belong to the legs below the hips: the left knee. */
const LEGS_START = 25;
const LEFT_SHOULDER = 11;
const RIGHT_SHOULDER = 12;

/**
 * Writes a pose. Its score is how visible the better shoulder is: what every desk pose shows.
 * @param legs whether the legs count; without them they are marked as not visible.
 */
export const writePose = (
  landmarks: readonly Point[] | undefined,
  worldLandmarks: readonly Point[] | undefined,
  legs: boolean,
  time: number,
  out: PoseTracking,
): void => {
  out.time = time;
  out.score = 0;
  if (!landmarks || !worldLandmarks) return;
  if (landmarks.length < POSE_LANDMARKS || worldLandmarks.length < POSE_LANDMARKS) return;
  writeVisiblePoints(landmarks, legs, out.landmarks);
  writeVisiblePoints(worldLandmarks, legs, out.worldLandmarks);
  out.score = Math.max(
    landmarks[LEFT_SHOULDER]?.visibility ?? 0,
    landmarks[RIGHT_SHOULDER]?.visibility ?? 0,
    // Something was found: never 0, which means nothing was.
    0.01,
  );
};

export const writeHand = (
  landmarks: readonly Point[],
  worldLandmarks: readonly Point[],
  score: number,
  out: HandTracking,
): void => {
  out.score = score;
  writePoints(landmarks, HAND_LANDMARKS, out.landmarks);
  writePoints(worldLandmarks, HAND_LANDMARKS, out.worldLandmarks);
};

const writePoints = (points: readonly Point[], count: number, out: Float32Array): void => {
  for (let i = 0; i < count; i++) {
    const point = points[i];
    out[i * 3] = point?.x ?? 0;
    out[i * 3 + 1] = point?.y ?? 0;
    out[i * 3 + 2] = point?.z ?? 0;
  }
};

const writeVisiblePoints = (points: readonly Point[], legs: boolean, out: Float32Array): void => {
  for (let i = 0; i < POSE_LANDMARKS; i++) {
    const point = points[i];
    out[i * 4] = point?.x ?? 0;
    out[i * 4 + 1] = point?.y ?? 0;
    out[i * 4 + 2] = point?.z ?? 0;
    out[i * 4 + 3] = legs || i < LEGS_START ? (point?.visibility ?? 0) : 0;
  }
};
