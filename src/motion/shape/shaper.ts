import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT, BONE_INDEX, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { createBlinks } from './blink';
import { createRotationFollowers, createScalarFollowers, type FollowStep, setFollowStep } from './follower';
import { BONE_GROUP, GROUP_COUNT, GROUP_INDEX } from './groups';
import { createHandSpeedLimit } from './hand-speed';
import { createIdle } from './idle';
import { createMixer, type SourceSlot } from './mixer';
import type { ShapeOptions } from './options';
import { createLegPlanter } from './plant';
import { blend, copyQuaternion, exp, multiply } from './quaternion';
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
/** Seconds between samples that the idle motion, which has none, is followed at. */
const IDLE_INTERVAL = 1 / 30;
/** Stiffness with which a part is followed that has just come or gone, 1/s. */
const GENTLE = 7;
/** How much of the breathing stays visible on a tracked torso. */
const TRACKED_BREATH = 0.6;

const { torso: TORSO, face: FACE, gaze: GAZE, root: ROOT } = GROUP_INDEX;
const SIDES = ['left', 'right'] as const;

export const createShaper = (initial: ShapeOptions): Shaper => {
  let options = initial;
  let lastStep: Milliseconds | undefined;
  const tracked = createTrackedMotion(initial);
  const idle = createIdle();
  const idleFrame = createMotionFrame('idle');
  const bones = createRotationFollowers(BONE_COUNT);
  const scalars = createScalarFollowers(SCALAR_COUNT);
  const arms = SIDES.map((side) => ({
    speed: createHandSpeedLimit(side),
    group: GROUP_INDEX[`${side}Arm`],
  }));
  const blinks = createBlinks();
  const legs = createLegPlanter();
  const mixer = createMixer();
  const steps = Array.from(
    { length: GROUP_COUNT },
    (): FollowStep => ({ seconds: 0, stiffness: 0, decay: 0 }),
  );
  /** How far ahead of its last sample each group is now, and how much of its speed is left. */
  const ahead = new Float64Array(GROUP_COUNT);
  const momentum = new Float64Array(GROUP_COUNT);
  const target = new Float64Array(4);
  const vector = new Float64Array(3);
  const { weights, present, ease } = tracked.presence;

  const prepareGroups = (now: Milliseconds, seconds: number): void => {
    const { follow, horizon } = paceAt(options.smoothing);
    for (let g = 0; g < GROUP_COUNT; g++) {
      const interval = weights[g]! > 0 ? tracked.intervals[g]! : IDLE_INTERVAL;
      const free = ease[g]! * ease[g]!;
      setFollowStep(steps[g]!, seconds, GENTLE + (follow / interval - GENTLE) * free);
      const reach = horizon * interval;
      const left = Math.exp(-(now - tracked.arrivedAt[g]!) / 1000 / reach);
      ahead[g] = reach * (1 - left);
      momentum[g] = left * weights[g]!;
    }
  };

  const moveBones = (): void => {
    const { targets: values, velocities } = tracked.local;
    for (let b = 0; b < BONE_COUNT; b++) {
      const g = BONE_GROUP[b]!;
      const w = weights[g]!;
      if (w === 0) {
        bones.follow(b, idleFrame.bones, b * 4, 0, 0, 0, steps[g]!);
        continue;
      }
      const v = b * 3;
      for (let k = 0; k < 3; k++) vector[k] = velocities[v + k]! * ahead[g]!;
      exp(vector, 0, target, 0);
      multiply(values, b * 4, target, 0, target, 0);
      if (w < 1) blend(idleFrame.bones, b * 4, target, 0, w, target, 0);
      const m = momentum[g]!;
      bones.follow(
        b,
        target,
        0,
        velocities[v]! * m,
        velocities[v + 1]! * m,
        velocities[v + 2]! * m,
        steps[g]!,
      );
    }
  };

  const moveArms = (elapsed: Milliseconds): void => {
    for (let a = 0; a < arms.length; a++) {
      const { speed, group } = arms[a]!;
      speed.limit(bones, elapsed, present[group] === 1 && weights[group] === 1);
    }
  };

  const moveScalars = (out: MotionFrame): void => {
    const faceWeight = weights[FACE]!;
    const values = tracked.scalars.values;
    for (let e = 0; e < EXPRESSION_COUNT; e++) {
      const seen = tracked.driven[e] ? values[e]! : 0;
      const goal = idleFrame.expressions[e]! + faceWeight * (seen - idleFrame.expressions[e]!);
      scalars.follow(e, goal, 0, steps[FACE]!);
      out.expressions[e] = Math.min(1, Math.max(0, scalars.values[e]!));
    }
    followVector(idleFrame.gaze, GAZE_SCALARS, GAZE, out.gaze);
    followVector(idleFrame.hips, HIPS_SCALARS, ROOT, out.hips);
  };

  const followVector = (rest: Float32Array, first: number, group: number, out: Float32Array): void => {
    for (let k = 0; k < out.length; k++) {
      const goal = rest[k]! + weights[group]! * (tracked.scalars.values[first + k]! - rest[k]!);
      scalars.follow(first + k, goal, 0, steps[group]!);
      out[k] = scalars.values[first + k]!;
    }
  };

  const breathe = (now: Milliseconds, out: MotionFrame): void => {
    if (weights[TORSO] === 0 || options.idle === 0) return;
    const at = BONE_INDEX.upperChest * 4;
    idle.breath(now / 1000, options.idle * TRACKED_BREATH * weights[TORSO]!, target, 0);
    multiply(out.bones, at, target, 0, out.bones, at);
  };

  const startAt = (): void => {
    for (let b = 0; b < BONE_COUNT; b++) bones.restart(b, idleFrame.bones, b * 4);
    for (let e = 0; e < EXPRESSION_COUNT; e++) scalars.restart(e, idleFrame.expressions[e]!);
  };

  return {
    push: tracked.push,
    pushSource: mixer.push,
    step: (now, out) => {
      const since = lastStep === undefined ? 0 : now - lastStep;
      const elapsed = Math.min(LONGEST_STEP, Math.max(0, since));
      idle.pose(now / 1000, options.idle, idleFrame);
      if (lastStep === undefined) startAt();
      lastStep = now;
      tracked.advance(now, elapsed);
      prepareGroups(now, elapsed / 1000);
      for (let a = 0; a < arms.length; a++) arms[a]!.speed.remember(bones);
      moveBones();
      moveArms(elapsed);
      for (let b = 0; b < BONE_COUNT; b++) copyQuaternion(bones.values, b * 4, out.bones, b * 4);
      moveScalars(out);
      breathe(now, out);
      legs.plant(out, weights[GROUP_INDEX.leftLeg]!, weights[GROUP_INDEX.rightLeg]!);
      mixer.mix(now, elapsed, out);
      blinks.shape(out.expressions, elapsed / 1000, options.linkBlinks);
      out.confidence[PART_INDEX.face] = weights[FACE]!;
      out.confidence[PART_INDEX.body] = weights[TORSO]!;
      out.confidence[PART_INDEX.leftHand] = weights[GROUP_INDEX.leftFingers]!;
      out.confidence[PART_INDEX.rightHand] = weights[GROUP_INDEX.rightFingers]!;
      out.drives.flags.fill(1);
      out.time = tracked.seenAt(now) ?? now;
      out.source = 'mix';
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
const pace = { follow: 0, horizon: 0 };
const paceAt = (smoothing: number): typeof pace => {
  pace.follow = 2.6 - 0.8 * smoothing;
  pace.horizon = 0.7 - 0.3 * smoothing;
  return pace;
};
