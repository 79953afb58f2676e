/** Joints of one finger in radians. */
export interface FingerAngles {
  /** Cosine and sine of the angle, positive to the thumb's side. */
  readonly spread: Float64Array;
  /** Knuckle, middle and end joint, positive into the palm. */
  readonly bends: Float64Array;
}

/** Places in {@link FingerAngles.spread}. */
export const COSINE = 0;
export const SINE = 1;

export const createFingerAngles = (): FingerAngles => ({
  spread: new Float64Array(2),
  bends: new Float64Array(3),
});

const DEGREE = Math.PI / 180;

/**
 * Active ranges of a hand, somewhat widened for hypermobile ones (J. Lin, Y. Wu, T. S. Huang, "Modeling the constraints of human
 * hand motion", 2000, section 2: knuckle 0..90°, middle joint 0..110°, end joint 0..90°, spread ±15°).
 */
const LEAST_BEND = [-40 * DEGREE, -12 * DEGREE, -22 * DEGREE] as const;
const MOST_BEND = [105 * DEGREE, 125 * DEGREE, 95 * DEGREE] as const;
export const MOST_SPREAD = 32 * DEGREE;
/** The last part of a range over which it becomes stiff. */
export const SOFT = 8 * DEGREE;
/** An end joint bends by about two thirds of the middle joint (Lin et al., type II constraint), give or take. */
export const END_SHARE = 2 / 3;
export const END_DEVIATION = 11 * DEGREE;
export const SPREAD_DEVIATION = 11 * DEGREE;
/** Where knuckle and middle joint are held to be as far as nothing is seen, give or take: the middle third of their ranges. */
export const USUAL_BEND = [35 * DEGREE, 45 * DEGREE] as const;
export const BEND_DEVIATION = [30 * DEGREE, 30 * DEGREE] as const;
/** Length of the last segment, up to the fingertip's landmark, to the one before: the avatar has no bone for it. */
export const TIP_SHARE = 0.75;

/** {@link softLimit} of all bends, written out: its arguments and result would be put on the heap. */
export const limitBends = (bends: Float64Array): void => {
  for (let i = 0; i < 3; i++) {
    const least = LEAST_BEND[i]! + SOFT;
    const most = MOST_BEND[i]! - SOFT;
    const bend = bends[i]!;
    if (bend > most) bends[i] = most + SOFT * Math.tanh((bend - most) / SOFT);
    else if (bend < least) bends[i] = least - SOFT * Math.tanh((least - bend) / SOFT);
  }
};

/** `value` unchanged well inside the range, easing to its ends and never past them; smooth to the first derivative. */
export const softLimit = (value: number, least: number, most: number): number => {
  const soft = Math.min(SOFT, (most - least) / 4);
  if (value > most - soft) return most - soft + soft * Math.tanh((value - most + soft) / soft);
  if (value < least + soft) return least + soft - soft * Math.tanh((least + soft - value) / soft);
  return value;
};

/** Adds to `bends` what the symmetric 3 × 3 `matrix` (its upper half, row by row) takes to `pull`; nothing where it is singular. */
export const solveBends = (matrix: Float64Array, pull: Float64Array, bends: Float64Array): void => {
  const m00 = matrix[0]!;
  const m01 = matrix[1]!;
  const m02 = matrix[2]!;
  const m11 = matrix[4]!;
  const m12 = matrix[5]!;
  const m22 = matrix[8]!;
  const c00 = m11 * m22 - m12 * m12;
  const c01 = m12 * m02 - m01 * m22;
  const c02 = m01 * m12 - m11 * m02;
  const determinant = m00 * c00 + m01 * c01 + m02 * c02;
  if (!(determinant > 0)) return;
  const c11 = m00 * m22 - m02 * m02;
  const c12 = m01 * m02 - m00 * m12;
  const c22 = m00 * m11 - m01 * m01;
  bends[0]! += (c00 * pull[0]! + c01 * pull[1]! + c02 * pull[2]!) / determinant;
  bends[1]! += (c01 * pull[0]! + c11 * pull[1]! + c12 * pull[2]!) / determinant;
  bends[2]! += (c02 * pull[0]! + c12 * pull[1]! + c22 * pull[2]!) / determinant;
};
