import { BONE_INDEX } from '@shared/humanoid';
import type { Quat } from '../maths/quaternion';
import { length } from '../maths/vector';
import type { HandLandmarks, SideIndex } from './landmarks';
import type { Skeleton } from './skeleton';

/** Thumb and four fingers of three segments each: how the segments of a hand are numbered, root to tip. */
export const SEGMENTS = 15;
export const THUMB = 0;
export const firstSegment = (digit: number): number => digit * 3;

const NAMES = ['left', 'right'] as const;
/** The bone of each segment, but for the side. */
const BONES = [
  ...(['ThumbMetacarpal', 'ThumbProximal', 'ThumbDistal'] as const),
  ...(['Index', 'Middle', 'Ring', 'Little'] as const).flatMap((finger) =>
    (['Proximal', 'Intermediate', 'Distal'] as const).map((segment) => `${finger}${segment}` as const),
  ),
] as const;

/** Bones of a hand in the order of its segments. */
export const segmentBones = (side: SideIndex): readonly number[] =>
  BONES.map((bone) => BONE_INDEX[`${NAMES[side]!}${bone}`]);

/**
 * The segments of a hand in the hand's axes, mirrored to a left hand: x to the fingertips, y to the back of the hand, z to
 * the thumb; metres.
 */
export interface HandSegments {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly length: Float64Array;
}

export const createHandSegments = (): HandSegments => ({
  x: new Float64Array(SEGMENTS),
  y: new Float64Array(SEGMENTS),
  z: new Float64Array(SEGMENTS),
  length: new Float64Array(SEGMENTS),
});

/** The avatar's own: unit directions at rest, and the length of each segment that leads to another. */
export const measureSegments = (skeleton: Skeleton, side: SideIndex, out: HandSegments): void => {
  const sign = side === 0 ? 1 : -1;
  const bones = segmentBones(side);
  bones.forEach((bone, i) => {
    const { x, y, z } = skeleton.direction[bone]!;
    out.x[i] = x * sign;
    out.y[i] = y;
    out.z[i] = z;
    out.length[i] = i % 3 === 2 ? 0 : length(skeleton.offset[bones[i + 1]!]!);
  });
};

/** The person's, as tracked. `hand`: the hand's rotation in the world. */
export const readSegments = (
  { points }: HandLandmarks,
  hand: Quat,
  side: SideIndex,
  out: HandSegments,
): void => {
  const sign = side === 0 ? 1 : -1;
  const { x: qx, y: qy, z: qz, w: qw } = hand;
  for (let digit = 0; digit < 5; digit++)
    for (let i = 0; i < 3; i++) {
      const from = points[digit * 4 + i + 1]!;
      const to = points[digit * 4 + i + 2]!;
      const x = to.x - from.x;
      const y = to.y - from.y;
      const z = to.z - from.z;
      const at = digit * 3 + i;
      out.length[at] = Math.sqrt(x * x + y * y + z * z);
      // Turned by the inverse of the hand's rotation.
      const tx = 2 * (qz * y - qy * z);
      const ty = 2 * (qx * z - qz * x);
      const tz = 2 * (qy * x - qx * y);
      out.x[at] = (x + qw * tx - qy * tz + qz * ty) * sign;
      out.y[at] = y + qw * ty - qz * tx + qx * tz;
      out.z[at] = z + qw * tz - qx * ty + qy * tx;
    }
};
