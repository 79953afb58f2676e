import { firstSegment, type HandSegments } from './hand-segments';

/** Noise above which no hand is: landmarks of something else, metres. */
const MOST = 0.02;
const DIGITS = 5;
/** Segments of a digit with a joint at both ends: the avatar has no bone that ends at a fingertip. */
const JOINTED = 2;

/** How far a hand's landmarks are to be trusted. */
export interface HandNoise {
  /** Standard deviation of the landmarks along each axis, metres. */
  deviation: number;
  /** Size of the seen hand to the avatar's. */
  scale: number;
}

/** With fractions, so that both are kept as such (see `vec3`). */
export const createHandNoise = (): HandNoise => ({ deviation: Number.NaN, scale: Number.NaN });

/**
 * Bones are stiff, so what their seen lengths differ from the avatar's, all scaled alike, is noise of the landmarks or a hand of other
 * proportions. Either way the single directions are the less to be trusted the more it is.
 */
export const estimateHandNoise = (seen: HandSegments, rest: HandSegments, out: HandNoise): void => {
  let product = 0;
  let square = 0;
  for (let digit = 0; digit < DIGITS; digit++)
    for (let i = 0; i < JOINTED; i++) {
      const at = firstSegment(digit) + i;
      product += rest.length[at]! * seen.length[at]!;
      square += rest.length[at]! * rest.length[at]!;
    }
  if (!(square > 0)) {
    out.deviation = MOST;
    out.scale = 1;
    return;
  }
  const scale = product / square;
  let error = 0;
  for (let digit = 0; digit < DIGITS; digit++)
    for (let i = 0; i < JOINTED; i++) {
      const at = firstSegment(digit) + i;
      const off = seen.length[at]! - scale * rest.length[at]!;
      error += off * off;
    }
  // Both ends of a bone are off, and one freedom went into the scale.
  out.deviation = Math.min(MOST, Math.sqrt(error / (DIGITS * JOINTED - 1) / 2));
  out.scale = scale;
};
