import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';

/** Bounds of every clip, whoever made it. */
export const MAX_CLIP_KEYS = 120_000;
export const MAX_CLIP_MS = 3_600_000;
/** Numbers in all of a clip's tracks together: 160 MB. */
export const MAX_CLIP_VALUES = 40_000_000;

/**
 * A piece of motion with an end: an animation file, a pose (one key), a baked take. Plain data, so that it can be posted
 * between threads. All tracks share the key times; between keys rotations go the shortest way and numbers in a straight line.
 */
export interface MotionClip {
  readonly name: string;
  /** Milliseconds from the clip's start, strictly rising; the first is 0. A pose has just one. */
  readonly times: Float64Array;
  /** Indices into HUMANOID_BONES of the bones that it turns, rising. */
  readonly bones: Uint8Array;
  /** keys × bones × (x, y, z, w): local rotations of the VRM 1.0 normalised humanoid, as in a MotionFrame. */
  readonly rotations: Float32Array;
  /** keys × 3: the hips' offset from their rest position, metres on a skeleton whose hips rest `hipsHeight` above the ground; empty = none. */
  readonly hips: Float32Array;
  /** Metres, above 0. */
  readonly hipsHeight: number;
  /** Indices into EXPRESSIONS of what it drives, rising. */
  readonly expressions: Uint8Array;
  /** keys × expressions, 0..1. */
  readonly weights: Float32Array;
  /** keys × (yaw, pitch), radians, as a MotionFrame's gaze; empty = none. */
  readonly gaze: Float32Array;
}

/** A file or text that holds no motion that can be played; `message` is a sentence for the user. */
export class ClipError extends Error {
  override readonly name = 'ClipError';
}

/** Time of the last key, ms: 0 for a pose. */
export const clipDuration = (clip: MotionClip): number => clip.times[clip.times.length - 1] ?? 0;

/** @throws ClipError where the clip's arrays do not fit one another or a number of it is out of bounds. */
export const checkClip = (clip: MotionClip): MotionClip => {
  const keys = clip.times.length;
  if (keys === 0) throw new ClipError('The animation is empty.');
  if (keys > MAX_CLIP_KEYS || clipDuration(clip) > MAX_CLIP_MS)
    throw new ClipError('The animation is too long. Cut it to an hour at most.');
  const fits =
    clip.rotations.length === keys * clip.bones.length * 4 &&
    clip.weights.length === keys * clip.expressions.length &&
    (clip.hips.length === 0 || clip.hips.length === keys * 3) &&
    (clip.gaze.length === 0 || clip.gaze.length === keys * 2) &&
    clip.hipsHeight > 0 &&
    clip.bones.every((bone, i) => bone < BONE_COUNT && bone > (clip.bones[i - 1] ?? -1)) &&
    clip.expressions.every(
      (index, i) => index < EXPRESSION_COUNT && index > (clip.expressions[i - 1] ?? -1),
    ) &&
    clip.times.every((time, i) => (i === 0 ? time === 0 : time > (clip.times[i - 1] ?? 0)));
  const finite =
    Number.isFinite(clip.hipsHeight) &&
    [clip.times, clip.rotations, clip.hips, clip.weights, clip.gaze].every((values) => allFinite(values));
  if (!fits || !finite) throw new ClipError('The animation is damaged: its tracks make no sense.');
  return clip;
};

const allFinite = (values: Float32Array | Float64Array): boolean => {
  // A number that is not finite makes the sum of zeros NaN.
  let zero = 0;
  for (let i = 0; i < values.length; i++) zero += (values[i] ?? 0) * 0;
  return zero === 0;
};
