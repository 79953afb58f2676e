import {
  BEND_DEVIATION,
  COSINE,
  END_DEVIATION,
  END_SHARE,
  type FingerAngles,
  limitBends,
  MOST_SPREAD,
  SINE,
  SOFT,
  SPREAD_DEVIATION,
  softLimit,
  solveBends,
  TIP_SHARE,
  USUAL_BEND,
} from './finger-joints';
import { settleByPlaces } from './finger-places';
import type { HandNoise } from './hand-noise';
import type { HandSegments } from './hand-segments';

const DEGREE = Math.PI / 180;
const HALF_TURN = Math.PI;
const TURN = 2 * HALF_TURN;
/** Middle of the half turns within which each bend is read. */
const BEND_MIDDLE = [30 * DEGREE, 55 * DEGREE, 35 * DEGREE] as const;
/** Square metres: settles the spread of a finger that points straight down, where it has none. */
const LEAST_SPREAD_WEIGHT = 1e-6;
const SPREAD_STEPS = 2;
/** Longest step, as a tangent: some 50°, beyond every spread. */
const MOST_TANGENT = 1.2;
const LEAST_COSINE = Math.cos(MOST_SPREAD - SOFT);

/**
 * Joint angles of a finger whose three bends share one axis. The plane of all three segments gives the spread, so that it
 * is known of a bent finger too; the bends are angles within the plane.
 *
 * @param first the finger's first segment in `seen` and `rest`.
 * @param noise of the hand: with none the segments are followed exactly; the more, the more the joints are held to be where joints
 * of hands usually are, each by its share of the uncertainty.
 */
export const solveFingerChain = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  noise: HandNoise,
  out: FingerAngles,
): void => {
  findSpread(seen, rest, first, noise, out.spread);
  findBends(seen, rest, first, out);
  if (noise.deviation > 0) settleBends(seen, rest, first, noise, out.bends);
  settleByPlaces(seen, rest, first, noise, out);
  limitBends(out.bends);
};

/**
 * Gauss–Newton on the spread: turned back by it, each segment leaves the plane of bending as much as at rest. A step is taken as the
 * tangent of the turn that is left, which it is where the segments agree: so two are enough, and no angle is needed.
 */
const findSpread = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  { deviation }: HandNoise,
  out: Float64Array,
): void => {
  const prior = LEAST_SPREAD_WEIGHT + (2 * deviation * deviation) / (SPREAD_DEVIATION * SPREAD_DEVIATION);
  let cosine = 1;
  let sine = 0;
  for (let step = 0; step < SPREAD_STEPS; step++) {
    let gradient = prior * sine;
    let curvature = prior;
    for (let at = first; at < first + 3; at++) {
      const x = seen.x[at]!;
      const z = seen.z[at]!;
      const off = z * cosine - x * sine - rest.z[at]! * seen.length[at]!;
      const slope = -z * sine - x * cosine;
      gradient += slope * off;
      curvature += slope * slope;
    }
    const tangent = Math.max(-MOST_TANGENT, Math.min(MOST_TANGENT, gradient / curvature));
    const shorten = 1 / Math.sqrt(1 + tangent * tangent);
    const turned = (cosine + sine * tangent) * shorten;
    sine = (sine - cosine * tangent) * shorten;
    cosine = turned;
  }
  out[COSINE] = cosine;
  out[SINE] = sine;
  if (cosine < LEAST_COSINE) limitSpread(out);
};

const limitSpread = (spread: Float64Array): void => {
  const limited = softLimit(Math.atan2(spread[SINE]!, spread[COSINE]!), -MOST_SPREAD, MOST_SPREAD);
  spread[COSINE] = Math.cos(limited);
  spread[SINE] = Math.sin(limited);
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
    if (bend < BEND_MIDDLE[i]! - HALF_TURN) bends[i] = bend + TURN;
    else bends[i] = bend > BEND_MIDDLE[i]! + HALF_TURN ? bend - TURN : bend;
    before = angle;
  }
};

/**
 * The likeliest bends, given three directions that noise has turned, the usual bend of each joint, and the end joint's share of the
 * middle one: linear least squares in closed form, all weights times σ², so that no noise is no special case.
 *
 * A landmark that is off turns the segments on both its sides, opposite ways. For noise across segments of lengths L, bent against
 * each other by b, the covariance of the three angles is σ² · T / (L Lᵀ), T tridiagonal with 2 and −cos b; its inverse is used. In
 * place of L² stands the length seen times the length known: the weight that von Mises' distribution gives a direction.
 */
const settleBends = (
  seen: HandSegments,
  rest: HandSegments,
  at: number,
  { deviation, scale }: HandNoise,
  bends: Float64Array,
): void => {
  const variance = deviation * deviation;
  const second = rest.length[at + 1]! * scale;
  const l0 = Math.sqrt(seen.length[at]! * rest.length[at]! * scale * surprise(bends[0]! - USUAL_BEND[0]));
  const l1 = Math.sqrt(seen.length[at + 1]! * second * surprise(bends[1]! - USUAL_BEND[1]));
  const l2 = Math.sqrt(
    seen.length[at + 2]! * second * TIP_SHARE * surprise(bends[2]! - END_SHARE * bends[1]!),
  );
  const cosine1 = Math.cos(bends[1]!);
  const cosine2 = Math.cos(bends[2]!);
  const inverse = 1 / (8 - 2 * cosine1 * cosine1 - 2 * cosine2 * cosine2);
  // Information of the angles, then of the bends, of which each turns all segments from it on.
  const i00 = l0 * l0 * (4 - cosine2 * cosine2) * inverse;
  const i01 = l0 * l1 * 2 * cosine1 * inverse;
  const i02 = l0 * l2 * cosine1 * cosine2 * inverse;
  const i11 = l1 * l1 * 4 * inverse;
  const i12 = l1 * l2 * 2 * cosine2 * inverse;
  const i22 = l2 * l2 * (4 - cosine1 * cosine1) * inverse;
  const prior0 = variance / (BEND_DEVIATION[0] * BEND_DEVIATION[0]);
  const prior1 = variance / (BEND_DEVIATION[1] * BEND_DEVIATION[1]);
  const coupling = variance / (END_DEVIATION * END_DEVIATION);
  const m00 = i00 + i11 + i22 + 2 * (i01 + i02 + i12) + prior0;
  const m01 = i01 + i02 + i11 + i22 + 2 * i12;
  const m02 = i02 + i12 + i22;
  const m11 = i11 + i22 + 2 * i12 + prior1 + END_SHARE * END_SHARE * coupling;
  const m12 = i12 + i22 - END_SHARE * coupling;
  const m22 = i22 + coupling;
  // What the priors pull by.
  const pull0 = prior0 * (USUAL_BEND[0] - bends[0]!);
  const pull2 = coupling * (END_SHARE * bends[1]! - bends[2]!);
  const pull1 = prior1 * (USUAL_BEND[1] - bends[1]!) - END_SHARE * pull2;
  matrix[0] = m00;
  matrix[1] = m01;
  matrix[2] = m02;
  matrix[4] = m11;
  matrix[5] = m12;
  matrix[8] = m22;
  pull[0] = pull0;
  pull[1] = pull1;
  pull[2] = pull2;
  solveBends(matrix, pull, bends);
};

const matrix = new Float64Array(9);
const pull = new Float64Array(3);

/**
 * How much less a direction pulls that is off what is likely by `angle` than one that is nearly as expected: sin(x)/x, as of von Mises'
 * distribution, to 0.03. A segment that noise has turned right round says nothing of which way.
 */
const surprise = (angle: number): number => {
  const share = Math.min(1, (angle * angle) / (Math.PI * Math.PI));
  return Math.max(LEAST_TRUST, (1 - share) * (1 - share / 2));
};

/** Above zero: with no noise at all every direction is followed. */
const LEAST_TRUST = 1e-3;
