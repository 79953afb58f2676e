import { ARKIT_INDEX } from '@shared/expressions';
import { smoothstepAt } from '../maths/vector';
import type { FaceMoment } from './moment';

const { eyeBlinkLeft, eyeBlinkRight, eyeWideLeft, eyeWideRight } = ARKIT_INDEX;

/** Head turns, radians, between which the eye on the far side stops being believed: about 25° and 33°. */
const FAR_EYE_SEEN = 0.44;
const FAR_EYE_HIDDEN = 0.58;
/** An eye closing between these weights cannot be wide open. */
const CLOSING = 0.05;
const CLOSED = 0.35;
/** Eye turn at a look weight of 1, radians: what ARKit's coefficients span, and the eye's common range (about 34° and 29°). */
const MOST_YAW = 0.6;
const MOST_PITCH = 0.5;
/** A straight look gives these weights of the official model on the project's footage (median of three people). */
const DOWN_AT_REST = 0.2;
const UP_AT_REST = 0.05;

const LEFT = {
  in: ARKIT_INDEX.eyeLookInLeft,
  out: ARKIT_INDEX.eyeLookOutLeft,
  up: ARKIT_INDEX.eyeLookUpLeft,
  down: ARKIT_INDEX.eyeLookDownLeft,
};
const RIGHT = {
  in: ARKIT_INDEX.eyeLookInRight,
  out: ARKIT_INDEX.eyeLookOutRight,
  up: ARKIT_INDEX.eyeLookUpRight,
  down: ARKIT_INDEX.eyeLookDownRight,
};

/** How far the left and the right eye can be believed, 0..1; written by {@link lookAtEyes}. */
const seen = new Float64Array(2);
const closing = new Float64Array(2);

const lookAtEyes = ({ yaw }: FaceMoment): void => {
  seen[0] = yaw;
  seen[1] = -yaw;
  smoothstepAt(seen, 0, FAR_EYE_SEEN, FAR_EYE_HIDDEN);
  smoothstepAt(seen, 1, FAR_EYE_SEEN, FAR_EYE_HIDDEN);
  seen[0] = 1 - seen[0]!;
  seen[1] = 1 - seen[1]!;
};

/**
 * The eye on the far side of a turned head is hidden by the nose and its landmarks are a guess: it follows the near one. A
 * closing eye is not wide open, or the lids of the avatar would never meet.
 *
 * @param weights ARKIT_COUNT, changed in place.
 */
export const settleEyes = (weights: Float32Array, moment: FaceMoment): void => {
  lookAtEyes(moment);
  followNearEye(weights, eyeBlinkLeft, eyeBlinkRight);
  followNearEye(weights, eyeWideLeft, eyeWideRight);
  closing[0] = weights[eyeBlinkLeft]!;
  closing[1] = weights[eyeBlinkRight]!;
  smoothstepAt(closing, 0, CLOSING, CLOSED);
  smoothstepAt(closing, 1, CLOSING, CLOSED);
  weights[eyeWideLeft]! *= 1 - closing[0]!;
  weights[eyeWideRight]! *= 1 - closing[1]!;
};

const followNearEye = (weights: Float32Array, left: number, right: number): void => {
  weights[left] = seen[0]! * weights[left]! + (1 - seen[0]!) * weights[right]!;
  weights[right] = seen[1]! * weights[right]! + (1 - seen[1]!) * weights[left]!;
};

/** Writes yaw (positive = left) and pitch (positive = up) of both eyes together, radians, from the look weights. */
export const gazeFromLooks = (weights: Float32Array, moment: FaceMoment, out: Float32Array): void => {
  lookAtEyes(moment);
  const total = Math.max(seen[0]! + seen[1]!, 1e-6);
  const left = seen[0]! / total;
  const right = seen[1]! / total;
  const yaw =
    left * (weights[LEFT.out]! - weights[LEFT.in]!) + right * (weights[RIGHT.in]! - weights[RIGHT.out]!);
  const up = left * weights[LEFT.up]! + right * weights[RIGHT.up]!;
  const down = left * weights[LEFT.down]! + right * weights[RIGHT.down]!;
  const pitch = (up - UP_AT_REST) / (1 - UP_AT_REST) - (down - DOWN_AT_REST) / (1 - DOWN_AT_REST);
  out[0] = Math.max(-1, Math.min(1, yaw)) * MOST_YAW;
  out[1] = Math.max(-1, Math.min(1, pitch)) * MOST_PITCH;
};
