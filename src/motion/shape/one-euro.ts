import { copyQuaternion, exp, type Floats, log, multiply, multiplyInverse, normalise } from './quaternion';

/** How strongly a value is smoothed: the less, the faster it moves. */
export interface OneEuroTuning {
  /** Cut-off at rest, hertz. */
  minCutoff: number;
  /** Hertz of cut-off gained for each unit a second of speed (rad/s for rotations). */
  beta: number;
  /** Cut-off of the speed estimate, hertz. */
  derivativeCutoff: number;
  /** Speed that noise alone gives and that opens nothing, units a second. */
  noiseSpeed: number;
}

/** Share of the new sample in an exponential filter of this cut-off: 1 / (1 + τ/Δt), τ = 1/(2πf). */
export const smoothingFactor = (cutoff: number, seconds: number): number => {
  const r = 2 * Math.PI * cutoff * seconds;
  return r / (r + 1);
};

const cutoffAt = (speed: number, tuning: OneEuroTuning): number =>
  tuning.minCutoff + tuning.beta * Math.max(0, speed - tuning.noiseSpeed);

/**
 * One-euro filters for `count` numbers. Time-based: samples may come at any spacing.
 * Source: G. Casiez, N. Roussel, D. Vogel, "1€ Filter: a simple speed-based low-pass filter for noisy input in interactive
 * systems", CHI 2012; the noise floor under the speed is ours.
 */
export const createScalarFilters = (count: number) => {
  const values = new Float64Array(count);
  const speeds = new Float64Array(count);
  return {
    /** Filtered values. */
    values,
    /** Starts over from a sample. */
    restart: (index: number, value: number): void => {
      values[index] = value;
      speeds[index] = 0;
    },
    /** Takes a sample that comes `seconds` after the last and returns the filtered value. */
    update: (index: number, value: number, seconds: number, tuning: OneEuroTuning): number => {
      const last = values[index]!;
      if (seconds <= 0) return last;
      const raw = (value - last) / seconds;
      speeds[index]! += smoothingFactor(tuning.derivativeCutoff, seconds) * (raw - speeds[index]!);
      const share = smoothingFactor(cutoffAt(Math.abs(speeds[index]!), tuning), seconds);
      values[index] = last + share * (value - last);
      return values[index]!;
    },
  };
};

/**
 * One-euro filters for `count` rotations: the difference to the new sample is taken in the log map (a rotation vector),
 * filtered there and put back by the exponential map, so that no axis is preferred and the result stays a unit quaternion.
 */
export const createRotationFilters = (count: number) => {
  const values = new Float64Array(count * 4);
  const speeds = new Float64Array(count * 3);
  const difference = new Float64Array(4);
  const step = new Float64Array(3);
  for (let w = 3; w < values.length; w += 4) values[w] = 1;
  return {
    /** Filtered rotations, count × (x, y, z, w). */
    values,
    restart: (index: number, q: Floats, at: number): void => {
      copyQuaternion(q, at, values, index * 4);
      speeds.fill(0, index * 3, index * 3 + 3);
    },
    /** Takes a sample, the unit quaternion at `q[at…]`, that comes `seconds` after the last. */
    update: (index: number, q: Floats, at: number, seconds: number, tuning: OneEuroTuning): void => {
      if (seconds <= 0) return;
      const v = index * 3;
      multiplyInverse(values, index * 4, q, at, difference, 0);
      log(difference, 0, step, 0);
      const gain = smoothingFactor(tuning.derivativeCutoff, seconds);
      let squared = 0;
      for (let k = 0; k < 3; k++) {
        const speed = speeds[v + k]! + gain * (step[k]! / seconds - speeds[v + k]!);
        speeds[v + k] = speed;
        squared += speed * speed;
      }
      const share = smoothingFactor(cutoffAt(Math.sqrt(squared), tuning), seconds);
      for (let k = 0; k < 3; k++) step[k]! *= share;
      exp(step, 0, difference, 0);
      multiply(values, index * 4, difference, 0, values, index * 4);
      normalise(values, index * 4);
    },
  };
};

export type ScalarFilters = ReturnType<typeof createScalarFilters>;
export type RotationFilters = ReturnType<typeof createRotationFilters>;
