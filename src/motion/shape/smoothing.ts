import { GROUPS, type Group } from './groups';
import type { OneEuroTuning } from './one-euro';

/** A tuning at three places of the slider: responsive (0), balanced (0.5), smooth (1). */
interface Presets {
  minCutoff: readonly [number, number, number];
  beta: readonly [number, number, number];
  noiseSpeed: readonly [number, number, number];
}

/** Named places on the smoothing slider. */
export const SMOOTHING_PRESETS = { responsive: 0, balanced: 0.5, smooth: 1 } as const;

const DERIVATIVE_CUTOFF = 2;

/**
 * Tuned with `npm run bench:fidelity` (docs/fidelity.md shows the trade-off): rotations in rad/s, weights in units a second.
 */
const ROTATIONS: Presets = { minCutoff: [2.5, 1, 0.25], beta: [6, 4, 2.5], noiseSpeed: [0, 0.1, 0.3] };
const FINGERS: Presets = { minCutoff: [2.5, 1.2, 0.4], beta: [3, 2, 1.2], noiseSpeed: [0, 0.2, 0.5] };
const WEIGHTS: Presets = { minCutoff: [4, 2, 0.8], beta: [8, 6, 4], noiseSpeed: [0, 0.05, 0.1] };
const POSITIONS: Presets = { minCutoff: [2, 0.8, 0.25], beta: [20, 12, 8], noiseSpeed: [0, 0.02, 0.05] };

const PRESETS: Record<Group, Presets> = {
  torso: ROTATIONS,
  head: ROTATIONS,
  leftArm: ROTATIONS,
  rightArm: ROTATIONS,
  leftFingers: FINGERS,
  rightFingers: FINGERS,
  leftLeg: ROTATIONS,
  rightLeg: ROTATIONS,
  face: WEIGHTS,
  gaze: WEIGHTS,
  root: POSITIONS,
};

/** Tunings of every group (in the order of GROUPS) for a place 0 (responsive) .. 1 (smooth) on the slider. */
export const tuningsAt = (smoothing: number): OneEuroTuning[] =>
  GROUPS.map((group) => {
    const { minCutoff, beta, noiseSpeed } = PRESETS[group];
    return {
      minCutoff: between(minCutoff, smoothing),
      beta: between(beta, smoothing),
      noiseSpeed: linear(noiseSpeed, smoothing),
      derivativeCutoff: DERIVATIVE_CUTOFF,
    };
  });

const linear = ([a, b, c]: readonly [number, number, number], s: number): number =>
  s < 0.5 ? a + (b - a) * s * 2 : b + (c - b) * (s - 0.5) * 2;

/** Interpolates the logarithm: equal steps of the slider are equal ratios. */
const between = ([a, b, c]: readonly [number, number, number], s: number): number =>
  Math.exp(linear([Math.log(a), Math.log(b), Math.log(c)], s));
