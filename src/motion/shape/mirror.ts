import { EXPRESSIONS, type ExpressionName } from '@shared/expressions';
import { BONE_INDEX, HUMANOID_BONES, mirroredBone } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';

/** The expression on the other side of the face; the expression itself where it has no side. */
export const mirroredExpression = (name: ExpressionName): ExpressionName => {
  if (name.endsWith('Left')) return `${name.slice(0, -4)}Right` as ExpressionName;
  if (name.endsWith('Right')) return `${name.slice(0, -5)}Left` as ExpressionName;
  return name;
};

/** Index pairs (left, right) to swap, flat. */
const pairs = <T>(names: readonly T[], other: (name: T) => T): Int16Array =>
  Int16Array.from(
    names.flatMap((name, i) => {
      const j = names.indexOf(other(name));
      return j > i ? [i, j] : [];
    }),
  );

const BONE_PAIRS = pairs(HUMANOID_BONES, mirroredBone);
const MIDDLE_BONES = Int16Array.from(
  HUMANOID_BONES.filter((bone) => mirroredBone(bone) === bone),
  (bone) => BONE_INDEX[bone],
);
const EXPRESSION_PAIRS = pairs(EXPRESSIONS, mirroredExpression);

/**
 * Reflects a frame in the person's plane of symmetry (x = 0), in place: left and right bones, expressions, hands'
 * confidence and flags change places, rotations become (x, −y, −z, w), the hips' x and the gaze's yaw change sign.
 * Twice is the frame itself. Allocates nothing.
 */
export const mirrorMotionFrame = (frame: MotionFrame): void => {
  const { bones, expressions, hips, gaze, confidence, drives } = frame;
  for (let p = 0; p < BONE_PAIRS.length; p += 2) {
    const left = BONE_PAIRS[p]!;
    const right = BONE_PAIRS[p + 1]!;
    swapReflected(bones, left * 4, right * 4);
    swapFlags(drives.bones, left, right);
  }
  for (let m = 0; m < MIDDLE_BONES.length; m++) reflect(bones, MIDDLE_BONES[m]! * 4);
  for (let p = 0; p < EXPRESSION_PAIRS.length; p += 2) {
    swap(expressions, EXPRESSION_PAIRS[p]!, EXPRESSION_PAIRS[p + 1]!);
    swapFlags(drives.expressions, EXPRESSION_PAIRS[p]!, EXPRESSION_PAIRS[p + 1]!);
  }
  hips[0] = -hips[0]!;
  gaze[0] = -gaze[0]!;
  swap(confidence, PART_INDEX.leftHand, PART_INDEX.rightHand);
};

const swap = (values: Float32Array, a: number, b: number): void => {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
};

/** As {@link swap}: a function that is given arrays of two kinds runs at half the speed. */
const swapFlags = (flags: Uint8Array, a: number, b: number): void => {
  const kept = flags[a]!;
  flags[a] = flags[b]!;
  flags[b] = kept;
};

const reflect = (q: Float32Array, at: number): void => {
  q[at + 1] = -q[at + 1]!;
  q[at + 2] = -q[at + 2]!;
};

const swapReflected = (q: Float32Array, a: number, b: number): void => {
  const x = q[a]!;
  const y = q[a + 1]!;
  const z = q[a + 2]!;
  const w = q[a + 3]!;
  q[a] = q[b]!;
  q[a + 1] = -q[b + 1]!;
  q[a + 2] = -q[b + 2]!;
  q[a + 3] = q[b + 3]!;
  q[b] = x;
  q[b + 1] = -y;
  q[b + 2] = -z;
  q[b + 3] = w;
};
