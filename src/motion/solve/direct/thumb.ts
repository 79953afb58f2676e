import { type Quat, setQuat } from '../maths/quaternion';
import { makeUnit, type Vec3, vec3 } from '../maths/vector';
import { SOFT, softLimit, TIP_SHARE } from './finger-joints';
import type { HandNoise } from './hand-noise';

/** Widest swing of the thumb's three bones from their rest, radians. */
const SWINGS = [1.35, 1.65, 1.85] as const;
/** Sideways freedom of the thumb's three joints, radians: its root is a saddle, the other two are hinges or nearly so. */
const SIDEWAYS = [0.6, 0.2, 0.12] as const;
/** How far each of them usually bends from rest, give or take, radians. */
const BENDING = [0.5, 0.6, 0.7] as const;

const swing = vec3();

/**
 * Keeps of a thumb joint's swing what is likely, the less the noisier the landmarks are for the segment's length (least squares, as
 * `settleBends` has it): a share of what is about its axis of bending, a smaller one of what is not, and the whole within a cone.
 *
 * @param lengths,rests metres, of the segment `at` as seen and on the avatar.
 */
export const limitThumb = (
  q: Quat,
  axis: Vec3,
  joint: number,
  { deviation, scale: size }: HandNoise,
  lengths: Float64Array,
  rests: Float64Array,
  at: number,
): void => {
  const sine = Math.sqrt(q.x * q.x + q.y * q.y + q.z * q.z);
  if (sine < 1e-9) return;
  const freedom = SIDEWAYS[joint]! * SIDEWAYS[joint]!;
  const bending = BENDING[joint]! * BENDING[joint]!;
  const rest = (joint === 2 ? rests[at - 1]! * TIP_SHARE : rests[at]!) * size;
  const uncertain = (2 * deviation * deviation) / Math.max(1e-9, lengths[at]! * rest);
  const sideways = freedom / (freedom + uncertain);
  const along = bending / (bending + uncertain);
  const scale = (2 * Math.atan2(sine, q.w)) / sine;
  const x = q.x * scale;
  const y = q.y * scale;
  const z = q.z * scale;
  const bend = (x * axis.x + y * axis.y + z * axis.z) * (along - sideways);
  swing.x = sideways * x + bend * axis.x;
  swing.y = sideways * y + bend * axis.y;
  swing.z = sideways * z + bend * axis.z;
  let angle = Math.sqrt(swing.x * swing.x + swing.y * swing.y + swing.z * swing.z);
  if (!makeUnit(swing)) {
    setQuat(q, 0, 0, 0, 1);
    return;
  }
  if (angle > SWINGS[joint]! - SOFT) angle = softLimit(angle, -SWINGS[joint]!, SWINGS[joint]!);
  const turned = Math.sin(angle / 2);
  q.x = swing.x * turned;
  q.y = swing.y * turned;
  q.z = swing.z * turned;
  q.w = Math.cos(angle / 2);
};
