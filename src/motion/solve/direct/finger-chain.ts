import type { HandSegments } from './hand-segments';

/** Joints of one finger in radians. */
export interface FingerAngles {
  /** Positive to the thumb's side; its cosine and sine. */
  readonly spread: Float64Array;
  /** Knuckle, middle and end joint, positive into the palm. */
  readonly bends: Float64Array;
}

const [ANGLE, COSINE, SINE] = [0, 1, 2];

const DEGREE = Math.PI / 180;
const TURN = 2 * Math.PI;

/**
 * Active ranges of a hand, somewhat widened for hypermobile ones (J. Lin, Y. Wu, T. S. Huang, "Modeling the constraints of human
 * hand motion", 2000, section 2: knuckle 0..90°, middle joint 0..110°, end joint 0..90°, spread ±15°).
 */
const LEAST_BEND = [-40 * DEGREE, -12 * DEGREE, -22 * DEGREE] as const;
const MOST_BEND = [105 * DEGREE, 125 * DEGREE, 95 * DEGREE] as const;
const MOST_SPREAD = 32 * DEGREE;
/** Middle of the half turns within which each bend is read. */
const BEND_MIDDLE = [30 * DEGREE, 55 * DEGREE, 35 * DEGREE] as const;
/** The last part of a range over which it becomes stiff. */
export const SOFT = 8 * DEGREE;
/** An end joint bends by about two thirds of the middle joint (Lin et al., type II constraint), give or take. */
const END_SHARE = 2 / 3;
const END_DEVIATION = 11 * DEGREE;
const SPREAD_DEVIATION = 11 * DEGREE;
/** Square metres: settles the spread of a finger that points straight down, where it has none. */
const LEAST_SPREAD_WEIGHT = 1e-6;
const SPREAD_STEPS = 3;

export const createFingerAngles = (): FingerAngles => ({
  spread: new Float64Array(3),
  bends: new Float64Array(3),
});

/**
 * Joint angles of a finger whose three bends share one axis. The plane of all three segments gives the spread, so that it
 * is known of a bent finger too; the bends are angles within the plane.
 *
 * @param first the finger's first segment in `seen` and `rest`.
 * @param noise standard deviation of the landmarks in `noise[0]`, metres: 0 takes them as exact; the more, the more the end joint
 * follows the middle one and the spread stays small, each by its share of the uncertainty (least squares).
 */
export const solveFingerChain = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  noise: Float64Array,
  out: FingerAngles,
): void => {
  findSpread(seen, rest, first, noise, out.spread);
  findBends(seen, rest, first, out);
  if (noise[0]! > 0) coupleEndJoint(seen, first, noise, out.bends);
  limitBends(out.bends);
};

/** Most joints are well inside their range: those are spared the call, whose arguments V8 would put on the heap. */
const limitBends = (bends: Float64Array): void => {
  for (let i = 0; i < 3; i++) {
    const bend = bends[i]!;
    if (bend < LEAST_BEND[i]! + SOFT || bend > MOST_BEND[i]! - SOFT)
      bends[i] = softLimit(bend, LEAST_BEND[i]!, MOST_BEND[i]!);
  }
};

/** Gauss–Newton on the spread: turned back by it, each segment leaves the plane of bending as much as at rest. */
const findSpread = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  noise: Float64Array,
  out: Float64Array,
): void => {
  const prior = LEAST_SPREAD_WEIGHT + (2 * noise[0]! * noise[0]!) / (SPREAD_DEVIATION * SPREAD_DEVIATION);
  let spread = 0;
  let cosine = 1;
  let sine = 0;
  for (let step = 0; step < SPREAD_STEPS; step++) {
    let gradient = prior * spread;
    let curvature = prior;
    for (let at = first; at < first + 3; at++) {
      const off = seen.z[at]! * cosine - seen.x[at]! * sine - rest.z[at]! * seen.length[at]!;
      const slope = -seen.z[at]! * sine - seen.x[at]! * cosine;
      gradient += slope * off;
      curvature += slope * slope;
    }
    spread = Math.max(-0.9, Math.min(0.9, spread - gradient / curvature));
    if (step === SPREAD_STEPS - 1 && Math.abs(spread) > MOST_SPREAD - SOFT)
      spread = softLimit(spread, -MOST_SPREAD, MOST_SPREAD);
    cosine = Math.cos(spread);
    sine = Math.sin(spread);
  }
  out[ANGLE] = spread;
  out[COSINE] = cosine;
  out[SINE] = sine;
};

const findBends = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  { spread, bends }: FingerAngles,
): void => {
  const cosine = spread[COSINE]!;
  const sine = spread[SINE]!;
  let before = 0;
  for (let i = 0; i < 3; i++) {
    const at = first + i;
    const along = seen.x[at]! * cosine + seen.z[at]! * sine;
    // The angle from the segment at rest, both within the plane of bending.
    const angle = Math.atan2(
      -seen.y[at]! * rest.x[at]! + along * rest.y[at]!,
      along * rest.x[at]! + seen.y[at]! * rest.y[at]!,
    );
    const bend = angle - before;
    // Read within half a turn of the range's middle.
    bends[i] = bend - TURN * Math.round((bend - BEND_MIDDLE[i]!) / TURN);
    before = angle;
  }
};

/** Least squares of the three measured directions and the end joint's share of the middle joint, in closed form. */
const coupleEndJoint = (
  { length }: HandSegments,
  at: number,
  noise: Float64Array,
  bends: Float64Array,
): void => {
  const variance = 2 * noise[0]! * noise[0]!;
  const first = variance / (length[at]! * length[at]!);
  const second = variance / (length[at + 1]! * length[at + 1]!);
  const third = variance / (length[at + 2]! * length[at + 2]!);
  const off = bends[2]! - END_SHARE * bends[1]!;
  const spread =
    END_DEVIATION * END_DEVIATION +
    END_SHARE * END_SHARE * first +
    (1 + END_SHARE) * (1 + END_SHARE) * second +
    third;
  // Corrections of the three cumulative angles.
  const c0 = (-END_SHARE * first * off) / spread;
  const c1 = ((1 + END_SHARE) * second * off) / spread;
  const c2 = (-third * off) / spread;
  bends[0]! += c0;
  bends[1]! += c1 - c0;
  bends[2]! += c2 - c1;
};

/** `value` unchanged well inside the range, easing to its ends and never past them; smooth to the first derivative. */
export const softLimit = (value: number, least: number, most: number): number => {
  const soft = Math.min(SOFT, (most - least) / 4);
  if (value > most - soft) return most - soft + soft * Math.tanh((value - most + soft) / soft);
  if (value < least + soft) return least + soft - soft * Math.tanh((least + soft - value) / soft);
  return value;
};
