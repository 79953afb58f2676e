import { BONE_COUNT, HUMANOID_BONES } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { exp, log, normalise } from './quaternion';

/** This much before a limit the motion begins to slow down, degrees. */
const SOFTNESS = 8;

/**
 * Lowest and highest component of a bone's rotation vector on each axis, degrees.
 *
 * Limits of the middle and the left half in the axes of the T-pose, wider than a person's range of motion by the softness and
 * then some: they stop what no body does and leave alone what bodies do. Ranges after the American Academy of Orthopaedic
 * Surgeons, "Joint Motion", 1965; sums over spine and shoulder girdle as the bones share them.
 */
const LIMITS: readonly [part: RegExp, limits: string][] = [
  [/^hips$/, 'x -70 100  y -180 180  z -70 70'],
  [/^(spine|chest|upperChest)$/, 'x -25 45  y -35 35  z -30 30'],
  [/^neck$/, 'x -45 50  y -60 60  z -40 40'],
  [/^head$/, 'x -50 55  y -70 70  z -45 45'],
  [/^jaw$/, 'x -5 40  y -15 15  z -10 10'],
  [/Eye$/, 'x -40 40  y -50 50  z -10 10'],
  [/Shoulder$/, 'x -30 30  y -35 30  z -25 45'],
  [/UpperArm$/, 'x -130 110  y -150 75  z -115 115'],
  [/LowerArm$/, 'x -120 120  y -165 25  z -115 115'],
  [/Hand$/, 'x -100 100  y -55 55  z -95 95'],
  [/UpperLeg$/, 'x -135 60  y -70 70  z -60 70'],
  [/LowerLeg$/, 'x -20 165  y -30 30  z -25 25'],
  [/Foot$/, 'x -65 60  y -45 45  z -40 40'],
  [/Toes$/, 'x -60 50  y -15 15  z -15 15'],
  [/ThumbMetacarpal$/, 'x -70 70  y -70 70  z -70 70'],
  [/Thumb(Proximal|Distal)$/, 'x -75 75  y -95 95  z -75 75'],
  [/Proximal$/, 'x -35 35  y -45 45  z -115 50'],
  [/(Intermediate|Distal)$/, 'x -20 20  y -25 25  z -130 25'],
];

const DEGREE = Math.PI / 180;

/** BONE_COUNT × (low, high) × 3 axes, radians. The right half mirrors the left: y and z change sign. */
const TABLE = Float64Array.from(
  HUMANOID_BONES.flatMap((bone) => {
    const limits = LIMITS.find(([part]) => part.test(bone))![1];
    const degrees = Array.from(limits.matchAll(/-?\d+/g), ([number]) => Number(number) * DEGREE);
    return [0, 1, 2].flatMap((axis) => {
      const [low = 0, high = 0] = degrees.slice(axis * 2);
      return bone.startsWith('right') && axis > 0 ? [-high, -low] : [low, high];
    });
  }),
);

/** Turns below 120° (w over a half) have rotation vectors at most this many times their quaternion's vector: θ / sin(θ/2). */
const MOST_SCALE = ((2 / 3) * Math.PI) / Math.sin(Math.PI / 3);
/** Components of a quaternion between which a turn below 120° is free, as {@link TABLE}. */
const FREE = TABLE.map((limit, i) => (limit + (i % 2 === 0 ? 1 : -1) * SOFTNESS * DEGREE) / MOST_SCALE);

/** Whether a bone is a unit quaternion and well within its limits, by a quick test. */
const isFree = (bones: Float64Array, b: number): boolean => {
  const x = bones[b * 4]!;
  const y = bones[b * 4 + 1]!;
  const z = bones[b * 4 + 2]!;
  const w = bones[b * 4 + 3]!;
  const at = b * 6;
  return (
    w > 0.5 &&
    x > FREE[at]! &&
    x < FREE[at + 1]! &&
    y > FREE[at + 2]! &&
    y < FREE[at + 3]! &&
    z > FREE[at + 4]! &&
    z < FREE[at + 5]! &&
    Math.abs(x * x + y * y + z * z + w * w - 1) < 2e-5
  );
};

const vector = new Float64Array(3);

/**
 * Keeps every bone (BONE_COUNT × x, y, z, w) within its joint's range, in place: free inside, slowing down over the last 8°,
 * never beyond. A rotation that is not one becomes that of the T-pose.
 */
export const limitBones = (bones: Float64Array): void => stopBones(bones, true);

/**
 * As {@link limitBones}, but with hard stops: for motion that was limited as it came in, of which smoothing and looking ahead may have
 * made a little more.
 */
export const holdBones = (bones: Float64Array): void => stopBones(bones, false);

const stopBones = (bones: Float64Array, softly: boolean): void => {
  for (let b = 0; b < BONE_COUNT; b++) {
    if (isFree(bones, b)) continue;
    const at = b * 4;
    normalise(bones, at);
    log(bones, at, vector, 0);
    let moved = false;
    for (let axis = 0; axis < 3; axis++) {
      const value = vector[axis]!;
      const low = TABLE[b * 6 + axis * 2]!;
      const high = TABLE[b * 6 + axis * 2 + 1]!;
      const stopped = softly ? softStop(value, low, high) : Math.min(high, Math.max(low, value));
      if (stopped !== value) moved = true;
      vector[axis] = stopped;
    }
    if (moved) exp(vector, 0, bones, at);
  }
};

/** Farthest that hips move from rest, metres, and eyes from straight ahead, radians. */
const HIPS_RANGE = 3;
const GAZE_RANGE = 1;

/** Keeps weights, hips and gaze in their ranges, in place. */
export const limitNumbers = ({ expressions, hips, gaze }: MotionFrame): void => {
  for (let e = 0; e < expressions.length; e++) {
    const weight = expressions[e]!;
    if (weight < 0) expressions[e] = 0;
    else if (weight > 1) expressions[e] = 1;
  }
  for (let k = 0; k < hips.length; k++) hips[k] = Math.min(HIPS_RANGE, Math.max(-HIPS_RANGE, hips[k]!));
  for (let k = 0; k < gaze.length; k++) gaze[k] = Math.min(GAZE_RANGE, Math.max(-GAZE_RANGE, gaze[k]!));
};

/** Identity within the limits less the softness, beyond it approaching the limit, with a continuous slope. */
export const softStop = (value: number, low: number, high: number): number => {
  const soft = Math.min(SOFTNESS * DEGREE, (high - low) / 4);
  if (value > high - soft) return high - soft * Math.exp(-(value - high + soft) / soft);
  if (value < low + soft) return low + soft * Math.exp((value - low - soft) / soft);
  return value;
};

/** Low and high limit of a bone's rotation vector on an axis (0 x, 1 y, 2 z), radians. */
export const limitOf = (bone: number, axis: number): readonly [number, number] => [
  TABLE[bone * 6 + axis * 2]!,
  TABLE[bone * 6 + axis * 2 + 1]!,
];
