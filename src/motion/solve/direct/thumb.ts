import { type Quat, setQuat } from '../maths/quaternion';
import { makeUnit, type Vec3, vec3 } from '../maths/vector';
import { SOFT, softLimit } from './finger-chain';

/** Widest swing of the thumb's three bones from their rest, radians. */
const SWINGS = [1.35, 1.65, 1.85] as const;
/** Sideways freedom of the thumb's three joints, radians: its root is a saddle, the other two are hinges or nearly so. */
const SIDEWAYS = [0.6, 0.2, 0.12] as const;

const swing = vec3();

/**
 * Keeps a share of a thumb joint's swing that is not about its axis of bending, the less the noisier the landmarks are for the
 * segment's length (least squares), and the whole within a cone.
 *
 * @param noise,lengths metres, in `noise[0]` and `lengths[at]`.
 */
export const limitThumb = (
  q: Quat,
  axis: Vec3,
  joint: number,
  noise: Float64Array,
  lengths: Float64Array,
  at: number,
): void => {
  const sine = Math.sqrt(q.x * q.x + q.y * q.y + q.z * q.z);
  if (sine < 1e-9) return;
  const freedom = SIDEWAYS[joint]! * SIDEWAYS[joint]!;
  const uncertain = (2 * noise[0]! * noise[0]!) / (lengths[at]! * lengths[at]!);
  const sideways = freedom / (freedom + uncertain);
  const scale = (2 * Math.atan2(sine, q.w)) / sine;
  const x = q.x * scale;
  const y = q.y * scale;
  const z = q.z * scale;
  const bend = (x * axis.x + y * axis.y + z * axis.z) * (1 - sideways);
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
