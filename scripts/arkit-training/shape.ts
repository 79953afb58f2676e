import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { SeenFace } from '../arkit-correlation/page/main';

/** x, y, z of FACE_LANDMARKS points, and the six values that AlignedFace.points adds. */
export type Shape = Float64Array;

const SHAPE_VALUES = FACE_LANDMARKS * 3 + 6;
const EVERY_LANDMARK = Uint16Array.from({ length: FACE_LANDMARKS }, (_, i) => i);

/** The face laid on the average one: centimetres, turned to the front. */
export const alignSeen = ({ landmarks, width, height }: SeenFace): Shape => {
  const face = createAlignedFace();
  if (!face.align(Float32Array.from(landmarks), width, height))
    throw new Error('A tracker found a face that is none.');
  const shape = new Float64Array(SHAPE_VALUES);
  face.points(EVERY_LANDMARK, shape);
  return shape;
};

export const meanOf = (shapes: readonly Shape[]): Shape => {
  const mean = new Float64Array(FACE_LANDMARKS * 3);
  for (const shape of shapes) for (let i = 0; i < mean.length; i++) mean[i]! += shape[i]! / shapes.length;
  return mean;
};

/** For each landmark the one on the other side of the face; those on the middle are their own. */
export const findTwins = (mean: Shape): Uint16Array => {
  const irises = 468;
  return Uint16Array.from({ length: FACE_LANDMARKS }, (_, i) => {
    let best = i;
    let least = Number.POSITIVE_INFINITY;
    for (let j = i < irises ? 0 : irises; j < (i < irises ? irises : FACE_LANDMARKS); j++) {
      const x = mean[j * 3]! + mean[i * 3]!;
      const y = mean[j * 3 + 1]! - mean[i * 3 + 1]!;
      const z = mean[j * 3 + 2]! - mean[i * 3 + 2]!;
      const distance = x * x + y * y + z * z;
      if (distance < least) [best, least] = [j, distance];
    }
    return best;
  });
};

export const mirrorShape = (shape: Shape, twins: Uint16Array): Shape => {
  const mirrored = new Float64Array(shape.length);
  for (let i = 0; i < twins.length; i++) {
    const from = twins[i]! * 3;
    mirrored[i * 3] = -shape[from]!;
    mirrored[i * 3 + 1] = shape[from + 1]!;
    mirrored[i * 3 + 2] = shape[from + 2]!;
  }
  return mirrored;
};
