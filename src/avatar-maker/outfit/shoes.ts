import type { BodyPlan } from '../body-plan';
import { blend, type Field, roundCone } from '../field';
import type { Mesh } from '../mesh';
import type { SkinWeights } from '../skin-weights';
import { addTube, mark, mirror, type Ring } from '../tube';
import type { Vec3 } from '../vector';

/** How bulky a shoe is, and how thick its sole. Metres. */
export interface ShoeCut {
  readonly width: number;
  readonly long: number;
  readonly high: number;
  readonly sole: number;
}

export function addShoes(upper: Mesh, sole: Mesh, plan: BodyPlan, weights: SkinWeights, cut: ShoeCut): void {
  const x = plan.legSpread;
  const w = cut.width;
  const heel = -0.045;
  const toe = cut.long - 0.045;
  const shape = blend(
    [
      roundCone([x, w * 0.85, heel + w * 0.85], [x + 0.002, w * 0.72, toe - w * 1.7], w * 0.92, w),
      roundCone([x + 0.002, w * 0.7, toe - w * 1.7], [x + 0.003, w * 0.56, toe - w * 0.85], w, w * 0.8),
      roundCone([x, w, -0.014], [x, cut.high, -0.014], w * 0.95, w * 0.88),
    ],
    0.018,
  );
  const above =
    (height: number): Field =>
    (p) =>
      Math.max(shape(p), height - p[1]);
  const soleShape: Field = (p) =>
    Math.max(
      shape([x + (p[0] - x) / 1.05, Math.max(p[1], w * 0.62), (p[2] - 0.02) / 1.035 + 0.02]),
      p[1] - cut.sole,
      -p[1],
    );
  addAlong(upper, above(cut.sole * 0.8), weights, x, heel, toe, Math.max(cut.sole + 0.012, w * 0.8), 14);
  addAlong(sole, soleShape, weights, x, heel - 0.002, toe + 0.002, cut.sole * 0.5, 12);
  addAnkle(upper, shape, weights, x, cut.high);
}

/** Loops across the foot from heel to toe. */
function addAlong(
  mesh: Mesh,
  field: Field,
  weights: SkinWeights,
  x: number,
  heel: number,
  toe: number,
  y: number,
  sides: number,
): void {
  const from = mark(mesh);
  const direction = (angle: number): Vec3 => [Math.cos(angle), Math.sin(angle), 0];
  const count = 11;
  const rings: Ring[] = Array.from({ length: count }, (_, i) => {
    const t = (1 - Math.cos((i / (count - 1)) * Math.PI)) / 2;
    const z = heel + 0.0008 + (toe - heel - 0.0016) * t;
    return { center: [x, y, z], direction, limit: 0.075, v: t };
  });
  // Closed at both ends.
  rings.unshift({ ...rings[0]!, inset: 1 });
  rings.push({ ...rings.at(-1)!, inset: 1 });
  addTube(mesh, field, rings, sides, weights.foot);
  mirror(mesh, from);
}

/** The collar of the shoe, with its rim turned in. */
function addAnkle(mesh: Mesh, shape: Field, weights: SkinWeights, x: number, top: number): void {
  const from = mark(mesh);
  const direction = (angle: number): Vec3 => [Math.sin(angle - Math.PI), 0, Math.cos(angle - Math.PI)];
  const at = (y: number, inset = 0): Ring => ({
    center: [x, y, -0.014],
    direction,
    limit: 0.048,
    inset,
    v: 0.2,
  });
  addTube(
    mesh,
    shape,
    [at(top - 0.03), at(top - 0.012), at(top), at(top, 0.006), at(top - 0.02, 0.01)],
    14,
    weights.foot,
  );
  mirror(mesh, from);
}
