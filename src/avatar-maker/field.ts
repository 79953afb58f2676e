import { clamp, length, mix, normalize, type Vec3 } from './vector';

/** A signed distance, about metres, negative inside. Source: the distance functions of Inigo Quilez. */
export type Field = (p: Vec3) => number;

/** A capsule from `a` to `b` whose radius goes from `ra` to `rb`; `flat` squeezes it along z. */
export function roundCone(a: Vec3, b: Vec3, ra: number, rb: number, flat = 1): Field {
  const d: Vec3 = [b[0] - a[0], b[1] - a[1], (b[2] - a[2]) / flat];
  const dd = d[0] * d[0] + d[1] * d[1] + d[2] * d[2] || 1e-12;
  const shrink = Math.min(1, flat);
  return (p) => {
    const x = p[0] - a[0];
    const y = p[1] - a[1];
    const z = (p[2] - a[2]) / flat;
    const h = clamp((x * d[0] + y * d[1] + z * d[2]) / dd, 0, 1);
    const dx = x - d[0] * h;
    const dy = y - d[1] * h;
    const dz = z - d[2] * h;
    return (Math.sqrt(dx * dx + dy * dy + dz * dz) - mix(ra, rb, h)) * shrink;
  };
}

/** The union of fields, joined over `k` metres. */
export function blend(fields: readonly Field[], k: number): Field {
  return (p) => {
    let d = 1e9;
    for (const field of fields) {
      const e = field(p);
      const h = Math.max(k - Math.abs(d - e), 0) / k;
      d = Math.min(d, e) - (h * h * h * k) / 6;
    }
    return d;
  };
}

/** Both sides from the left one. */
export const mirrored =
  (field: Field): Field =>
  (p) =>
    field([Math.abs(p[0]), p[1], p[2]]);

export const grown =
  (field: Field, by: number): Field =>
  (p) =>
    field(p) - by;

export function fieldNormal(field: Field, p: Vec3, e = 0.002): Vec3 {
  const [x, y, z] = p;
  return normalize([
    field([x + e, y, z]) - field([x - e, y, z]),
    field([x, y + e, z]) - field([x, y - e, z]),
    field([x, y, z + e]) - field([x, y, z - e]),
  ]);
}

/** How far from `origin`, which lies inside, the surface is in a unit direction; at most `limit`. */
export function castOut(field: Field, origin: Vec3, direction: Vec3, limit: number): number {
  const at = (r: number): Vec3 => [
    origin[0] + direction[0] * r,
    origin[1] + direction[1] * r,
    origin[2] + direction[2] * r,
  ];
  let inside = 0;
  let r = 0;
  for (let i = 0; i < 80; i++) {
    const d = field(at(r));
    if (d >= 0) break;
    inside = r;
    r += Math.max(-d * 0.8, 0.001);
    if (r >= limit) return limit;
  }
  for (let i = 0; i < 12; i++) {
    const middle = (inside + r) / 2;
    if (field(at(middle)) < 0) inside = middle;
    else r = middle;
  }
  return r;
}

/** The point `offset` metres outside the surface that lies nearest to `p`. */
export function snap(field: Field, p: Vec3, offset = 0): Vec3 {
  let q = p;
  for (let i = 0; i < 6; i++) {
    const d = field(q) - offset;
    if (Math.abs(d) < 1e-5) break;
    const n = fieldNormal(field, q);
    if (length(n) === 0) break;
    q = [q[0] - n[0] * d, q[1] - n[1] * d, q[2] - n[2] * d];
  }
  return q;
}
