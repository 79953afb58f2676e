import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { applyBlinkCurve } from './blink-curve';
import { createLocalTargets, toBodySpace } from './body-space';
import { type CalibrationStep, createCalibrationStep } from './calibration';
import type { StepClock } from './clock';
import { applyGain } from './gain';
import { BONE_GROUP, GROUP_BONES, GROUP_COUNT, GROUP_INDEX } from './groups';
import { limitBones, limitNumbers } from './limits';
import { mirrorMotionFrame } from './mirror';
import { createRotationFilters, createScalarFilters, type SampleSpacing } from './one-euro';
import type { ShapeOptions } from './options';
import { createPresence, SILENCE } from './presence';
import { tuningsAt } from './smoothing';

/** Seconds between samples that are believed, and assumed at first. */
const SHORTEST_INTERVAL = 0.008;
const LONGEST_INTERVAL = 0.2;
const FIRST_INTERVAL = 1 / 30;
/** After a gap of this long the next sample may be anywhere, seconds. */
const GAP = 0.25;
/** A frame this much older than the newest is not late but from a clock or source that started over, ms. */
const STARTED_OVER: Milliseconds = 2000;

const [NEWEST, HEARD] = [0, 1];
const FACE = GROUP_INDEX.face;
const GAZE = GROUP_INDEX.gaze;
const ROOT = GROUP_INDEX.root;
/** Scalars by index: expressions, then gaze (2), then hips (3). */
export const GAZE_SCALARS = EXPRESSION_COUNT;
export const HIPS_SCALARS = EXPRESSION_COUNT + 2;
export const SCALAR_COUNT = EXPRESSION_COUNT + 5;

/**
 * The camera's motion, part by part: calibrated, scaled, mirrored, limited and filtered at the rate at which samples come.
 * A part whose values did not change since the last frame (hands run slower than the face) is not a new sample.
 */
export const createTrackedMotion = (initial: ShapeOptions) => {
  let options = initial;
  let tunings = tuningsAt(options.smoothing);
  let calibration: CalibrationStep | undefined;
  const presence = createPresence();
  const rotations = createRotationFilters(BONE_COUNT);
  const scalars = createScalarFilters(SCALAR_COUNT);
  const samples = new Float64Array(BONE_COUNT * 4);
  const local = createLocalTargets();
  const previous = new Float64Array(BONE_COUNT * 4);
  const passed = new Float64Array(GROUP_COUNT);
  const spacing: SampleSpacing = { seconds: 0 };
  const driven = new Uint8Array(EXPRESSION_COUNT);
  /** The newest frame and the one before, both calibrated, scaled, mirrored and within their ranges. */
  let frame = createMotionFrame();
  let before = createMotionFrame();
  const intervals = new Float64Array(GROUP_COUNT).fill(FIRST_INTERVAL);
  const sampledAt = new Float64Array(GROUP_COUNT).fill(Number.NEGATIVE_INFINITY);
  const usable = new Uint8Array(GROUP_COUNT);
  const fresh = new Uint8Array(GROUP_COUNT);
  const sampled = new Uint8Array(GROUP_COUNT);
  const arrivedAt = new Float64Array(GROUP_COUNT);
  /** Time of the newest frame, and when on the display's clock a frame was last heard of. An array, as bare numbers would be boxed. */
  const times = new Float64Array(2).fill(Number.NEGATIVE_INFINITY);
  let heard = false;

  const setOptions = (next: ShapeOptions): void => {
    options = next;
    tunings = tuningsAt(next.smoothing);
    calibration = next.calibration && createCalibrationStep(next.calibration);
  };

  const clear = (): void => {
    presence.noteSilence();
    sampledAt.fill(Number.NEGATIVE_INFINITY);
    intervals.fill(FIRST_INTERVAL);
    times.fill(Number.NEGATIVE_INFINITY);
    heard = false;
  };

  /** Whether the frame says something about a group, in numbers. */
  const isUsable = (group: number): boolean => {
    const { drives } = frame;
    if (group === GAZE) return drives.roots[1] === 1 && finite(frame.gaze, 0, 2);
    if (group === ROOT) return drives.roots[0] === 1 && finite(frame.hips, 0, 3);
    if (group === FACE) return some(drives.expressions) && finite(frame.expressions, 0, EXPRESSION_COUNT);
    const bones = GROUP_BONES[group]!;
    let any = false;
    for (let i = 0; i < bones.length; i++) {
      if (!drives.bones[bones[i]!]) continue;
      if (!finite(frame.bones, bones[i]! * 4, 4)) return false;
      any = true;
    }
    return any;
  };

  /** Compares with the frame before, both as they are after mirroring. */
  const hasChanged = (group: number): boolean => {
    if (group === GAZE) return differ(frame.gaze, before.gaze, 0, 2);
    if (group === ROOT) return differ(frame.hips, before.hips, 0, 3);
    if (group === FACE) return differ(frame.expressions, before.expressions, 0, EXPRESSION_COUNT);
    const bones = GROUP_BONES[group]!;
    for (let i = 0; i < bones.length; i++)
      if (differ(frame.bones, before.bones, bones[i]! * 4, 4)) return true;
    return false;
  };

  const filterGroup = (group: number, restart: boolean): void => {
    const bones = GROUP_BONES[group]!;
    if (restart) rotations.restart(bones, samples);
    else rotations.update(bones, samples, spacing, tunings[group]!);
    if (group === GAZE) filterScalars(GAZE_SCALARS, frame.gaze, group, restart);
    if (group === ROOT) filterScalars(HIPS_SCALARS, frame.hips, group, restart);
    if (group !== FACE) return;
    driven.set(frame.drives.expressions);
    filterScalars(0, frame.expressions, group, restart);
  };

  const filterScalars = (first: number, values: Float32Array, group: number, restart: boolean): void => {
    if (restart) scalars.restart(first, values);
    else scalars.update(first, values, spacing, tunings[group]!);
  };

  const take = (group: number): void => {
    if (!usable[group]) {
      presence.note(group, 'bad');
      return;
    }
    const since = (frame.time - sampledAt[group]!) / 1000;
    const changed = hasChanged(group);
    // Someone who sits perfectly still gives equal samples too: after a while they count.
    if (!changed && since < 1.5 * intervals[group]!) {
      presence.note(group, 'same');
      return;
    }
    const restart = presence.isUnseen(group) || !Number.isFinite(since);
    if (since > Math.max(GAP, 2 * intervals[group]!)) presence.startle(group);
    presence.note(group, 'good');
    if (changed && since < 1 && !restart) {
      const interval = Math.min(LONGEST_INTERVAL, Math.max(SHORTEST_INTERVAL, since));
      intervals[group]! += 0.2 * (interval - intervals[group]!);
    }
    spacing.seconds = since;
    filterGroup(group, restart);
    passed[group] = restart ? 0 : since;
    sampledAt[group] = frame.time;
    fresh[group] = 1;
    sampled[group] = 1;
  };

  /** From filtered rotations to local ones that the picture follows. */
  const setTargets = (): void => {
    previous.set(local.targets);
    for (let b = 0; b < BONE_COUNT; b++) if (sampled[BONE_GROUP[b]!]) local.copy(b, rotations.values);
    local.update(rotations.values, usable);
    for (let b = 0; b < BONE_COUNT; b++) {
      const group = BONE_GROUP[b]!;
      if (sampled[group]) local.measure(b, previous, rotations.steps, passed, group);
    }
  };

  setOptions(initial);

  return {
    presence,
    /** Filtered local rotations of all bones and how fast they turn. */
    local,
    /** Filtered expressions, gaze and hips. */
    scalars,
    /** Expressions that the newest face sample speaks of. */
    driven,
    /** Seconds between samples, by group. */
    intervals,
    /** When (on the clock of `step`) the newest sample of each group was first seen. */
    arrivedAt,
    setOptions,
    push: (input: MotionFrame): void => {
      if (input.time < times[NEWEST]! - STARTED_OVER) clear();
      else if (!(input.time > times[NEWEST]!)) return;
      times[NEWEST] = input.time;
      heard = true;
      const oldest = before;
      before = frame;
      frame = oldest;
      copyMotionFrame(input, frame);
      calibration?.apply(frame);
      if (options.blink !== undefined) applyBlinkCurve(frame.expressions, options.blink);
      applyGain(frame, options.gain);
      if (options.mirror) mirrorMotionFrame(frame);
      for (let g = 0; g < GROUP_COUNT; g++) usable[g] = isUsable(g) ? 1 : 0;
      limitNumbers(frame);
      samples.set(frame.bones);
      limitBones(samples);
      toBodySpace(samples, local.targets, usable);
      sampled.fill(0);
      for (let g = 0; g < GROUP_COUNT; g++) take(g);
      setTargets();
    },
    /** Time passes on the display's clock. */
    advance: (clock: StepClock): void => {
      const { now } = clock;
      if (heard || times[HEARD]! > now) times[HEARD] = now;
      heard = false;
      if (now - times[HEARD]! > SILENCE) presence.noteSilence();
      for (let g = 0; g < GROUP_COUNT; g++) {
        if (fresh[g] || arrivedAt[g]! > now) arrivedAt[g] = now;
        fresh[g] = 0;
      }
      presence.advance(clock);
    },
    /** The newest frame: `time` is when the camera saw it. */
    get newest(): MotionFrame {
      return frame;
    },
    /** Whether frames come. */
    isHeard: ({ now }: StepClock): boolean => now - times[HEARD]! <= SILENCE,
    reset: clear,
  };
};

export type TrackedMotion = ReturnType<typeof createTrackedMotion>;

const finite = (values: Float32Array, from: number, count: number): boolean => {
  // Nothing of a finite number, and no number of any other; a sum of floats of half the precision never leaves the range.
  const end = from + count;
  let nothing = 0;
  let i = from;
  for (; i + 4 <= end; i += 4) nothing += (values[i]! + values[i + 1]! + values[i + 2]! + values[i + 3]!) * 0;
  for (; i < end; i++) nothing += values[i]! * 0;
  return nothing === 0;
};

const differ = (a: Float32Array, b: Float32Array, from: number, count: number): boolean => {
  for (let i = from; i < from + count; i++) if (a[i] !== b[i]) return true;
  return false;
};

const some = (flags: Uint8Array): boolean => {
  for (let i = 0; i < flags.length; i++) if (flags[i]) return true;
  return false;
};
