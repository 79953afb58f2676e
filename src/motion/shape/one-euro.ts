import { copyQuaternion, type Floats, logDifference, turnBy } from './quaternion';

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
      const { minCutoff, beta, noiseSpeed } = tuning;
      const gain = smoothingFactor(tuning.derivativeCutoff, seconds);
      // As in smoothingFactor, of which the call would cost more than its work.
      const turns = 2 * Math.PI * seconds;
      const rate = 1 / seconds;
      for (let k = 0; k < samples.length; k++) {
        const i = first + k;
        const step = samples[k]! - values[i]!;
        const before = speeds[i]!;
        if (step === 0 && before === 0) continue;
        const speed = before + gain * (step * rate - before);
        const r = turns * (minCutoff + beta * Math.max(0, Math.abs(speed) - noiseSpeed));
        speeds[i] = speed;
        values[i]! += (r / (r + 1)) * step;
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
  const steps = new Float64Array(count * 3);
  for (let w = 3; w < values.length; w += 4) values[w] = 1;
  return {
    /** Filtered rotations, count × (x, y, z, w). */
    values,
    /** What each was turned by at its last sample: rotation vectors in its own axes. */
    steps,
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
      const { minCutoff, beta, noiseSpeed } = tuning;
      const gain = smoothingFactor(tuning.derivativeCutoff, seconds);
      // As in smoothingFactor, of which the call would cost more than its work.
      const turns = 2 * Math.PI * seconds;
      const rate = 1 / seconds;
      for (let n = 0; n < indices.length; n++) {
        const index = indices[n]!;
        const v = index * 3;
        logDifference(values, index * 4, samples, index * 4, steps, v);
        const x = steps[v]!;
        const y = steps[v + 1]!;
        const z = steps[v + 2]!;
        const vx = speeds[v]! + gain * (x * rate - speeds[v]!);
        const vy = speeds[v + 1]! + gain * (y * rate - speeds[v + 1]!);
        const vz = speeds[v + 2]! + gain * (z * rate - speeds[v + 2]!);
        speeds[v] = vx;
        speeds[v + 1] = vy;
        speeds[v + 2] = vz;
        const speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
        const r = turns * (minCutoff + beta * Math.max(0, speed - noiseSpeed));
        const share = r / (r + 1);
        steps[v] = x * share;
        steps[v + 1] = y * share;
        steps[v + 2] = z * share;
        turnBy(values, index * 4, steps, v, values, index * 4);
      }
    },
  };
};
