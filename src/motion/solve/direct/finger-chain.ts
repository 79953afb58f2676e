import { clamp } from '../maths/vector';

/** Joints of one finger in radians: spread positive to the thumb's side, bends positive into the palm. */
export interface FingerAngles {
  spread: number;
  /** Knuckle, middle and end joint. */
  readonly bends: Float64Array;
}

/**
 * The three segments of a finger as seen, in the hand's axes, mirrored to a left hand: x to the fingertips, y to the back of
 * the hand, z to the thumb; metres.
 */
export interface FingerSegments {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly length: Float64Array;
}

/** Unit directions of the segments at rest, in the same axes. */
export interface FingerRest {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

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
const SOFT = 8 * DEGREE;
/** An end joint bends by about two thirds of the middle joint (Lin et al., type II constraint), give or take. */
const END_SHARE = 2 / 3;
const END_DEVIATION = 11 * DEGREE;
const SPREAD_DEVIATION = 11 * DEGREE;
/** Square metres: settles the spread of a finger that points straight down, where it has none. */
const LEAST_SPREAD_WEIGHT = 1e-6;
const SPREAD_STEPS = 3;

export const createFingerAngles = (): FingerAngles => ({ spread: 0, bends: new Float64Array(3) });

/**
 * Joint angles of a finger whose three bends share one axis. The plane of all three segments gives the spread, so that it
 * is known of a bent finger too; the bends are angles within the plane.
 *
 * @param noise standard deviation of the landmarks, metres: 0 takes them as exact; the more, the more the end joint follows
 * the middle one and the spread stays small, each by its share of the uncertainty (least squares).
 */
export const solveFingerChain = (
  seen: FingerSegments,
  rest: FingerRest,
  noise: number,
  out: FingerAngles,
): void => {
  findSpread(seen, rest, noise, out);
  findBends(seen, rest, out);
  coupleEndJoint(seen, noise, out.bends);
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
const findSpread = (seen: FingerSegments, rest: FingerRest, noise: number, out: FingerAngles): void => {
  const prior = LEAST_SPREAD_WEIGHT + (2 * noise * noise) / (SPREAD_DEVIATION * SPREAD_DEVIATION);
  let spread = 0;
  for (let step = 0; step < SPREAD_STEPS; step++) {
    const cosine = Math.cos(spread);
    const sine = Math.sin(spread);
    let gradient = prior * spread;
    let curvature = prior;
    for (let i = 0; i < 3; i++) {
      const off = seen.z[i]! * cosine - seen.x[i]! * sine - rest.z[i]! * seen.length[i]!;
      const slope = -seen.z[i]! * sine - seen.x[i]! * cosine;
      gradient += slope * off;
      curvature += slope * slope;
    }
    spread = clamp(spread - gradient / curvature, -0.9, 0.9);
  }
  out.spread = Math.abs(spread) > MOST_SPREAD - SOFT ? softLimit(spread, -MOST_SPREAD, MOST_SPREAD) : spread;
};

const findBends = (seen: FingerSegments, rest: FingerRest, { spread, bends }: FingerAngles): void => {
  const cosine = Math.cos(spread);
  const sine = Math.sin(spread);
  let before = 0;
  for (let i = 0; i < 3; i++) {
    const along = seen.x[i]! * cosine + seen.z[i]! * sine;
    const angle = Math.atan2(-seen.y[i]!, along) - Math.atan2(-rest.y[i]!, rest.x[i]!);
    const bend = angle - before;
    // Read within half a turn of the range's middle.
    bends[i] = bend - TURN * Math.round((bend - BEND_MIDDLE[i]!) / TURN);
    before = angle;
  }
};

/** Least squares of the three measured directions and the end joint's share of the middle joint, in closed form. */
const coupleEndJoint = (seen: FingerSegments, noise: number, bends: Float64Array): void => {
  if (noise <= 0) return;
  const variance = 2 * noise * noise;
  const first = variance / (seen.length[0]! * seen.length[0]!);
  const second = variance / (seen.length[1]! * seen.length[1]!);
  const third = variance / (seen.length[2]! * seen.length[2]!);
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
