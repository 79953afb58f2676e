import { ARKIT_INDEX } from '@shared/expressions';
import { clamp, smoothstep } from '../maths/vector';

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

/** How far the left and the right eye can be believed, 0..1, with the head turned by `yaw` (positive = to the own left). */
const leftSeen = (yaw: number): number => 1 - smoothstep(FAR_EYE_SEEN, FAR_EYE_HIDDEN, yaw);
const rightSeen = (yaw: number): number => 1 - smoothstep(FAR_EYE_SEEN, FAR_EYE_HIDDEN, -yaw);

/**
 * The eye on the far side of a turned head is hidden by the nose and its landmarks are a guess: it follows the near one. A
 * closing eye is not wide open, or the lids of the avatar would never meet.
 *
 * @param weights ARKIT_COUNT, changed in place.
 * @param yaw the head's turn against the camera, radians, positive = to the person's left.
 */
export const settleEyes = (weights: Float32Array, yaw: number): void => {
  const left = leftSeen(yaw);
  const right = rightSeen(yaw);
  mixFrom(weights, eyeBlinkLeft, eyeBlinkRight, left);
  mixFrom(weights, eyeBlinkRight, eyeBlinkLeft, right);
  mixFrom(weights, eyeWideLeft, eyeWideRight, left);
  mixFrom(weights, eyeWideRight, eyeWideLeft, right);
  weights[eyeWideLeft]! *= 1 - smoothstep(CLOSING, CLOSED, weights[eyeBlinkLeft]!);
  weights[eyeWideRight]! *= 1 - smoothstep(CLOSING, CLOSED, weights[eyeBlinkRight]!);
};

const mixFrom = (weights: Float32Array, to: number, from: number, keep: number): void => {
  weights[to] = keep * weights[to]! + (1 - keep) * weights[from]!;
};

/** Writes yaw (positive = left) and pitch (positive = up) of both eyes together, radians, from the look weights. */
export const gazeFromLooks = (weights: Float32Array, yaw: number, out: Float32Array): void => {
  const left = leftSeen(yaw);
  const right = rightSeen(yaw);
  const total = Math.max(left + right, 1e-6);
  const yawLeft = weights[LEFT.out]! - weights[LEFT.in]!;
  const yawRight = weights[RIGHT.in]! - weights[RIGHT.out]!;
  const pitchLeft = pitchOf(weights, LEFT);
  const pitchRight = pitchOf(weights, RIGHT);
  out[0] = clamp(((left * yawLeft + right * yawRight) / total) * MOST_YAW, -MOST_YAW, MOST_YAW);
  out[1] = clamp(((left * pitchLeft + right * pitchRight) / total) * MOST_PITCH, -MOST_PITCH, MOST_PITCH);
};

const pitchOf = (weights: Float32Array, eye: typeof LEFT): number =>
  (weights[eye.up]! - UP_AT_REST) / (1 - UP_AT_REST) -
  (weights[eye.down]! - DOWN_AT_REST) / (1 - DOWN_AT_REST);
