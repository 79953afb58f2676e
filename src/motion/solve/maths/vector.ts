/**
 * A vector or point, written in place: the maths of this folder allocates only when a solver is made. Where it matters functions
 * answer yes or no and leave numbers in vectors and arrays: a number with a fraction that is passed to or from a function which
 * the engine does not inline is put on the heap, and so is one in a variable of a closure.
 */
export interface Vec3 {
  x: number;
  y: number;
  z: number;
}

/**
 * A class and no literal: V8 lets all literals of one shape in a program share their layout, so a single `{ x: array, … }` elsewhere
 * would turn the numbers of every vector into heap objects, each write an allocation; fields
 * that start as numbers with a fraction (or NaN) stay unboxed ones (https://v8.dev/blog/react-cliff).
 */
class Vector implements Vec3 {
  x = Number.NaN;
  y = Number.NaN;
  z = Number.NaN;
}

export const vec3 = (x = 0, y = 0, z = 0): Vec3 => {
  const vector = new Vector();
  setVec(vector, x, y, z);
  return vector;
};

export const setVec = (out: Vec3, x: number, y: number, z: number): void => {
  out.x = x;
  out.y = y;
  out.z = z;
};

export const copyVec = (out: Vec3, a: Vec3): void => {
  out.x = a.x;
  out.y = a.y;
  out.z = a.z;
};

export const addVec = (out: Vec3, a: Vec3, b: Vec3): void => {
  out.x = a.x + b.x;
  out.y = a.y + b.y;
  out.z = a.z + b.z;
};

/** a − b. */
export const subVec = (out: Vec3, a: Vec3, b: Vec3): void => {
  out.x = a.x - b.x;
  out.y = a.y - b.y;
  out.z = a.z - b.z;
};

export const scaleVec = (out: Vec3, a: Vec3, factor: number): void => {
  out.x = a.x * factor;
  out.y = a.y * factor;
  out.z = a.z * factor;
};

/** a + factor · b. */
export const addScaledVec = (out: Vec3, a: Vec3, b: Vec3, factor: number): void => {
  out.x = a.x + factor * b.x;
  out.y = a.y + factor * b.y;
  out.z = a.z + factor * b.z;
};

/** a where `t` is 0, b where it is 1. */
export const lerpVec = (out: Vec3, a: Vec3, b: Vec3, t: number): void => {
  out.x = a.x + t * (b.x - a.x);
  out.y = a.y + t * (b.y - a.y);
  out.z = a.z + t * (b.z - a.z);
};

export const dot = (a: Vec3, b: Vec3): number => a.x * b.x + a.y * b.y + a.z * b.z;

export const cross = (out: Vec3, a: Vec3, b: Vec3): void => {
  const x = a.y * b.z - a.z * b.y;
  const y = a.z * b.x - a.x * b.z;
  const z = a.x * b.y - a.y * b.x;
  out.x = x;
  out.y = y;
  out.z = z;
};

export const length = (a: Vec3): number => Math.sqrt(a.x * a.x + a.y * a.y + a.z * a.z);

export const distance = (a: Vec3, b: Vec3): number => {
  const x = a.x - b.x;
  const y = a.y - b.y;
  const z = a.z - b.z;
  return Math.sqrt(x * x + y * y + z * z);
};

/** Shorter vectors than this, in metres, have no direction. */
const LEAST_LENGTH = 1e-6;

/** Makes `a` one long. @returns its length before; 0, leaving `a` as it was, where it has no direction. */
export const normalize = (a: Vec3): number => {
  const was = length(a);
  if (!(was > LEAST_LENGTH)) return 0;
  const inverse = 1 / was;
  a.x *= inverse;
  a.y *= inverse;
  a.z *= inverse;
  return was;
};

/** Makes `a` one long. @returns false, leaving `a` as it was, where it is no longer than `least`: it has no direction. */
export const makeUnit = (a: Vec3, least = LEAST_LENGTH): boolean => {
  const square = a.x * a.x + a.y * a.y + a.z * a.z;
  if (!(square > least * least)) return false;
  const inverse = 1 / Math.sqrt(square);
  a.x *= inverse;
  a.y *= inverse;
  a.z *= inverse;
  return true;
};

/** Takes from `a` its part along the unit vector `axis`. */
export const rejectFrom = (a: Vec3, axis: Vec3): void => {
  const along = a.x * axis.x + a.y * axis.y + a.z * axis.z;
  a.x -= along * axis.x;
  a.y -= along * axis.y;
  a.z -= along * axis.z;
};

export const isFiniteVec = (a: Vec3): boolean => Number.isFinite(a.x + a.y + a.z);

/** 0 below `from`, 1 above `to`, smooth between (3t² − 2t³). */
export const smoothstep = (from: number, to: number, value: number): number => {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** {@link smoothstep} of a number in an array, in place. */
export const smoothstepAt = (values: Float64Array, at: number, from: number, to: number): void => {
  const t = Math.max(0, Math.min(1, (values[at]! - from) / (to - from)));
  values[at] = t * t * (3 - 2 * t);
};

export const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));
