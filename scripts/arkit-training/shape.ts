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

/**
 * For each landmark the one on the other side of the face; those on the middle are their own. Landmarks and mirrored landmarks
 * are matched one to one with the least sum of squared distances (the nearest one may be another's twin on a face that is not
 * quite straight), by shortest augmenting paths: R. Jonker and A. Volgenant, Computing 38 (1987).
 */
export const findTwins = (mean: Shape): Uint16Array => {
  const twins = new Uint16Array(FACE_LANDMARKS);
  for (const [from, to] of [
    [0, FIRST_IRIS],
    [FIRST_IRIS, FACE_LANDMARKS],
  ] as const)
    matchAll(to - from, (i, j) => mirroredDistance(mean, from + i, from + j)).forEach((twin, i) => {
      twins[from + i] = from + twin;
    });
  return twins;
};

const FIRST_IRIS = 468;

const mirroredDistance = (mean: Shape, i: number, j: number): number => {
  const x = mean[j * 3]! + mean[i * 3]!;
  const y = mean[j * 3 + 1]! - mean[i * 3 + 1]!;
  const z = mean[j * 3 + 2]! - mean[i * 3 + 2]!;
  return x * x + y * y + z * z;
};

/** For each of `count` rows the column that it gets. */
const matchAll = (count: number, cost: (row: number, column: number) => number): number[] => {
  const free = count;
  const rowPrices = new Float64Array(count + 1);
  const columnPrices = new Float64Array(count + 1);
  const owners = new Int32Array(count + 1).fill(-1);
  for (let row = 0; row < count; row++) {
    const from = new Int32Array(count + 1);
    const least = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const reached = new Uint8Array(count + 1);
    let column = free;
    owners[free] = row;
    while (owners[column] !== -1) {
      reached[column] = 1;
      const owner = owners[column]!;
      let next = free;
      let step = Number.POSITIVE_INFINITY;
      for (let j = 0; j < count; j++) {
        if (reached[j]) continue;
        const price = cost(owner, j) - rowPrices[owner]! - columnPrices[j]!;
        if (price < least[j]!) [least[j], from[j]] = [price, column];
        if (least[j]! < step) [step, next] = [least[j]!, j];
      }
      for (let j = 0; j <= count; j++)
        if (reached[j]) {
          rowPrices[owners[j]!]! += step;
          columnPrices[j]! -= step;
        } else least[j]! -= step;
      column = next;
    }
    for (; column !== free; column = from[column]!) owners[column] = owners[from[column]!]!;
  }
  const matched = new Array<number>(count);
  for (let column = 0; column < count; column++) matched[owners[column]!] = column;
  return matched;
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
