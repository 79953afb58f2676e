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

/**
 * A quaternion of a frame into four floats of double precision. The functions here run several times faster where they are
 * always given the same kind of array: in the shape stage, Float64Array.
 */
export const loadQuaternion = (from: Float32Array, f: number, out: Float64Array): void => {
  for (let k = 0; k < 4; k++) out[k] = from[f + k]!;
};

/** Four floats of double precision into a frame. */
export const storeQuaternion = (from: Float64Array, out: Float32Array, o: number): void => {
  for (let k = 0; k < 4; k++) out[o + k] = from[k]!;
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

/** So near to one a squared length has a Newton step for its root's inverse, with an error under 1e-10. */
const NEARLY_UNIT = 1e-5;

/** Unit length; identity where the length is zero or not finite. */
export const normalise = (q: Floats, o: number): void => {
  const x = q[o]!;
  const y = q[o + 1]!;
  const z = q[o + 2]!;
  const w = q[o + 3]!;
  const square = x * x + y * y + z * z + w * w;
  if (Math.abs(square - 1) < NEARLY_UNIT) {
    const scale = 1.5 - 0.5 * square;
    q[o] = x * scale;
    q[o + 1] = y * scale;
    q[o + 2] = z * scale;
    q[o + 3] = w * scale;
    return;
  }
  const length = Math.sqrt(square);
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

/** Below this squared sine of half the angle, {@link log} is a polynomial: 26°, error under 1e-7. */
const SMALL_SINE = 0.05;
/** Below this squared angle {@link exp} is a polynomial: 40°, error under 1e-8. */
const SMALL_ANGLE = 0.5;

/** Rotation vector (axis × angle, −π..π, the shorter way) of a unit quaternion. */
export const log = (q: Floats, i: number, out: Floats, o: number): void => {
  const x = q[i]!;
  const y = q[i + 1]!;
  const z = q[i + 2]!;
  const w = q[i + 3]!;
  const squared = x * x + y * y + z * z;
  let scale = 2;
  if (squared < SMALL_SINE && (w > 0.5 || w < -0.5)) {
    // arcsin(s)/s
    scale = 2 + squared * (1 / 3 + squared * (3 / 20 + squared * (5 / 56 + squared * (35 / 576))));
  } else {
    const sine = Math.sqrt(squared);
    if (sine > 1e-9) scale = (2 * Math.atan2(sine, Math.abs(w))) / sine;
  }
  if (w < 0) scale = -scale;
  out[o] = x * scale;
  out[o + 1] = y * scale;
  out[o + 2] = z * scale;
};

/** Unit quaternion of a rotation vector. */
export const exp = (v: Floats, i: number, out: Floats, o: number): void => {
  const x = v[i]!;
  const y = v[i + 1]!;
  const z = v[i + 2]!;
  const squared = x * x + y * y + z * z;
  let scale: number;
  if (squared < SMALL_ANGLE) {
    // sin(a/2)/a and cos(a/2)
    scale = 0.5 - squared * (1 / 48 - squared * (1 / 3840 - squared * (1 / 645120)));
    out[o + 3] =
      1 - squared * (1 / 8 - squared * (1 / 384 - squared * (1 / 46080 - squared * (1 / 10321920))));
  } else {
    const angle = Math.sqrt(squared);
    scale = Math.sin(angle / 2) / angle;
    out[o + 3] = Math.cos(angle / 2);
  }
  out[o] = x * scale;
  out[o + 1] = y * scale;
  out[o + 2] = z * scale;
};

/**
 * Rotation vector of a⁻¹ · b for unit quaternions: {@link multiplyInverse} and {@link log} at one go, as what every filter does for
 * every bone. The scale stands in both: a function that returned it would put a number on the heap (60–150 B a frame).
 */
export const logDifference = (a: Floats, i: number, b: Floats, j: number, out: Floats, o: number): void => {
  const ax = a[i]!;
  const ay = a[i + 1]!;
  const az = a[i + 2]!;
  const aw = a[i + 3]!;
  const bx = b[j]!;
  const by = b[j + 1]!;
  const bz = b[j + 2]!;
  const bw = b[j + 3]!;
  const x = aw * bx - ax * bw - ay * bz + az * by;
  const y = aw * by + ax * bz - ay * bw - az * bx;
  const z = aw * bz - ax * by + ay * bx - az * bw;
  const w = aw * bw + ax * bx + ay * by + az * bz;
  const squared = x * x + y * y + z * z;
  let scale = 2;
  if (squared < SMALL_SINE && (w > 0.5 || w < -0.5)) {
    scale = 2 + squared * (1 / 3 + squared * (3 / 20 + squared * (5 / 56 + squared * (35 / 576))));
  } else {
    const sine = Math.sqrt(squared);
    if (sine > 1e-9) scale = (2 * Math.atan2(sine, Math.abs(w))) / sine;
  }
  if (w < 0) scale = -scale;
  out[o] = x * scale;
  out[o + 1] = y * scale;
  out[o + 2] = z * scale;
};

/**
 * out = a · exp(v), kept at unit length: a rotation turned on by a rotation vector in its own axes. Short enough for V8 to put it in the
 * loops that call it (460 bytes of bytecode), which makes them a fifth faster.
 */
export const turnBy = (a: Floats, i: number, v: Floats, j: number, out: Floats, o: number): void => {
  const x = v[j]!;
  const y = v[j + 1]!;
  const z = v[j + 2]!;
  const squared = x * x + y * y + z * z;
  if (!(squared < SMALL_TURN)) {
    turnFar(a, i, v, j, out, o);
    return;
  }
  // As in exp, where the terms left out are under 1e-8.
  const scale = 0.5 - squared * (1 / 48 - squared * (1 / 3840));
  const bw = 1 - squared * (1 / 8 - squared * (1 / 384 - squared * (1 / 46080)));
  const bx = x * scale;
  const by = y * scale;
  const bz = z * scale;
  const ax = a[i]!;
  const ay = a[i + 1]!;
  const az = a[i + 2]!;
  const aw = a[i + 3]!;
  const rx = aw * bx + ax * bw + ay * bz - az * by;
  const ry = aw * by - ax * bz + ay * bw + az * bx;
  const rz = aw * bz + ax * by - ay * bx + az * bw;
  const rw = aw * bw - ax * bx - ay * by - az * bz;
  // As in normalise: turned unit quaternions stay nearly that.
  const unit = 1.5 - 0.5 * (rx * rx + ry * ry + rz * rz + rw * rw);
  out[o] = rx * unit;
  out[o + 1] = ry * unit;
  out[o + 2] = rz * unit;
  out[o + 3] = rw * unit;
};

/** Below this squared angle a turn is short: 22°. */
const SMALL_TURN = 0.15;
const far = new Float64Array(4);

const turnFar = (a: Floats, i: number, v: Floats, j: number, out: Floats, o: number): void => {
  exp(v, j, far, 0);
  multiply(a, i, far, 0, out, o);
  normalise(out, o);
};

/** Angle of the rotation between two unit quaternions, radians, 0..π. */
export const angleBetween = (a: Floats, i: number, b: Floats, j: number): number => {
  const dot = Math.abs(a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]! + a[i + 3]! * b[j + 3]!);
  return 2 * Math.acos(Math.min(1, dot));
};

/**
 * Normalised linear interpolation the shorter way. Within 0.6° of slerp below 60° and always on the same great circle;
 * it is used for fades, where the exact speed does not matter. The share of `b` is `shares[at]`: passed by itself it would be boxed.
 */
export const blend = (
  a: Floats,
  i: number,
  b: Floats,
  j: number,
  shares: Float64Array,
  at: number,
  out: Floats,
  o: number,
): void => {
  const t = shares[at]!;
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
