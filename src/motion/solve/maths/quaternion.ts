import { makeUnit, type Vec3, vec3 } from './vector';

/** A rotation as a unit quaternion, written in place. */
export interface Quat {
  x: number;
  y: number;
  z: number;
  w: number;
}

/** A class for the reason that `vec3` gives. */
class Quaternion implements Quat {
  x = Number.NaN;
  y = Number.NaN;
  z = Number.NaN;
  w = Number.NaN;
}

export const quat = (x = 0, y = 0, z = 0, w = 1): Quat => {
  const rotation = new Quaternion();
  setQuat(rotation, x, y, z, w);
  return rotation;
};

export const setQuat = (out: Quat, x: number, y: number, z: number, w: number): void => {
  out.x = x;
  out.y = y;
  out.z = z;
  out.w = w;
};

export const identityQuat = (out: Quat): void => {
  out.x = 0;
  out.y = 0;
  out.z = 0;
  out.w = 1;
};

export const copyQuat = (out: Quat, a: Quat): void => {
  out.x = a.x;
  out.y = a.y;
  out.z = a.z;
  out.w = a.w;
};

/** a · b: first b, then a. */
export const multiplyQuat = (out: Quat, a: Quat, b: Quat): void => {
  const x = a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y;
  const y = a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x;
  const z = a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w;
  const w = a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z;
  out.x = x;
  out.y = y;
  out.z = z;
  out.w = w;
};

/** a⁻¹ · b: b as seen from a. */
export const relativeQuat = (out: Quat, a: Quat, b: Quat): void => {
  const x = a.w * b.x - a.x * b.w - a.y * b.z + a.z * b.y;
  const y = a.w * b.y + a.x * b.z - a.y * b.w - a.z * b.x;
  const z = a.w * b.z - a.x * b.y + a.y * b.x - a.z * b.w;
  const w = a.w * b.w + a.x * b.x + a.y * b.y + a.z * b.z;
  out.x = x;
  out.y = y;
  out.z = z;
  out.w = w;
};

export const conjugateQuat = (out: Quat, a: Quat): void => {
  out.x = -a.x;
  out.y = -a.y;
  out.z = -a.z;
  out.w = a.w;
};

/** So near to one a squared length has a Newton step for its root's inverse, with an error under 1e-10. */
const NEARLY_UNIT = 1e-5;

/** Makes `a` a unit quaternion; identity where it is not finite or zero. */
export const normalizeQuat = (a: Quat): void => {
  const square = a.x * a.x + a.y * a.y + a.z * a.z + a.w * a.w;
  if (Math.abs(square - 1) < NEARLY_UNIT) {
    const scale = 1.5 - 0.5 * square;
    a.x *= scale;
    a.y *= scale;
    a.z *= scale;
    a.w *= scale;
    return;
  }
  if (!(square > 1e-12) || square === Number.POSITIVE_INFINITY) {
    identityQuat(a);
    return;
  }
  const inverse = 1 / Math.sqrt(square);
  a.x *= inverse;
  a.y *= inverse;
  a.z *= inverse;
  a.w *= inverse;
};

/** `v` turned by `q`. */
export const rotateVec = (out: Vec3, q: Quat, v: Vec3): void => {
  const tx = 2 * (q.y * v.z - q.z * v.y);
  const ty = 2 * (q.z * v.x - q.x * v.z);
  const tz = 2 * (q.x * v.y - q.y * v.x);
  const x = v.x + q.w * tx + q.y * tz - q.z * ty;
  const y = v.y + q.w * ty + q.z * tx - q.x * tz;
  const z = v.z + q.w * tz + q.x * ty - q.y * tx;
  out.x = x;
  out.y = y;
  out.z = z;
};

/** `v` turned by the inverse of `q`: a world vector as seen from `q`. */
export const unrotateVec = (out: Vec3, q: Quat, v: Vec3): void => {
  const tx = 2 * (q.z * v.y - q.y * v.z);
  const ty = 2 * (q.x * v.z - q.z * v.x);
  const tz = 2 * (q.y * v.x - q.x * v.y);
  const x = v.x + q.w * tx - q.y * tz + q.z * ty;
  const y = v.y + q.w * ty - q.z * tx + q.x * tz;
  const z = v.z + q.w * tz - q.x * ty + q.y * tx;
  out.x = x;
  out.y = y;
  out.z = z;
};

/** A turn by `angle` (radians) about the unit vector `axis`. */
export const axisAngleQuat = (out: Quat, axis: Vec3, angle: number): void => {
  const s = Math.sin(angle / 2);
  out.x = axis.x * s;
  out.y = axis.y * s;
  out.z = axis.z * s;
  out.w = Math.cos(angle / 2);
};

/** The shortest turn from unit vector `from` to unit vector `to`; about any upright axis where they are opposite. */
export const swingQuat = (out: Quat, from: Vec3, to: Vec3): void => {
  const w = 1 + from.x * to.x + from.y * to.y + from.z * to.z;
  if (w < 1e-9) {
    const upright = Math.abs(from.y) < 0.9;
    out.x = upright ? -from.z : 0;
    out.y = upright ? 0 : from.z;
    out.z = upright ? from.x : -from.y;
    out.w = 0;
  } else {
    out.x = from.y * to.z - from.z * to.y;
    out.y = from.z * to.x - from.x * to.z;
    out.z = from.x * to.y - from.y * to.x;
    out.w = w;
  }
  normalizeQuat(out);
};

/** From the columns of a right-handed rotation matrix (Shepperd's method, by the largest of four terms). */
export const basisQuat = (out: Quat, x: Vec3, y: Vec3, z: Vec3): void => {
  const trace = x.x + y.y + z.z;
  if (trace > 0) {
    out.x = y.z - z.y;
    out.y = z.x - x.z;
    out.z = x.y - y.x;
    out.w = 1 + trace;
  } else if (x.x > y.y && x.x > z.z) {
    out.x = 1 + x.x - y.y - z.z;
    out.y = y.x + x.y;
    out.z = z.x + x.z;
    out.w = y.z - z.y;
  } else if (y.y > z.z) {
    out.x = y.x + x.y;
    out.y = 1 + y.y - x.x - z.z;
    out.z = z.y + y.z;
    out.w = z.x - x.z;
  } else {
    out.x = z.x + x.z;
    out.y = z.y + y.z;
    out.z = 1 + z.z - x.x - y.y;
    out.w = x.y - y.x;
  }
  normalizeQuat(out);
};

const frameY = vec3();
const frameZ = vec3();

/**
 * The turn whose X axis is the unit vector `x` and whose Y axis is as near to `nearY` as that allows.
 * @returns false, leaving `out` as it was, where both lie on one line.
 */
export const frameQuat = (out: Quat, x: Vec3, nearY: Vec3): boolean => {
  frameZ.x = x.y * nearY.z - x.z * nearY.y;
  frameZ.y = x.z * nearY.x - x.x * nearY.z;
  frameZ.z = x.x * nearY.y - x.y * nearY.x;
  if (!makeUnit(frameZ)) return false;
  frameY.x = frameZ.y * x.z - frameZ.z * x.y;
  frameY.y = frameZ.z * x.x - frameZ.x * x.z;
  frameY.z = frameZ.x * x.y - frameZ.y * x.x;
  basisQuat(out, x, frameY, frameZ);
  return true;
};

/** The inverse of {@link frameQuat}, made once of what is the same at every frame; undefined where both lie on one line. */
export const inverseFrame = (x: Vec3, nearY: Vec3): Quat | undefined => {
  const frame = quat();
  if (!frameQuat(frame, x, nearY)) return undefined;
  conjugateQuat(frame, frame);
  return frame;
};

const fromFrame = quat();
const toFrame = quat();

/** As {@link alignQuat}, from a frame of which the inverse is known. */
export const alignFrame = (out: Quat, fromInverse: Quat, to: Vec3, toNear: Vec3): boolean => {
  if (!frameQuat(toFrame, to, toNear)) return false;
  multiplyQuat(out, toFrame, fromInverse);
  return true;
};

/**
 * The turn that brings unit vector `from` exactly to unit vector `to`, and `fromNear` as near to `toNear` as that allows.
 * @returns false, leaving `out` as it was, where either pair lies on one line.
 */
export const alignQuat = (out: Quat, from: Vec3, fromNear: Vec3, to: Vec3, toNear: Vec3): boolean => {
  if (!frameQuat(fromFrame, from, fromNear)) return false;
  conjugateQuat(fromFrame, fromFrame);
  return alignFrame(out, fromFrame, to, toNear);
};

/** Signed angle (−π..π) by which `q` turns about the unit vector `axis` (swing–twist decomposition, q = swing · twist). */
export const twistAngle = (q: Quat, axis: Vec3): number => {
  const along = q.x * axis.x + q.y * axis.y + q.z * axis.z;
  const angle = 2 * Math.atan2(along, q.w);
  return angle > Math.PI ? angle - 2 * Math.PI : angle < -Math.PI ? angle + 2 * Math.PI : angle;
};

/** Between `a` (where `shares[at]` is 0) and `b` (1) at an even rate, the short way round. */
export const slerpQuat = (out: Quat, a: Quat, b: Quat, shares: Float64Array, at: number): void => {
  const t = shares[at]!;
  let cosine = a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
  const sign = cosine < 0 ? -1 : 1;
  cosine *= sign;
  let weightA = 1 - t;
  let weightB = t;
  if (cosine < 0.9995) {
    const angle = Math.acos(cosine);
    const sine = Math.sin(angle);
    weightA = Math.sin((1 - t) * angle) / sine;
    weightB = Math.sin(t * angle) / sine;
  }
  weightB *= sign;
  out.x = weightA * a.x + weightB * b.x;
  out.y = weightA * a.y + weightB * b.y;
  out.z = weightA * a.z + weightB * b.z;
  out.w = weightA * a.w + weightB * b.w;
  normalizeQuat(out);
};

/** A share of the rotation `q`, `shares[at]`: its axis, that many times its (short) angle. */
export const powerQuat = (out: Quat, q: Quat, shares: Float64Array, at: number): void => {
  const sign = q.w < 0 ? -1 : 1;
  const sine = Math.sqrt(q.x * q.x + q.y * q.y + q.z * q.z);
  if (sine < 1e-9) {
    identityQuat(out);
    return;
  }
  const half = Math.atan2(sine, q.w * sign) * shares[at]!;
  const scale = (Math.sin(half) / sine) * sign;
  out.x = q.x * scale;
  out.y = q.y * scale;
  out.z = q.z * scale;
  out.w = Math.cos(half);
};

/** Angle between two rotations, 0..π. */
export const quatAngle = (a: Quat, b: Quat): number => {
  const cosine = Math.abs(a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w);
  return cosine >= 1 ? 0 : 2 * Math.acos(cosine);
};
