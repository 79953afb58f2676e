/** Metres from the origin beyond which a position is taken for nonsense. */
const FARTHEST = 1000;

/** Whether it is a coordinate, metres. */
export const isPlace = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= FARTHEST;

/** Reads position and unit quaternion after the name. @returns false where they are not numbers, too far or no rotation. */
export const readTransform = (args: readonly unknown[], out: Float64Array): boolean => {
  if (args.length < 8 || typeof args[0] !== 'string') return false;
  let square = 0;
  for (let k = 0; k < 7; k++) {
    const value = args[k + 1];
    if (!isPlace(value)) return false;
    out[k] = value;
    if (k >= 3) square += value * value;
  }
  if (square < 1e-6) return false;
  const scale = 1 / Math.sqrt(square);
  for (let k = 3; k < 7; k++) out[k]! *= scale;
  return true;
};

/** Hamilton product a·b into `out` at `at`. */
export const multiply = (a: Float32Array, b: Float32Array, out: Float32Array, at: number): void => {
  const [ax, ay, az, aw] = [a[0]!, a[1]!, a[2]!, a[3]!];
  const [bx, by, bz, bw] = [b[0]!, b[1]!, b[2]!, b[3]!];
  out[at] = aw * bx + ax * bw + ay * bz - az * by;
  out[at + 1] = aw * by - ax * bz + ay * bw + az * bx;
  out[at + 2] = aw * bz + ax * by - ay * bx + az * bw;
  out[at + 3] = aw * bw - ax * bx - ay * by - az * bz;
};

/** v turned by q into `out`. */
export const rotate = (q: Float32Array, v: Float32Array, out: Float32Array): void => {
  const [x, y, z, w] = [q[0]!, q[1]!, q[2]!, q[3]!];
  const [vx, vy, vz] = [v[0]!, v[1]!, v[2]!];
  const tx = 2 * (y * vz - z * vy);
  const ty = 2 * (z * vx - x * vz);
  const tz = 2 * (x * vy - y * vx);
  out[0] = vx + w * tx + y * tz - z * ty;
  out[1] = vy + w * ty + z * tx - x * tz;
  out[2] = vz + w * tz + x * ty - y * tx;
};
