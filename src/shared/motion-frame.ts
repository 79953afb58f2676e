import { EXPRESSION_COUNT } from './expressions';
import { BONE_COUNT } from './humanoid';

/** Parts of the person that are tracked apart; the index into {@link MotionFrame.confidence}. */
export const PARTS = ['face', 'body', 'leftHand', 'rightHand'] as const;
export type Part = (typeof PARTS)[number];
export const PART_INDEX = { face: 0, body: 1, leftHand: 2, rightHand: 3 } as const satisfies Record<
  Part,
  number
>;

/** Who made a frame. The mixer in `motion/shape` blends sources by priority. */
export type MotionSource = 'tracking' | 'take' | 'idle' | 'vmc' | 'phone' | 'voice' | 'animation' | 'mix';

const BONES_AT = 0;
const EXPRESSIONS_AT = BONES_AT + BONE_COUNT * 4;
const HIPS_AT = EXPRESSIONS_AT + EXPRESSION_COUNT;
const GAZE_AT = HIPS_AT + 3;
const CONFIDENCE_AT = GAZE_AT + 2;
/** Floats in {@link MotionFrame.values}. */
export const MOTION_VALUES = CONFIDENCE_AT + PARTS.length;

/**
 * One moment of motion: what every solver and source gives and every avatar and output takes.
 *
 * All numbers lie in one `values` array, of which the others are views, so that a frame is copied with one `set`
 * ({@link copyMotionFrame}) and posted between windows as one buffer. `drives` says which bones, expressions, hips
 * and gaze the source has an opinion on; the rest is left to sources of lower priority.
 */
export interface MotionFrame {
  /** When the camera saw it: milliseconds since the epoch on the clock of `shared/clock.ts`. */
  time: number;
  source: MotionSource;
  readonly values: Float32Array;
  /** BONE_COUNT × (x, y, z, w): local rotations of the VRM 1.0 *normalised* humanoid; T-pose = identity, +Z front, +X its left. */
  readonly bones: Float32Array;
  /** EXPRESSION_COUNT weights, 0..1. */
  readonly expressions: Float32Array;
  /** Hips position, metres, as an offset from the rest position (x: its left, y: up, z: front). */
  readonly hips: Float32Array;
  /** Gaze relative to the head: yaw (positive = to the avatar's own left) and pitch (positive = up), radians. */
  readonly gaze: Float32Array;
  /** Confidence of each of {@link PARTS}, 0 (not seen) .. 1. */
  readonly confidence: Float32Array;
  readonly drives: MotionMask;
}

/** Which values of a frame its source drives: 1 or 0. */
export interface MotionMask {
  readonly flags: Uint8Array;
  /** BONE_COUNT flags. */
  readonly bones: Uint8Array;
  /** EXPRESSION_COUNT flags. */
  readonly expressions: Uint8Array;
  /** One flag for hips (index 0), one for gaze (index 1). */
  readonly roots: Uint8Array;
}

const createMask = (): MotionMask => {
  const flags = new Uint8Array(BONE_COUNT + EXPRESSION_COUNT + 2);
  return {
    flags,
    bones: flags.subarray(0, BONE_COUNT),
    expressions: flags.subarray(BONE_COUNT, BONE_COUNT + EXPRESSION_COUNT),
    roots: flags.subarray(BONE_COUNT + EXPRESSION_COUNT),
  };
};

/** A frame at rest: identity rotations, zero weights, nothing driven. */
export const createMotionFrame = (source: MotionSource = 'mix'): MotionFrame => {
  const values = new Float32Array(MOTION_VALUES);
  const frame: MotionFrame = {
    time: 0,
    source,
    values,
    bones: values.subarray(BONES_AT, EXPRESSIONS_AT),
    expressions: values.subarray(EXPRESSIONS_AT, HIPS_AT),
    hips: values.subarray(HIPS_AT, GAZE_AT),
    gaze: values.subarray(GAZE_AT, CONFIDENCE_AT),
    confidence: values.subarray(CONFIDENCE_AT),
    drives: createMask(),
  };
  resetMotionFrame(frame);
  return frame;
};

/** Back to rest; keeps time and source. */
export const resetMotionFrame = (frame: MotionFrame): void => {
  frame.values.fill(0);
  for (let w = 3; w < frame.bones.length; w += 4) frame.bones[w] = 1;
  frame.drives.flags.fill(0);
};

export const copyMotionFrame = (from: MotionFrame, to: MotionFrame): void => {
  to.time = from.time;
  to.source = from.source;
  to.values.set(from.values);
  to.drives.flags.set(from.drives.flags);
};

/** A MotionFrame as it is posted between windows: no views, two arrays. */
export interface MotionMessage {
  time: number;
  source: MotionSource;
  values: Float32Array;
  flags: Uint8Array;
}

export const toMotionMessage = (frame: MotionFrame): MotionMessage => ({
  time: frame.time,
  source: frame.source,
  values: frame.values,
  flags: frame.drives.flags,
});

/** @returns false, leaving `to` as it was, where the message has other sizes than this version's. */
export const readMotionMessage = (message: MotionMessage, to: MotionFrame): boolean => {
  if (message.values.length !== MOTION_VALUES || message.flags.length !== to.drives.flags.length)
    return false;
  to.time = message.time;
  to.source = message.source;
  to.values.set(message.values);
  to.drives.flags.set(message.flags);
  return true;
};
