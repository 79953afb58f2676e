import { smoothstepAt } from '../maths/vector';
import {
  BEND_DEVIATION,
  COSINE,
  END_DEVIATION,
  END_SHARE,
  type FingerAngles,
  SINE,
  solveBends,
  TIP_SHARE,
  USUAL_BEND,
} from './finger-joints';
import type { HandNoise } from './hand-noise';
import type { HandSegments } from './hand-segments';

/** Noise, metres, up to which the directions of segments are believed, and from which on the places of joints are. */
const DIRECTIONS = 0.0032;
const PLACES = 0.004;
const STEPS = 2;

/**
 * Four times the inverse of the covariance of three segments between four landmarks of equal noise: 2 on the diagonal, −1 beside it, as
 * a landmark that is off lengthens the one and shortens the other.
 */
const INFORMATION = Float64Array.of(3, 2, 1, 2, 4, 2, 1, 2, 3);

/** Each segment as bent, of its known length, in the plane of bending; and how far the one seen is off it. */
const x = new Float64Array(3);
const y = new Float64Array(3);
const offX = new Float64Array(3);
const offY = new Float64Array(3);
const matrix = new Float64Array(9);
const pull = new Float64Array(3);
const before = new Float64Array(3);
const share = new Float64Array(1);

/**
 * Bends of a finger of very noisy landmarks: the likeliest by where the joints were seen, not by where the segments point. A short
 * segment can point anywhere then, but its end is not far from where it was seen. Gauss–Newton from the bends given, in place; needs the
 * person's segments to be as long as the avatar's, all scaled alike, and so is left out where landmarks are good enough without.
 */
export const settleByPlaces = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  noise: HandNoise,
  angles: FingerAngles,
): void => {
  share[0] = noise.deviation;
  smoothstepAt(share, 0, DIRECTIONS, PLACES);
  if (share[0] === 0) return;
  const { bends } = angles;
  before.set(bends);
  for (let step = 0; step < STEPS; step++) {
    if (!placeSegments(seen, rest, first, noise, angles)) break;
    weighPlaces();
    weighHabits(noise, bends);
    solveBends(matrix, pull, bends);
  }
  for (let i = 0; i < 3; i++) bends[i] = before[i]! + share[0] * (bends[i]! - before[i]!);
};

/** @returns false for a finger that has no direction in its plane at rest. */
const placeSegments = (
  seen: HandSegments,
  rest: HandSegments,
  first: number,
  { scale }: HandNoise,
  { spread, bends }: FingerAngles,
): boolean => {
  let turn = 0;
  for (let i = 0; i < 3; i++) {
    const at = first + i;
    turn += bends[i]!;
    const length = (i === 2 ? rest.length[at - 1]! * TIP_SHARE : rest.length[at]!) * scale;
    const flat = Math.sqrt(rest.x[at]! * rest.x[at]! + rest.y[at]! * rest.y[at]!);
    if (!(flat > 0.1)) return false;
    const cosine = (Math.cos(turn) * length) / flat;
    const sine = (Math.sin(turn) * length) / flat;
    x[i] = rest.x[at]! * cosine + rest.y[at]! * sine;
    y[i] = rest.y[at]! * cosine - rest.x[at]! * sine;
    offX[i] = seen.x[at]! * spread[COSINE]! + seen.z[at]! * spread[SINE]! - x[i]!;
    offY[i] = seen.y[at]! - y[i]!;
  }
  return true;
};

/** What the places of the joints say of the bends, each of which turns all segments from it on. */
const weighPlaces = (): void => {
  matrix.fill(0);
  pull.fill(0);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) {
      const weight = INFORMATION[i * 3 + j]! / 4;
      const turning = weight * (x[i]! * x[j]! + y[i]! * y[j]!);
      const moment = weight * (y[i]! * offX[j]! - x[i]! * offY[j]!);
      for (let a = 0; a <= i; a++) {
        pull[a]! += moment;
        for (let b = 0; b <= j; b++) matrix[a * 3 + b]! += turning;
      }
    }
};

/** What is known of all hands, as `settleBends` has it. */
const weighHabits = ({ deviation }: HandNoise, bends: Float64Array): void => {
  const variance = deviation * deviation;
  for (let i = 0; i < 2; i++) {
    const weight = variance / (BEND_DEVIATION[i]! * BEND_DEVIATION[i]!);
    matrix[i * 4]! += weight;
    pull[i]! += weight * (USUAL_BEND[i]! - bends[i]!);
  }
  const coupling = variance / (END_DEVIATION * END_DEVIATION);
  const lacking = coupling * (END_SHARE * bends[1]! - bends[2]!);
  matrix[4]! += END_SHARE * END_SHARE * coupling;
  matrix[5]! -= END_SHARE * coupling;
  matrix[7]! -= END_SHARE * coupling;
  matrix[8]! += coupling;
  pull[1]! -= END_SHARE * lacking;
  pull[2]! += lacking;
};
