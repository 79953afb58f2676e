import { copyQuaternion, exp, type Floats, log, multiply, multiplyInverse, normalise } from './quaternion';

/**
 * How the picture follows the samples: a critically damped spring, so that motion stays smooth at the display's rate however
 * seldom samples come. Exact for every step length.
 */
export interface FollowStep {
  /** Seconds since the last step. */
  seconds: number;
  /** Natural frequency of the spring, 1/s. */
  stiffness: number;
  /** exp(−stiffness · seconds), computed once a step and group. */
  decay: number;
}

export const setFollowStep = (step: FollowStep, seconds: number, stiffness: number): void => {
  step.seconds = seconds;
  step.stiffness = stiffness;
  step.decay = Math.exp(-stiffness * seconds);
};

/** Followers of `count` rotations. */
export const createRotationFollowers = (count: number) => {
  const values = new Float64Array(count * 4);
  const velocities = new Float64Array(count * 3);
  const difference = new Float64Array(4);
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
    /** Moves on towards `target[at…]`, which itself moves at `(vx, vy, vz)` rad/s in its own axes. */
    follow: (
      index: number,
      target: Floats,
      at: number,
      vx: number,
      vy: number,
      vz: number,
      { seconds, stiffness, decay }: FollowStep,
    ): void => {
      const v = index * 3;
      multiplyInverse(target, at, values, index * 4, difference, 0);
      log(difference, 0, error, 0);
      for (let k = 0; k < 3; k++) {
        const moving = k === 0 ? vx : k === 1 ? vy : vz;
        // The target has moved on by moving · seconds since the follower was where it is.
        const distance = error[k]! + moving * seconds;
        const pull = velocities[v + k]! - moving + stiffness * distance;
        error[k] = (distance + pull * seconds) * decay;
        velocities[v + k] = moving + (velocities[v + k]! - moving - stiffness * pull * seconds) * decay;
      }
      exp(error, 0, difference, 0);
      multiply(target, at, difference, 0, values, index * 4);
      normalise(values, index * 4);
    },
  };
};

/** Followers of `count` numbers. */
export const createScalarFollowers = (count: number) => {
  const values = new Float64Array(count);
  const velocities = new Float64Array(count);
  return {
    values,
    velocities,
    restart: (index: number, value: number): void => {
      values[index] = value;
      velocities[index] = 0;
    },
    follow: (
      index: number,
      target: number,
      moving: number,
      { seconds, stiffness, decay }: FollowStep,
    ): void => {
      const distance = values[index]! - target + moving * seconds;
      const pull = velocities[index]! - moving + stiffness * distance;
      values[index] = target + (distance + pull * seconds) * decay;
      velocities[index] = moving + (velocities[index]! - moving - stiffness * pull * seconds) * decay;
    },
  };
};

export type RotationFollowers = ReturnType<typeof createRotationFollowers>;
export type ScalarFollowers = ReturnType<typeof createScalarFollowers>;
