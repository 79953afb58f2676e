import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import { type MotionFrame, resetMotionFrame } from '@shared/motion-frame';
import type { StepClock } from './clock';
import { copyQuaternion, exp, multiply } from './quaternion';

const TAU = 2 * Math.PI;
const DEGREE = Math.PI / 180;

/** Seconds of one breath. */
const BREATH = 6;
/** Seconds of one slot in which the eyes blink once; the blink lies anywhere in the first part, so gaps are 3 to 12 s. */
const BLINK_SLOT = 7.5;
const BLINK_SPREAD = 4.5;
/** Closing, holding and opening of an eye, seconds. */
const CLOSE = 0.05;
const HOLD = 0.04;
const OPEN = 0.1;
/** Periods, seconds, and phases of what the waves are made of: breath (a cosine), sway, nod and look of two each. */
const PERIODS = Float64Array.of(BREATH, 13, 7.7, 9.1, 5.3, 17, 6.9);
const SHIFTS = Float64Array.of(Math.PI / 2, 0, 1, 2, 0, 0.5, 0);
/** Share of blinks that are double, and when the second one begins. */
const DOUBLE_SHARE = 0.2;
const DOUBLE_AFTER = 0.28;
/** Seconds of one slot with one saccade, and of the saccade itself. */
const SACCADE_SLOT = 1.3;
const SACCADE = 0.05;

/**
 * The avatar left to itself: breathing, blinking, small eye movements, weight shift and the natural pose with hanging arms
 * and fingers at ease. A pure function of time and seed: two windows show the same.
 */
export interface Idle {
  /**
   * Writes the idle pose at `clock.now`; `amount[0]` scales breathing and weight shift (0 none, 1 as designed). An array, as a number
   * by itself would be boxed at every call.
   */
  pose(clock: StepClock, amount: Float64Array, out: MotionFrame): void;
  /** As {@link pose}, of all but the bones, which keep what they were: for a body that the camera moves. */
  poseFaceAndHips(clock: StepClock, amount: Float64Array, out: MotionFrame): void;
  /** Rotation of the chest by breathing alone, a quaternion, for a torso that is tracked. */
  breath(clock: StepClock, amount: Float64Array, out: Float64Array): void;
}

export const createIdle = (seed = 1): Idle => {
  const waves = new Float64Array(WAVE_COUNT);
  const sines = new Float64Array(PERIODS.length);
  const lid = new Float64Array(1);
  const chances = new Float64Array(2);
  const gazeTargets = new Float64Array(2);
  const vector = new Float64Array(3);
  const rotation = new Float64Array(4);
  const pose = new Float64Array(4);

  /** How far the lids are shut, into `lid`. */
  const blink = ({ now }: StepClock): void => {
    const seconds = now / 1000;
    const slot = Math.floor(seconds / BLINK_SLOT);
    drawAt(chances, 0, seed, slot, 1);
    drawAt(chances, 1, seed, slot, 2);
    const since = seconds - slot * BLINK_SLOT - chances[0]! * BLINK_SPREAD;
    const isSecond = chances[1]! <= DOUBLE_SHARE && since >= CLOSE + HOLD + OPEN;
    const t = isSecond ? since - DOUBLE_AFTER : since;
    if (t <= 0 || t >= CLOSE + HOLD + OPEN) lid[0] = 0;
    else if (t < CLOSE) lid[0] = t / CLOSE;
    else lid[0] = t < CLOSE + HOLD ? 1 : 1 - (t - CLOSE - HOLD) / OPEN;
  };

  /** {@link sines} from one to another. The sine of a clock's huge number takes many times as long as that of a small one. */
  const setSines = ({ now }: StepClock, from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const turns = now / 1000 / PERIODS[i]!;
      sines[i] = Math.sin(TAU * (turns - Math.floor(turns)) + SHIFTS[i]!);
    }
  };

  const setSway = (clock: StepClock, amount: Float64Array): void => {
    setSines(clock, 1, 3);
    waves[SWAYING] = amount[0]! * (sines[1]! + 0.6 * sines[2]!);
  };

  const setWaves = (clock: StepClock, amount: Float64Array): void => {
    setSines(clock, 0, 1);
    setSines(clock, 3, PERIODS.length);
    waves[BREATHING] = amount[0]! * (0.5 - 0.5 * sines[0]!);
    waves[NODDING] = amount[0]! * (sines[3]! + 0.5 * sines[4]!);
    waves[LOOKING] = amount[0]! * (sines[5]! + 0.7 * sines[6]!);
  };

  const moveBones = (bones: Float32Array): void => {
    for (let m = 0; m < MOVES.length; m++) {
      const { at, swing } = MOVES[m]!;
      for (let k = 0; k < 3; k++) {
        vector[k] = 0;
        for (let w = 0; w < WAVE_COUNT; w++) vector[k]! += swing[k * WAVE_COUNT + w]! * waves[w]!;
      }
      exp(vector, 0, rotation, 0);
      copyQuaternion(RELAXED_POSE, at, pose, 0);
      multiply(pose, 0, rotation, 0, pose, 0);
      for (let k = 0; k < 4; k++) bones[at + k] = pose[k]!;
    }
  };

  const look = ({ now }: StepClock, gaze: Float32Array): void => {
    const seconds = now / 1000;
    const slot = Math.floor(seconds / SACCADE_SLOT);
    drawAt(chances, 0, seed, slot, 3);
    const since = seconds - slot * SACCADE_SLOT - chances[0]! * (SACCADE_SLOT - SACCADE);
    const share = Math.min(1, Math.max(0, since / SACCADE));
    for (let k = 0; k < 2; k++) {
      setGazeTarget(gazeTargets, 0, seed, slot - 1, k);
      setGazeTarget(gazeTargets, 1, seed, slot, k);
      gaze[k] = gazeTargets[0]! + (gazeTargets[1]! - gazeTargets[0]!) * share;
    }
  };

  const poseFaceAndHips = (clock: StepClock, amount: Float64Array, out: MotionFrame): void => {
    setSway(clock, amount);
    out.hips[0] = SHIFT * waves[SWAYING]!;
    blink(clock);
    for (let i = 0; i < LIDS.length; i++) out.expressions[LIDS[i]!] = lid[0]!;
    look(clock, out.gaze);
  };

  return {
    breath: (clock, amount, out) => {
      setSines(clock, 0, 1);
      vector[0] = BREATH_PITCH * amount[0]! * (0.5 - 0.5 * sines[0]!);
      vector[1] = 0;
      vector[2] = 0;
      exp(vector, 0, out, 0);
    },
    pose: (clock, amount, out) => {
      resetMotionFrame(out);
      out.bones.set(RELAXED_POSE);
      poseFaceAndHips(clock, amount, out);
      setWaves(clock, amount);
      moveBones(out.bones);
    },
    poseFaceAndHips,
  };
};

const LIDS = [
  EXPRESSION_INDEX.blinkLeft,
  EXPRESSION_INDEX.blinkRight,
  EXPRESSION_INDEX.eyeBlinkLeft,
  EXPRESSION_INDEX.eyeBlinkRight,
];

/** Metres that the hips shift to the side. */
const SHIFT = 0.009;
/** Radians that a breath lifts the chest by. */
const BREATH_PITCH = -1.1 * DEGREE;

const [BREATHING, SWAYING, NODDING, LOOKING, WAVE_COUNT] = [0, 1, 2, 3, 4] as const;

/** A bone that the waves turn: degrees about x, y and z for a full breath, sway, nod and look. */
const move = (
  bone: HumanoidBone,
  x: readonly [number, number, number, number],
  y: readonly [number, number, number, number],
  z: readonly [number, number, number, number],
): { at: number; swing: Float64Array } => ({
  at: BONE_INDEX[bone] * 4,
  swing: Float64Array.from([...x, ...y, ...z], (degrees) => degrees * DEGREE),
});

const NONE = [0, 0, 0, 0] as const;
const MOVES = [
  move('hips', NONE, [0, 0, 0, 0.8], [0, -0.7, 0, 0]),
  move('spine', NONE, NONE, [0, 0.9, 0, 0]),
  move('chest', [-0.5, 0, 0, 0], [0, 0, 0, 0.6], [0, 0.3, 0, 0]),
  move('upperChest', [-1.1, 0, 0, 0], NONE, NONE),
  move('neck', [0.8, 0, 0.4, 0], [0, 0, 0, 0.9], [0, -0.4, 0, 0]),
  move('head', [0.6, 0, 0.6, 0], [0, 0, 0, 1.1], [0, -0.5, 0, 0]),
  move('leftShoulder', NONE, NONE, [1.6, 0, 0, 0]),
  move('rightShoulder', NONE, NONE, [-1.6, 0, 0, 0]),
  move('leftUpperArm', NONE, NONE, [-1.2, 0, 0, 0]),
  move('rightUpperArm', NONE, NONE, [1.2, 0, 0, 0]),
];

/** Where the eyes look in a slot, radians: near the middle most of the time. Into `out[o]`. */
const setGazeTarget = (out: Float64Array, o: number, seed: number, slot: number, axis: number): void => {
  drawAt(out, o, seed, slot, 5 + axis);
  const r = out[o]! * 2 - 1;
  out[o] = (axis === 0 ? 7 : 3.5) * DEGREE * r * Math.abs(r);
};

/** 0..1 from three integers, into `out[o]`. Source: the finaliser of MurmurHash3 (A. Appleby, public domain). */
const drawAt = (out: Float64Array, o: number, seed: number, slot: number, salt: number): void => {
  let h = Math.imul(seed, 0x9e3779b1) ^ Math.imul(slot | 0, 0x85ebca6b) ^ Math.imul(salt, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  out[o] = ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};

/** Rotation vectors in degrees of the left half at ease; the right half is its mirror image. */
const RELAXED_ANGLES: Partial<Record<string, readonly [x: number, y: number, z: number]>> = {
  UpperArm: [0, 0, -70],
  LowerArm: [0, -14, 0],
  Hand: [0, 0, -6],
  ThumbMetacarpal: [4, 8, 0],
  ThumbProximal: [0, 10, 0],
  ThumbDistal: [0, 12, 0],
  IndexProximal: [0, -2, -16],
  IndexIntermediate: [0, 0, -22],
  IndexDistal: [0, 0, -12],
  MiddleProximal: [0, 0, -20],
  MiddleIntermediate: [0, 0, -26],
  MiddleDistal: [0, 0, -15],
  RingProximal: [0, 1, -24],
  RingIntermediate: [0, 0, -30],
  RingDistal: [0, 0, -18],
  LittleProximal: [0, 3, -26],
  LittleIntermediate: [0, 0, -32],
  LittleDistal: [0, 0, -20],
};

/** Rotations (x, y, z, w) of every bone at ease, in the order of HUMANOID_BONES. */
export const RELAXED_POSE: Float64Array = (() => {
  const bones = new Float64Array(Object.keys(BONE_INDEX).length * 4);
  for (let w = 3; w < bones.length; w += 4) bones[w] = 1;
  for (const [part, angles] of Object.entries(RELAXED_ANGLES)) {
    const [x, y, z] = angles!;
    exp(
      Float64Array.of(x * DEGREE, y * DEGREE, z * DEGREE),
      0,
      bones,
      BONE_INDEX[`left${part}` as HumanoidBone] * 4,
    );
    exp(
      Float64Array.of(x * DEGREE, -y * DEGREE, -z * DEGREE),
      0,
      bones,
      BONE_INDEX[`right${part}` as HumanoidBone] * 4,
    );
  }
  return bones;
})();
