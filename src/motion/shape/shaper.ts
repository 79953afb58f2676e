import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT, BONE_INDEX, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { createBlinks } from './blink';
import type { StepClock } from './clock';
import { createRotationFollowers, createScalarFollowers, PACE_SIZE } from './follower';
import { BONE_GROUP, GROUP_COUNT, GROUP_INDEX } from './groups';
import { createHandSpeedLimit } from './hand-speed';
import { createIdle } from './idle';
import { holdBones } from './limits';
import { createMixer, HIPS_FLAG, type SourceSlot } from './mixer';
import type { ShapeOptions } from './options';
import { createLegPlanter } from './plant';
import { blend, multiply } from './quaternion';
import { createTrackedMotion, GAZE_SCALARS, HIPS_SCALARS, SCALAR_COUNT } from './tracked';

export type { SourceSlot } from './mixer';
export type { ShapeOptions } from './options';
export { shapeOptions } from './options';

/**
 * The shape stage of one avatar: calibrates, mirrors, filters, limits and mixes what the sources say, and keeps the
 * avatar alive where they say nothing. One per Stage; allocates nothing after it was made.
 */
export interface Shaper {
  /** The newest solved frame of the tracking source, never mirrored; copied. A frame older than the last is ignored. */
  push(frame: MotionFrame): void;
  /** The newest frame of another source, already in the avatar's own left and right; copied. */
  pushSource(slot: SourceSlot, frame: MotionFrame): void;
  /**
   * Writes the avatar's motion at `now` (ms on the one clock; any rate, any gap). `out.time` is when the camera saw the newest
   * frame in it, or `now` where there is none; every bone and expression is driven.
   */
  step(now: Milliseconds, out: MotionFrame): void;
  setOptions(options: ShapeOptions): void;
  /** The avatar that the motion is for: its legs, to keep the feet on the ground. */
  setRest(rest: RestPose): void;
  /** Forgets every source: a new camera or take. The avatar goes on from where it is. */
  reset(): void;
}

/** Longest step that fades and idle springs take at once, ms: after a pause they go on, not jump. */
const LONGEST_STEP: Milliseconds = 100;
/** Seconds between samples that the idle motion, which has none, is followed at; an array, as a bare number would be boxed. */
const IDLE_INTERVALS = new Float64Array(GROUP_COUNT).fill(1 / 75);
/** Stiffness with which a part is followed that has just come or gone, 1/s. */
const GENTLE = 7;
/** How much of the breathing stays visible on a tracked torso. */
const TRACKED_BREATH = 0.6;
/** So far hips that a source moves sway over standing feet, metres; beyond, the feet go with them. */
const MOST_SWAY = 0.2;

const { torso: TORSO, face: FACE, gaze: GAZE, root: ROOT } = GROUP_INDEX;
const SIDES = ['left', 'right'] as const;
const LEGS = SIDES.map((side) => ({
  group: GROUP_INDEX[`${side}Leg`],
  bone: BONE_INDEX[`${side}UpperLeg`],
}));
/** Groups with bones that the idle motion moves. */
const IDLE_MOVES = [TORSO, GROUP_INDEX.head, GROUP_INDEX.leftArm, GROUP_INDEX.rightArm];

export const createShaper = (initial: ShapeOptions): Shaper => {
  let options = initial;
  let started = false;
  const clock: StepClock = { now: 0, elapsed: 0 };
  const tracked = createTrackedMotion(initial);
  const idle = createIdle();
  const idleFrame = createMotionFrame('idle');
  const idleBones = new Float64Array(BONE_COUNT * 4);
  const shown = new Float64Array(BONE_COUNT * 4);
  const bones = createRotationFollowers(BONE_COUNT);
  const scalars = createScalarFollowers(SCALAR_COUNT);
  const arms = SIDES.map((side) => ({
    speed: createHandSpeedLimit(side),
    group: GROUP_INDEX[`${side}Arm`],
  }));
  const blinks = createBlinks();
  const legs = createLegPlanter();
  const mixer = createMixer();
  /** How much each leg is moved by anything but planting, and the hips over the feet, for the legs of mixed sources. */
  const legWeights = new Float64Array(GROUP_COUNT);
  const overFeet = new Float32Array(3);
  const pace = new Float64Array(GROUP_COUNT * PACE_SIZE);
  const target = new Float64Array(4);
  /** Of idle motion, for the next call. */
  const amount = new Float64Array(1);
  const expressionGoals = new Float64Array(EXPRESSION_COUNT);
  const gazeGoals = new Float64Array(2);
  const hipsGoals = new Float64Array(3);
  const { weights, present, ease } = tracked.presence;

  const isTracked = (group: number): boolean => weights[group] === 1;

  const setPaces = (): void => {
    const { now, elapsed } = clock;
    const seconds = elapsed / 1000;
    const follow = followAt(options.smoothing);
    const horizon = horizonAt(options.smoothing);
    for (let g = 0; g < GROUP_COUNT; g++) {
      const interval = (weights[g]! > 0 ? tracked.intervals : IDLE_INTERVALS)[g]!;
      const reach = horizon * interval;
      const left = Math.exp((tracked.arrivedAt[g]! - now) / 1000 / reach);
      const stiffness = GENTLE + (follow / interval - GENTLE) * ease[g]! * ease[g]!;
      pace[g * PACE_SIZE] = seconds;
      pace[g * PACE_SIZE + 1] = stiffness;
      pace[g * PACE_SIZE + 2] = Math.exp(-stiffness * seconds);
      pace[g * PACE_SIZE + 3] = left * weights[g]!;
      pace[g * PACE_SIZE + 4] = reach * (1 - left) * weights[g]!;
    }
  };

  const moveBones = (): void => {
    const { targets, velocities } = tracked.local;
    for (let b = 0; b < BONE_COUNT; b++) {
      const g = BONE_GROUP[b]!;
      const w = weights[g]!;
      if (w === 1) bones.follow(b, targets, b * 4, velocities, pace, g * PACE_SIZE);
      else if (w === 0) bones.follow(b, idleBones, b * 4, velocities, pace, g * PACE_SIZE);
      else {
        blend(idleBones, b * 4, targets, b * 4, weights, g, target, 0);
        bones.follow(b, target, 0, velocities, pace, g * PACE_SIZE);
      }
    }
  };

  const moveArms = (): void => {
    for (let a = 0; a < arms.length; a++) {
      const { speed, group } = arms[a]!;
      speed.limit(bones, clock, present[group] === 1 && weights[group] === 1);
    }
  };

  const moveScalars = (out: MotionFrame): void => {
    const faceWeight = weights[FACE]!;
    const values = tracked.scalars.values;
    const { driven } = tracked;
    for (let e = 0; e < EXPRESSION_COUNT; e++) {
      const rest = idleFrame.expressions[e]!;
      const seen = driven[e] === 1 ? values[e]! : 0;
      expressionGoals[e] = rest + faceWeight * (seen - rest);
    }
    scalars.follow(0, expressionGoals, pace, FACE * PACE_SIZE);
    for (let e = 0; e < EXPRESSION_COUNT; e++)
      out.expressions[e] = Math.min(1, Math.max(0, scalars.values[e]!));
    followVector(idleFrame.gaze, gazeGoals, GAZE_SCALARS, GAZE, out.gaze);
    followVector(idleFrame.hips, hipsGoals, HIPS_SCALARS, ROOT, out.hips);
  };

  const followVector = (
    rest: Float32Array,
    goals: Float64Array,
    first: number,
    group: number,
    out: Float32Array,
  ): void => {
    for (let k = 0; k < goals.length; k++)
      goals[k] = rest[k]! + weights[group]! * (tracked.scalars.values[first + k]! - rest[k]!);
    scalars.follow(first, goals, pace, group * PACE_SIZE);
    for (let k = 0; k < goals.length; k++) out[k] = scalars.values[first + k]!;
  };

  const breathe = (): void => {
    amount[0] = options.idle * TRACKED_BREATH * weights[TORSO]!;
    if (amount[0] === 0) return;
    const at = BONE_INDEX.upperChest * 4;
    idle.breath(clock, amount, target);
    multiply(shown, at, target, 0, shown, at);
  };

  /** The legs at ease do not move by themselves: with all above them tracked, no idle bone is needed. */
  const poseIdle = (): void => {
    amount[0] = options.idle;
    if (started && IDLE_MOVES.every(isTracked)) {
      idle.poseFaceAndHips(clock, amount, idleFrame);
      return;
    }
    idle.pose(clock, amount, idleFrame);
    idleBones.set(idleFrame.bones);
  };

  const startAt = (): void => {
    for (let b = 0; b < BONE_COUNT; b++) bones.restart(b, idleBones, b * 4);
    scalars.restart(0, idleFrame.expressions);
    scalars.restart(GAZE_SCALARS, idleFrame.gaze);
    scalars.restart(HIPS_SCALARS, idleFrame.hips);
  };

  /** A source may move the hips and leave the legs: who crouches in a headset bends the knees. */
  const plantMixed = (out: MotionFrame): void => {
    if (mixer.taken[HIPS_FLAG] === 0) return;
    for (let l = 0; l < LEGS.length; l++) {
      const { group, bone } = LEGS[l]!;
      legWeights[group] = Math.max(weights[group]!, mixer.taken[bone]!);
    }
    const { hips } = out;
    for (let k = 0; k < 3; k++)
      overFeet[k] = k === 1 ? hips[k]! : Math.max(-MOST_SWAY, Math.min(MOST_SWAY, hips[k]!));
    shown.set(out.bones);
    legs.plant(shown, overFeet, legWeights);
    out.bones.set(shown);
    hips[1] = overFeet[1]!;
  };

  const finish = (out: MotionFrame): void => {
    out.confidence[PART_INDEX.face] = weights[FACE]!;
    out.confidence[PART_INDEX.body] = weights[TORSO]!;
    out.confidence[PART_INDEX.leftHand] = weights[GROUP_INDEX.leftFingers]!;
    out.confidence[PART_INDEX.rightHand] = weights[GROUP_INDEX.rightFingers]!;
    out.drives.flags.fill(1);
    out.time = tracked.isHeard(clock) ? tracked.newest.time : clock.now;
    out.source = 'mix';
  };

  return {
    push: tracked.push,
    pushSource: mixer.push,
    step: (now, out) => {
      const since = started ? now - clock.now : 0;
      clock.now = now;
      clock.elapsed = Math.min(LONGEST_STEP, Math.max(0, since));
      tracked.advance(clock);
      poseIdle();
      if (!started) startAt();
      started = true;
      setPaces();
      for (let a = 0; a < arms.length; a++) arms[a]!.speed.remember(bones);
      moveBones();
      moveArms();
      shown.set(bones.values);
      moveScalars(out);
      breathe();
      legs.plant(shown, out.hips, weights);
      holdBones(shown);
      out.bones.set(shown);
      mixer.mix(clock, out);
      plantMixed(out);
      blinks.shape(out.expressions, clock, options.linkBlinks);
      finish(out);
    },
    setOptions: (next) => {
      options = next;
      tracked.setOptions(next);
    },
    setRest: legs.setRest,
    reset: () => {
      tracked.reset();
      mixer.reset();
    },
  };
};

/**
 * How stiffly the picture follows the samples, in 1/(sample interval), and how far it looks ahead of the last one, in sample
 * intervals: together they make motion between samples smooth and cost little delay.
 */
const followAt = (smoothing: number): number => 2.7 - 0.8 * smoothing;
const horizonAt = (smoothing: number): number => 0.6 - 0.25 * smoothing;
