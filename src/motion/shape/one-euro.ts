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

/** Seconds between a sample and the last. */
export interface SampleSpacing {
  seconds: number;
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
    /** Starts the filters from `first` on over from samples. */
    restart: (first: number, samples: Float32Array | Float64Array): void => {
      for (let k = 0; k < samples.length; k++) {
        values[first + k] = samples[k]!;
        speeds[first + k] = 0;
      }
    },
    /** Gives the filters from `first` on samples that come some time after the last. */
    update: (
      first: number,
      samples: Float32Array | Float64Array,
      { seconds }: SampleSpacing,
      tuning: OneEuroTuning,
    ): void => {
      if (!(seconds > 0)) return;
      const gain = smoothingFactor(tuning.derivativeCutoff, seconds);
      for (let k = 0; k < samples.length; k++) {
        const i = first + k;
        const step = samples[k]! - values[i]!;
        if (step === 0 && speeds[i] === 0) continue;
        speeds[i]! += gain * (step / seconds - speeds[i]!);
        values[i]! += smoothingFactor(cutoffAt(Math.abs(speeds[i]!), tuning), seconds) * step;
      }
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
    /** Starts the filters of `indices` over from the unit quaternions in `samples` (by index). */
    restart: (indices: Uint8Array, samples: Floats): void => {
      for (let n = 0; n < indices.length; n++) {
        const index = indices[n]!;
        copyQuaternion(samples, index * 4, values, index * 4);
        speeds.fill(0, index * 3, index * 3 + 3);
      }
    },
    /** Gives the filters of `indices` samples, unit quaternions by index, that come some time after the last. */
    update: (
      indices: Uint8Array,
      samples: Floats,
      { seconds }: SampleSpacing,
      tuning: OneEuroTuning,
    ): void => {
      if (!(seconds > 0)) return;
      const gain = smoothingFactor(tuning.derivativeCutoff, seconds);
      for (let n = 0; n < indices.length; n++) {
        const index = indices[n]!;
        const v = index * 3;
        multiplyInverse(values, index * 4, samples, index * 4, difference, 0);
        log(difference, 0, step, 0);
        for (let k = 0; k < 3; k++) speeds[v + k]! += gain * (step[k]! / seconds - speeds[v + k]!);
        const speed = Math.sqrt(
          speeds[v]! * speeds[v]! + speeds[v + 1]! * speeds[v + 1]! + speeds[v + 2]! * speeds[v + 2]!,
        );
        const share = smoothingFactor(cutoffAt(speed, tuning), seconds);
        for (let k = 0; k < 3; k++) step[k]! *= share;
        exp(step, 0, difference, 0);
        multiply(values, index * 4, difference, 0, values, index * 4);
        normalise(values, index * 4);
      }
    },
  };
};
