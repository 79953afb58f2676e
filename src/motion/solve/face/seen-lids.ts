import { ARKIT_INDEX } from '@shared/expressions';
import { smoothstepAt } from '../maths/vector';
import { EYE_CORNERS, EYE_EVEN, EYE_LIDS, EYE_TWINS } from './arkit-features';

const BLINKS = [ARKIT_INDEX.eyeBlinkRight, ARKIT_INDEX.eyeBlinkLeft] as const;
const SIGNS = [-1, 1] as const;

/**
 * The official model's eyeBlink is about this much where the lids touch, and falls this much per share of the gap: least squares
 * over Face Mesh's landmarks of the project's footage, warped and not.
 */
const TOUCHING = 0.64;
const PER_GAP = 2.4;
/** How much the gap has to say in a blink, the networks the rest. More of it: some figures better, more of them worse. */
const SHARE = 0.5;
/** Lids are shut up to the first gap, and part up to the second: wider ones shut narrow eyes of the footage that are open. */
const SHUT = 0.04;
const PARTED = 0.09;

const widths = new Float64Array(2);
const parted = new Float64Array(1);

/**
 * Writes the gap between the lids of the right and of the left eye as the camera sees it, across the line between the eye's
 * corners, as a share of the width of the eye that looks the wider: the far eye of a turned head narrows, its lids do not close.
 *
 * @param eye EYE_INPUTS of `measureFeatures`.
 */
export const measureSeenGaps = (eye: Float32Array, out: Float64Array): void => {
  const { outer, inner } = EYE_CORNERS;
  for (let side = 0; side < 2; side++) {
    const sign = SIGNS[side]!;
    // Either eye as the left one: x from the inner corner to the outer, y up.
    const x = eye[outer]! - eye[inner]! + sign * (eye[EYE_EVEN + outer]! - eye[EYE_EVEN + inner]!);
    const y =
      eye[EYE_TWINS + outer]! -
      eye[EYE_TWINS + inner]! +
      sign * (eye[EYE_EVEN + EYE_TWINS + outer]! - eye[EYE_EVEN + EYE_TWINS + inner]!);
    const width = Math.sqrt(x * x + y * y);
    widths[side] = width;
    out[side] = 0;
    if (!(width > 0)) continue;
    for (let i = 0; i < EYE_LIDS.length; i++) {
      const { upper, lower } = EYE_LIDS[i]!;
      const up =
        eye[EYE_TWINS + upper]! -
        eye[EYE_TWINS + lower]! +
        sign * (eye[EYE_EVEN + EYE_TWINS + upper]! - eye[EYE_EVEN + EYE_TWINS + lower]!);
      const along = eye[upper]! - eye[lower]! + sign * (eye[EYE_EVEN + upper]! - eye[EYE_EVEN + lower]!);
      out[side]! += (up * x - along * y) / width / EYE_LIDS.length;
    }
  }
  const wider = Math.max(widths[0]!, widths[1]!);
  for (let side = 0; side < 2; side++) out[side] = wider > 0 ? out[side]! / wider : 0;
};

/**
 * Draws blinks towards what the gap between the lids says. The networks read a blink off many landmarks, and trackers differ in
 * where they see each; in the gap they differ least.
 *
 * @param weights ARKIT_COUNT, changed in place.
 * @param gaps by {@link measureSeenGaps}.
 */
export const readBlinks = (weights: Float32Array, gaps: Float64Array): void => {
  for (let side = 0; side < 2; side++) {
    const blink = BLINKS[side]!;
    const told = Math.max(0, Math.min(1, TOUCHING - PER_GAP * gaps[side]!));
    parted[0] = gaps[side]!;
    smoothstepAt(parted, 0, SHUT, PARTED);
    weights[blink] = Math.max(1 - parted[0]!, weights[blink]! + SHARE * (told - weights[blink]!));
  }
};
