import { multiplyQuat, normalizeQuat, type Quat, quat } from './quaternion';
import type { Vec3 } from './vector';

/** Sums over pairs of points: what {@link fitRotation} needs to know of them. */
export interface PointPairs {
  weight: number;
  /** Weighted sums of the points before and after. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Weighted sum of to · fromᵀ, row-major. */
  readonly product: Float64Array;
}

export const createPointPairs = (): PointPairs => ({
  weight: 0,
  from: new Float64Array(3),
  to: new Float64Array(3),
  product: new Float64Array(9),
});

export const clearPairs = (pairs: PointPairs): void => {
  pairs.weight = 0;
  pairs.from.fill(0);
  pairs.to.fill(0);
  pairs.product.fill(0);
};

export const addPair = (pairs: PointPairs, from: Vec3, to: Vec3, weight: number): void => {
  const { product } = pairs;
  pairs.weight += weight;
  pairs.from[0]! += weight * from.x;
  pairs.from[1]! += weight * from.y;
  pairs.from[2]! += weight * from.z;
  pairs.to[0]! += weight * to.x;
  pairs.to[1]! += weight * to.y;
  pairs.to[2]! += weight * to.z;
  product[0]! += weight * to.x * from.x;
  product[1]! += weight * to.x * from.y;
  product[2]! += weight * to.x * from.z;
  product[3]! += weight * to.y * from.x;
  product[4]! += weight * to.y * from.y;
  product[5]! += weight * to.y * from.z;
  product[6]! += weight * to.z * from.x;
  product[7]! += weight * to.z * from.y;
  product[8]! += weight * to.z * from.z;
};

const NEWTON_STEPS = 4;
/** Longest step, in radians: Newton's quadratic model is trusted no further. */
const LONGEST_STEP = 1;
/** What a step leaves is about the square of its angle: after one as short as this, next to nothing. */
const LAST_STEP = 1e-3;
const covariance = new Float64Array(9);
const step = quat();

/**
 * Turns `rotation` (the first guess) to the least-squares rotation of the pairs about their centroids (the orthogonal
 * Procrustes or Wahba problem). Newton's method on the rotation: the gradient of tr(RᵀM) is the axial vector of RᵀM and
 * its Hessian tr(S)·I − S with S the symmetric part, so a guess within some 60° converges in a few steps, also for
 * points of one plane.
 */
export const fitRotation = (rotation: Quat, pairs: PointPairs): void => {
  if (!(pairs.weight > 0)) return;
  const { product, from, to, weight } = pairs;
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      covariance[row * 3 + column] = product[row * 3 + column]! - (to[row]! * from[column]!) / weight;
  for (let i = 0; i < NEWTON_STEPS; i++) if (!newtonStep(rotation)) return;
};

/** @returns whether another step is worth while. */
const newtonStep = (q: Quat): boolean => {
  const m = covariance;
  // Rows of Rᵀ.
  const r0x = 1 - 2 * (q.y * q.y + q.z * q.z);
  const r0y = 2 * (q.x * q.y + q.w * q.z);
  const r0z = 2 * (q.x * q.z - q.w * q.y);
  const r1x = 2 * (q.x * q.y - q.w * q.z);
  const r1y = 1 - 2 * (q.x * q.x + q.z * q.z);
  const r1z = 2 * (q.y * q.z + q.w * q.x);
  const r2x = 2 * (q.x * q.z + q.w * q.y);
  const r2y = 2 * (q.y * q.z - q.w * q.x);
  const r2z = 1 - 2 * (q.x * q.x + q.y * q.y);
  const a00 = r0x * m[0]! + r0y * m[3]! + r0z * m[6]!;
  const a01 = r0x * m[1]! + r0y * m[4]! + r0z * m[7]!;
  const a02 = r0x * m[2]! + r0y * m[5]! + r0z * m[8]!;
  const a10 = r1x * m[0]! + r1y * m[3]! + r1z * m[6]!;
  const a11 = r1x * m[1]! + r1y * m[4]! + r1z * m[7]!;
  const a12 = r1x * m[2]! + r1y * m[5]! + r1z * m[8]!;
  const a20 = r2x * m[0]! + r2y * m[3]! + r2z * m[6]!;
  const a21 = r2x * m[1]! + r2y * m[4]! + r2z * m[7]!;
  const a22 = r2x * m[2]! + r2y * m[5]! + r2z * m[8]!;
  const gx = a21 - a12;
  const gy = a02 - a20;
  const gz = a10 - a01;
  const h00 = a11 + a22;
  const h11 = a00 + a22;
  const h22 = a00 + a11;
  const h01 = -(a01 + a10) / 2;
  const h02 = -(a02 + a20) / 2;
  const h12 = -(a12 + a21) / 2;
  const c00 = h11 * h22 - h12 * h12;
  const c01 = h02 * h12 - h01 * h22;
  const c02 = h01 * h12 - h02 * h11;
  const determinant = h00 * c00 + h01 * c01 + h02 * c02;
  const size = Math.abs(h00) + Math.abs(h11) + Math.abs(h22);
  if (!(determinant > 1e-9 * size * size * size)) return false;
  const c11 = h00 * h22 - h02 * h02;
  const c12 = h01 * h02 - h00 * h12;
  const c22 = h00 * h11 - h01 * h01;
  const x = (c00 * gx + c01 * gy + c02 * gz) / determinant;
  const y = (c01 * gx + c11 * gy + c12 * gz) / determinant;
  const z = (c02 * gx + c12 * gy + c22 * gz) / determinant;
  const angle = Math.sqrt(x * x + y * y + z * z);
  if (!(angle > 1e-9)) return false;
  // Half of the step as a tangent, made a unit quaternion with the product: off by its cube, which the next step takes back.
  const half = angle > LONGEST_STEP ? LONGEST_STEP / (2 * angle) : 0.5;
  step.x = x * half;
  step.y = y * half;
  step.z = z * half;
  step.w = 1;
  multiplyQuat(q, q, step);
  normalizeQuat(q);
  return angle > LAST_STEP;
};
