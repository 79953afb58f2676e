import { copyQuaternion, type Floats, logDifference, turnBy } from './quaternion';

/**
 * How the picture follows the samples: critically damped springs, so that motion stays smooth at the display's rate however
 * seldom samples come. Exact for every step length. Numbers go by arrays: passed as arguments they would be boxed.
 */

/**
 * Fields of a pace: seconds of the step, stiffness (1/s), exp(−stiffness · seconds), share of the target's speed in force, and the
 * seconds at full speed that the target is ahead of where it was given.
 */
export const PACE_SIZE = 5;

/** Squared angle and squared speed under which a follower has arrived. */
const ARRIVED = 4e-14;

/** Whether three numbers are so small. */
const isNothing = (v: Float64Array, i: number): boolean =>
  v[i]! * v[i]! + v[i + 1]! * v[i + 1]! + v[i + 2]! * v[i + 2]! < ARRIVED;

/** Followers of `count` rotations. */
export const createRotationFollowers = (count: number) => {
  const values = new Float64Array(count * 4);
  const velocities = new Float64Array(count * 3);
  const error = new Float64Array(3);
  for (let w = 3; w < values.length; w += 4) values[w] = 1;
  return {
    /** Where each is, count × (x, y, z, w). */
    values,
    /** How fast each turns: count × rotation vector a second, in its own axes. */
    velocities,
    /** Puts it somewhere at rest. */
    restart: (index: number, q: Floats, at: number): void => {
      copyQuaternion(q, at, values, index * 4);
      velocities.fill(0, index * 3, index * 3 + 3);
    },
    /**
     * Moves on towards `target[at…]`, which moves at `speeds[index × 3…]` (rad/s in its own axes) × the pace's momentum and is ahead by
     * the pace's time. All of it is done in the rotation vectors about the target as given, where turns add up: exact for turns about
     * one axis, and off by a part in a hundred of the way where the follower lags by 10° across the motion.
     */
    follow: (
      index: number,
      target: Floats,
      at: number,
      speeds: Float64Array,
      pace: Float64Array,
      paceAt: number,
    ): void => {
      const v = index * 3;
      const seconds = pace[paceAt]!;
      const stiffness = pace[paceAt + 1]!;
      const decay = pace[paceAt + 2]!;
      const momentum = pace[paceAt + 3]!;
      const ahead = pace[paceAt + 4]!;
      logDifference(target, at, values, index * 4, error, 0);
      if (momentum === 0 && ahead === 0 && isNothing(error, 0) && isNothing(velocities, v)) return;
      // Constants of the step: the loop over three axes and all bones is what shaping mostly is.
      const aheadNow = momentum * seconds - ahead;
      const pullNow = stiffness * seconds;
      for (let k = 0; k < 3; k++) {
        const speed = speeds[v + k]!;
        const moving = speed * momentum;
        // The target has moved on by moving · seconds since the follower was where it is.
        const distance = error[k]! + speed * aheadNow;
        const lead = velocities[v + k]! - moving;
        const pull = lead + stiffness * distance;
        error[k] = speed * ahead + (distance + pull * seconds) * decay;
        velocities[v + k] = moving + (lead - pull * pullNow) * decay;
      }
      turnBy(target, at, error, 0, values, index * 4);
    },
  };
};

/** Followers of `count` numbers. */
export const createScalarFollowers = (count: number) => {
  const values = new Float64Array(count);
  const velocities = new Float64Array(count);
  return {
    values,
    /** Puts the numbers from `first` on somewhere at rest. */
    restart: (first: number, from: Float32Array): void => {
      values.set(from, first);
      velocities.fill(0, first, first + from.length);
    },
    /** Moves the numbers from `first` on towards `targets`, which stand still. */
    follow: (first: number, targets: Float64Array, pace: Float64Array, paceAt: number): void => {
      const seconds = pace[paceAt]!;
      const stiffness = pace[paceAt + 1]!;
      const decay = pace[paceAt + 2]!;
      for (let k = 0; k < targets.length; k++) {
        const i = first + k;
        const distance = values[i]! - targets[k]!;
        if (distance === 0 && velocities[i] === 0) continue;
        const pull = velocities[i]! + stiffness * distance;
        values[i] = targets[k]! + (distance + pull * seconds) * decay;
        velocities[i] = (velocities[i]! - stiffness * pull * seconds) * decay;
      }
    },
  };
};

export type RotationFollowers = ReturnType<typeof createRotationFollowers>;
