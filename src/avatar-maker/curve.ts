import { clamp, type Vec3 } from './vector';

/**
 * Monotone cubic interpolation through (x, y) knots, flat outside them: no overshoot, so a profile never bulges
 * where its knots do not. Source: Fritsch–Carlson with harmonic-mean tangents.
 */
export function profile(knots: readonly (readonly [number, number])[]): (x: number) => number {
  const xs = knots.map((k) => k[0]);
  const ys = knots.map((k) => k[1]);
  const last = xs.length - 1;
  const slope = (i: number): number => (ys[i + 1]! - ys[i]!) / (xs[i + 1]! - xs[i]!);
  const tangents = xs.map((_, i) => {
    if (i === 0) return slope(0);
    if (i === last) return slope(last - 1);
    const a = slope(i - 1);
    const b = slope(i);
    return a * b <= 0 ? 0 : (2 * a * b) / (a + b);
  });
  return (x) => {
    if (x <= xs[0]!) return ys[0]!;
    if (x >= xs[last]!) return ys[last]!;
    let i = 0;
    while (x > xs[i + 1]!) i++;
    const h = xs[i + 1]! - xs[i]!;
    const t = (x - xs[i]!) / h;
    const t2 = t * t;
    const t3 = t2 * t;
    return (
      (2 * t3 - 3 * t2 + 1) * ys[i]! +
      (t3 - 2 * t2 + t) * h * tangents[i]! +
      (3 * t2 - 2 * t3) * ys[i + 1]! +
      (t3 - t2) * h * tangents[i + 1]!
    );
  };
}

/** A Catmull–Rom curve through `points`, t from 0 to 1 over all of them. */
export function path(points: readonly Vec3[]): (t: number) => Vec3 {
  const last = points.length - 1;
  return (t) => {
    const x = clamp(t, 0, 1) * last;
    const i = Math.min(last - 1, Math.floor(x));
    const f = x - i;
    const p1 = points[i]!;
    const p2 = points[i + 1]!;
    const p0 = points[i - 1] ?? extrapolate(p1, p2);
    const p3 = points[i + 2] ?? extrapolate(p2, p1);
    const axis = (k: 0 | 1 | 2): number =>
      0.5 *
      (2 * p1[k] +
        (p2[k] - p0[k]) * f +
        (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * f * f +
        (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * f * f * f);
    return [axis(0), axis(1), axis(2)];
  };
}

const extrapolate = (near: Vec3, far: Vec3): Vec3 => [
  2 * near[0] - far[0],
  2 * near[1] - far[1],
  2 * near[2] - far[2],
];

/** Repeatable numbers in [0, 1): the same recipe must give the same bytes. Source: mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
