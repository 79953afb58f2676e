import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT, BONE_INDEX } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX, resetMotionFrame } from '@shared/motion-frame';
import { clipDuration, type MotionClip } from './motion-clip';

const HIPS_FLAG = BONE_COUNT + EXPRESSION_COUNT;
const GAZE_FLAG = HIPS_FLAG + 1;

/**
 * Writes the clip's pose at `time` (ms from its start; earlier and later than the clip is its first and last pose) into
 * `out`: what the clip drives, and nothing else. Allocates nothing; `out.time` and `out.source` are left.
 *
 * @param hipsHeight of the avatar's rest pose, metres: the way of the hips is scaled to its legs
 */
export const sampleClip = (
  clip: MotionClip,
  time: number,
  out: MotionFrame,
  hipsHeight: number = clip.hipsHeight,
): void => {
  resetMotionFrame(out);
  const key = keyBefore(clip.times, time);
  const next = Math.min(key + 1, clip.times.length - 1);
  const from = clip.times[key]!;
  const span = clip.times[next]! - from;
  const share = span > 0 ? Math.min(1, Math.max(0, (time - from) / span)) : 0;
  sampleBones(clip, key, next, share, out);
  sampleExpressions(clip, key, next, share, out);
  const { flags } = out.drives;
  if (clip.hips.length > 0) {
    lerp(clip.hips, key, next, share, out.hips, hipsHeight / clip.hipsHeight);
    flags[HIPS_FLAG] = 1;
  }
  if (clip.gaze.length > 0) {
    lerp(clip.gaze, key, next, share, out.gaze, 1);
    flags[GAZE_FLAG] = 1;
  }
};

/** What of a clip is played, and how. */
export interface ClipPlay {
  loop: boolean;
  /** Milliseconds into the clip; by default all of it. */
  from?: number;
  to?: number;
  /** The end of a loop passes into its beginning over this long, ms; by default a quarter of a second, and a third of the clip at most. */
  fade?: number;
}

export interface ClipPlayer {
  /** One round, ms; 0 for a pose. */
  readonly durationMs: number;
  /**
   * Writes the pose at `elapsed` ms since playing began into `out`. Allocates nothing.
   * @returns whether it goes on: false once a clip that does not loop has come to its end. A pose never ends by itself.
   */
  at(elapsed: number, out: MotionFrame, hipsHeight?: number): boolean;
}

const LOOP_FADE = 250;

/** @param scratch a frame of one's own that a loop's end is blended through */
export const createClipPlayer = (clip: MotionClip, play: ClipPlay, scratch: MotionFrame): ClipPlayer => {
  const end = clipDuration(clip);
  const from = Math.min(end, Math.max(0, play.from ?? 0));
  const to = Math.min(end, Math.max(from, play.to ?? end));
  const span = to - from;
  const fade = play.loop ? Math.min(play.fade ?? LOOP_FADE, span / 3) : 0;
  const round = span - fade;
  return {
    durationMs: round,
    at: (elapsed, out, hipsHeight) => {
      if (!play.loop || round <= 0) {
        sampleClip(clip, from + Math.min(Math.max(elapsed, 0), span), out, hipsHeight);
        return span === 0 || elapsed < span;
      }
      const rounds = Math.floor(Math.max(elapsed, 0) / round);
      const into = Math.max(elapsed, 0) - rounds * round;
      sampleClip(clip, from + into, out, hipsHeight);
      // From the second round on the beginning comes out of the end of the round before.
      if (rounds > 0 && into < fade) {
        sampleClip(clip, from + round + into, scratch, hipsHeight);
        blendFrames(scratch, out, into / fade);
      }
      return true;
    },
  };
};

/** out = from·(1 − share) + out·share, for two frames of the same clip. */
const blendFrames = (from: MotionFrame, out: MotionFrame, share: number): void => {
  const w = share * share * (3 - 2 * share);
  for (let at = 0; at < out.bones.length; at += 4) slerpNear(from.bones, at, out.bones, at, w, out.bones, at);
  for (let i = out.bones.length; i < out.values.length; i++)
    out.values[i] = from.values[i]! + w * (out.values[i]! - from.values[i]!);
};

const sampleBones = (clip: MotionClip, key: number, next: number, share: number, out: MotionFrame): void => {
  const { bones, rotations } = clip;
  for (let b = 0; b < bones.length; b++) {
    const bone = bones[b]!;
    slerpNear(
      rotations,
      (key * bones.length + b) * 4,
      rotations,
      (next * bones.length + b) * 4,
      share,
      out.bones,
      bone * 4,
    );
    out.drives.bones[bone] = 1;
  }
  out.confidence[PART_INDEX.body] = bones.length > 0 ? 1 : 0;
  out.confidence[PART_INDEX.leftHand] = out.drives.bones[BONE_INDEX.leftHand]!;
  out.confidence[PART_INDEX.rightHand] = out.drives.bones[BONE_INDEX.rightHand]!;
};

const sampleExpressions = (
  clip: MotionClip,
  key: number,
  next: number,
  share: number,
  out: MotionFrame,
): void => {
  const { expressions, weights } = clip;
  for (let e = 0; e < expressions.length; e++) {
    const a = weights[key * expressions.length + e]!;
    const b = weights[next * expressions.length + e]!;
    const at = expressions[e]!;
    out.expressions[at] = Math.min(1, Math.max(0, a + share * (b - a)));
    out.drives.expressions[at] = 1;
  }
  out.confidence[PART_INDEX.face] = expressions.length > 0 ? 1 : 0;
};

const lerp = (
  values: Float32Array,
  key: number,
  next: number,
  share: number,
  out: Float32Array,
  scale: number,
): void => {
  const size = out.length;
  for (let k = 0; k < size; k++) {
    const a = values[key * size + k]!;
    out[k] = (a + share * (values[next * size + k]! - a)) * scale;
  }
};

/**
 * Normalised linear interpolation along the shorter arc with the share bent towards slerp's (A. Zeux, "Approximating slerp",
 * 2015): within 0.1° of it for neighbouring keys, and no trigonometry. `out` may be one of the inputs.
 */
const slerpNear = (
  a: Float32Array,
  i: number,
  b: Float32Array,
  j: number,
  share: number,
  out: Float32Array,
  o: number,
): void => {
  const dot = a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]! + a[i + 3]! * b[j + 3]!;
  const d = Math.min(1, Math.abs(dot));
  const bendA = 1.0904 + d * (-3.2452 + d * (3.55645 - d * 1.43519));
  const bendB = 0.848013 + d * (-1.06021 + d * 0.215638);
  const bend = bendA * (share - 0.5) * (share - 0.5) + bendB;
  const t = share + share * (share - 0.5) * (share - 1) * bend;
  const near = 1 - t;
  const far = dot < 0 ? -t : t;
  const x = near * a[i]! + far * b[j]!;
  const y = near * a[i + 1]! + far * b[j + 1]!;
  const z = near * a[i + 2]! + far * b[j + 2]!;
  const w = near * a[i + 3]! + far * b[j + 3]!;
  const length = Math.sqrt(x * x + y * y + z * z + w * w);
  const scale = length > 1e-9 ? 1 / length : 0;
  out[o] = x * scale;
  out[o + 1] = y * scale;
  out[o + 2] = z * scale;
  out[o + 3] = length > 1e-9 ? w * scale : 1;
};

/** Index of the newest key that is not later than `time`; 0 before the first. */
const keyBefore = (times: Float64Array, time: number): number => {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
};
