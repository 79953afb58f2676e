/**
 * Quaternions (x, y, z, w) in flat arrays, by offset, without allocation. `out` may be one of the inputs everywhere.
 * Formulas: J. Solà, "Quaternion kinematics for the error-state Kalman filter", 2017 (arXiv:1711.02508).
 */
export type Floats = Float32Array | Float64Array;

export const setIdentity = (out: Floats, o: number): void => {
  out[o] = 0;
  out[o + 1] = 0;
  out[o + 2] = 0;
  out[o + 3] = 1;
};

export const copyQuaternion = (from: Floats, f: number, out: Floats, o: number): void => {
  out[o] = from[f]!;
  out[o + 1] = from[f + 1]!;
  out[o + 2] = from[f + 2]!;
  out[o + 3] = from[f + 3]!;
};

/** out = a · b (b first, then a). */
export const multiply = (a: Floats, i: number, b: Floats, j: number, out: Floats, o: number): void => {
  const ax = a[i]!;
  const ay = a[i + 1]!;
  const az = a[i + 2]!;
  const aw = a[i + 3]!;
  const bx = b[j]!;
  const by = b[j + 1]!;
  const bz = b[j + 2]!;
  const bw = b[j + 3]!;
  out[o] = aw * bx + ax * bw + ay * bz - az * by;
  out[o + 1] = aw * by - ax * bz + ay * bw + az * bx;
  out[o + 2] = aw * bz + ax * by - ay * bx + az * bw;
  out[o + 3] = aw * bw - ax * bx - ay * by - az * bz;
};

/** out = a⁻¹ · b for unit quaternions. */
export const multiplyInverse = (a: Floats, i: number, b: Floats, j: number, out: Floats, o: number): void => {
  const ax = -a[i]!;
  const ay = -a[i + 1]!;
  const az = -a[i + 2]!;
  const aw = a[i + 3]!;
  const bx = b[j]!;
  const by = b[j + 1]!;
  const bz = b[j + 2]!;
  const bw = b[j + 3]!;
  out[o] = aw * bx + ax * bw + ay * bz - az * by;
  out[o + 1] = aw * by - ax * bz + ay * bw + az * bx;
  out[o + 2] = aw * bz + ax * by - ay * bx + az * bw;
  out[o + 3] = aw * bw - ax * bx - ay * by - az * bz;
};

/** Unit length; identity where the length is zero or not finite. */
export const normalise = (q: Floats, o: number): void => {
  const length = Math.sqrt(
    q[o]! * q[o]! + q[o + 1]! * q[o + 1]! + q[o + 2]! * q[o + 2]! + q[o + 3]! * q[o + 3]!,
  );
  if (!(length > 1e-12) || length === Number.POSITIVE_INFINITY) {
    setIdentity(q, o);
    return;
  }
  const scale = 1 / length;
  q[o] = q[o]! * scale;
  q[o + 1] = q[o + 1]! * scale;
  q[o + 2] = q[o + 2]! * scale;
  q[o + 3] = q[o + 3]! * scale;
};

/** Rotation vector (axis × angle, −π..π, the shorter way) of a unit quaternion. */
export const log = (q: Floats, i: number, out: Floats, o: number): void => {
  const sign = q[i + 3]! < 0 ? -1 : 1;
  const x = q[i]! * sign;
  const y = q[i + 1]! * sign;
  const z = q[i + 2]! * sign;
  const w = q[i + 3]! * sign;
  const sine = Math.sqrt(x * x + y * y + z * z);
  const scale = sine > 1e-7 ? (2 * Math.atan2(sine, w)) / sine : 2;
  out[o] = x * scale;
  out[o + 1] = y * scale;
  out[o + 2] = z * scale;
};

/** Unit quaternion of a rotation vector. */
export const exp = (v: Floats, i: number, out: Floats, o: number): void => {
  const x = v[i]!;
  const y = v[i + 1]!;
  const z = v[i + 2]!;
  const angle = Math.sqrt(x * x + y * y + z * z);
  const scale = angle > 1e-7 ? Math.sin(angle / 2) / angle : 0.5;
  out[o] = x * scale;
  out[o + 1] = y * scale;
  out[o + 2] = z * scale;
  out[o + 3] = Math.cos(angle / 2);
};

/** Angle of the rotation between two unit quaternions, radians, 0..π. */
export const angleBetween = (a: Floats, i: number, b: Floats, j: number): number => {
  const dot = Math.abs(a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]! + a[i + 3]! * b[j + 3]!);
  return 2 * Math.acos(Math.min(1, dot));
};

/**
 * Normalised linear interpolation the shorter way. Within 0.6° of slerp below 60° and always on the same great circle;
 * it is used for fades, where the exact speed does not matter.
 */
export const blend = (
  a: Floats,
  i: number,
  b: Floats,
  j: number,
  t: number,
  out: Floats,
  o: number,
): void => {
  const dot = a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]! + a[i + 3]! * b[j + 3]!;
  const s = dot < 0 ? -t : t;
  const r = 1 - t;
  out[o] = a[i]! * r + b[j]! * s;
  out[o + 1] = a[i + 1]! * r + b[j + 1]! * s;
  out[o + 2] = a[i + 2]! * r + b[j + 2]! * s;
  out[o + 3] = a[i + 3]! * r + b[j + 3]! * s;
  normalise(out, o);
};

/** Rotates the vector v (3 floats) by q into out. */
export const rotate = (q: Floats, i: number, v: Floats, j: number, out: Floats, o: number): void => {
  const qx = q[i]!;
  const qy = q[i + 1]!;
  const qz = q[i + 2]!;
  const qw = q[i + 3]!;
  const x = v[j]!;
  const y = v[j + 1]!;
  const z = v[j + 2]!;
  const tx = 2 * (qy * z - qz * y);
  const ty = 2 * (qz * x - qx * z);
  const tz = 2 * (qx * y - qy * x);
  out[o] = x + qw * tx + qy * tz - qz * ty;
  out[o + 1] = y + qw * ty + qz * tx - qx * tz;
  out[o + 2] = z + qw * tz + qx * ty - qy * tx;
};
