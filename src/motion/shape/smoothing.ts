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

/** Cut-off of the speed estimate, hertz. */
const DERIVATIVE_CUTOFF = 1.5;

/**
 * Tuned with `npm run bench:fidelity` (docs/fidelity.md shows the trade-off): rotations in rad/s, weights in units a second. The
 * noise speed follows each part's noise: the face is steady, bare pose landmarks are not, fingers are short.
 */
const HEAD: Presets = { minCutoff: [3, 1, 0.2], beta: [8, 6, 4], noiseSpeed: [0.02, 0.06, 0.12] };
const TORSO: Presets = { minCutoff: [2, 0.5, 0.08], beta: [5, 4, 3], noiseSpeed: [0.1, 0.3, 0.5] };
const LIMBS: Presets = { minCutoff: [2, 0.5, 0.08], beta: [5, 3.5, 3], noiseSpeed: [0.15, 0.5, 0.9] };
const FINGERS: Presets = { minCutoff: [2.2, 0.6, 0.1], beta: [3, 2.2, 1.6], noiseSpeed: [0.3, 1.1, 2.2] };
const FACE: Presets = { minCutoff: [4, 2, 0.8], beta: [8, 6, 4], noiseSpeed: [0, 0.05, 0.1] };
const GAZE: Presets = { minCutoff: [3, 1.2, 0.4], beta: [8, 6, 4], noiseSpeed: [0.05, 0.15, 0.3] };
const ROOT: Presets = { minCutoff: [2, 0.5, 0.1], beta: [20, 12, 8], noiseSpeed: [0.01, 0.03, 0.06] };

const PRESETS: Record<Group, Presets> = {
  torso: TORSO,
  head: HEAD,
  leftArm: LIMBS,
  rightArm: LIMBS,
  leftFingers: FINGERS,
  rightFingers: FINGERS,
  leftLeg: LIMBS,
  rightLeg: LIMBS,
  face: FACE,
  gaze: GAZE,
  root: ROOT,
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
