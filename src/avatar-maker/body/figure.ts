import type { BodyPlan } from '../body-plan';
import { blend, type Field, mirrored, roundCone } from '../field';
import type { Mesh } from '../mesh';
import type { SkinWeights } from '../skin-weights';
import { addTube, mark, mirror, type Ring, upright } from '../tube';
import { mix, type Vec3 } from '../vector';

/** The body's own shape without arms below the shoulder; `grow` metres of cloth on top. */
export function torsoParts(plan: BodyPlan, grow = 0): Field[] {
  const f = plan.figure;
  const low = plan.upperLeg;
  const parts = [
    roundCone([0, low - 0.02, -0.004], [0, plan.hips, -0.002], f.hip + grow, f.hip * 0.95 + grow, 0.82),
    roundCone([0, plan.hips, -0.002], [0, plan.spine + 0.02, 0], f.hip * 0.9 + grow, f.waist + grow, 0.8),
    roundCone(
      [0, plan.spine + 0.02, 0],
      [0, plan.chest + 0.01, -0.003],
      f.waist + grow,
      f.rib * 0.98 + grow,
      0.78,
    ),
    roundCone([0, plan.chest, -0.004], [0, plan.upperChest, -0.008], f.rib * 0.96 + grow, f.rib + grow, 0.76),
    roundCone(
      [-f.rib * 0.4, plan.upperChest + 0.015, -0.012],
      [f.rib * 0.4, plan.upperChest + 0.015, -0.012],
      f.rib * 0.74 + grow,
      f.rib * 0.74 + grow,
      0.9,
    ),
    roundCone(
      [0, plan.arm - 0.04, -0.015],
      [0, plan.arm + 0.012, -0.016],
      f.rib * 0.76 + grow,
      f.rib * 0.5 + grow,
      0.82,
    ),
    mirrored(
      roundCone(
        [0.02, plan.arm + 0.004, -0.014],
        [plan.upperArm - 0.012, plan.arm, -0.012],
        f.arm * 1.12 + grow,
        f.arm * 1.1 + grow,
      ),
    ),
  ];
  if (f.bust > 0)
    parts.push(
      mirrored(
        roundCone(
          [0.034, plan.upperChest - 0.022, 0.022],
          [0.036, plan.upperChest - 0.024, 0.034],
          0.042 * f.bust + grow * 0.8,
          0.036 * f.bust + grow * 0.8,
        ),
      ),
    );
  return parts;
}

export const neckPart = (plan: BodyPlan, grow = 0): Field =>
  roundCone(
    [0, plan.arm + 0.01, -0.017],
    [0, plan.chin + 0.06, -0.011],
    plan.figure.neck * 1.04 + grow,
    plan.figure.neck * 0.98 + grow,
  );

/** For what is worn or bare under other cloth: it ends before the shoulder, where a raised arm would bring it out. */
export const shortOfArms =
  (plan: BodyPlan) =>
  (d: Vec3): number =>
    Math.abs(d[0]) > 1e-6 ? Math.min(0.2, (plan.upperArm - 0.018) / Math.abs(d[0])) : 0.2;

/** The body from the collar bones up into the head. */
export function addNeck(mesh: Mesh, plan: BodyPlan, weights: SkinWeights, from: number): void {
  const skin = blend([...torsoParts(plan, -0.002), neckPart(plan)], 0.03);
  const rings: Ring[] = [];
  const pivot: Vec3 = [0, plan.arm - 0.07, -0.012];
  for (let i = 0; i <= 7; i++)
    rings.push({
      center: pivot,
      direction: upright(mix(from, 1.2, i / 7)),
      limit: shortOfArms(plan),
      v: 0.5,
    });
  // Where the domes end on the neck, plain loops go on.
  const low = pivot[1] + plan.figure.neck * 1.02 * Math.tan(1.2) + 0.028;
  for (let i = 0; i <= 4; i++) {
    const y = mix(low, plan.chin + 0.045, i / 4);
    rings.push({ center: [0, y, -0.012], direction: upright(), limit: 0.06, v: 0.5 });
  }
  addTube(mesh, skin, rings, 22, weights.upperBody);
}

/** A leg of the given thickness, clothed or bare, from `top` down to `bottom`. */
export interface LegPart {
  readonly top: number;
  readonly bottom: number;
  /** Radii where the leg begins, at the knee and at the ankle. */
  readonly thigh: number;
  readonly knee: number;
  readonly calf: number;
  readonly ankle: number;
  /** Metres that the rim at the bottom and top turn inwards. */
  readonly hem?: number;
  readonly rim?: number;
  readonly v?: readonly [number, number];
}

export function legField(plan: BodyPlan, part: LegPart): Field {
  const x = plan.legSpread;
  const calfY = mix(plan.lowerLeg, plan.foot, 0.32);
  return blend(
    [
      roundCone([x, plan.upperLeg + 0.02, -0.002], [x, plan.lowerLeg + 0.03, 0.004], part.thigh, part.knee),
      roundCone(
        [x, plan.lowerLeg + 0.03, 0.004],
        [x, plan.lowerLeg - 0.02, 0.002],
        part.knee,
        part.knee * 0.98,
      ),
      roundCone([x, plan.lowerLeg - 0.02, 0.002], [x, calfY, -0.006], part.knee * 0.95, part.calf),
      roundCone([x, calfY, -0.006], [x, plan.foot - 0.03, -0.01], part.calf, part.ankle),
    ],
    0.01,
  );
}

export function addLegs(mesh: Mesh, plan: BodyPlan, weights: SkinWeights, part: LegPart, sides = 16): void {
  const from = mark(mesh);
  const field = legField(plan, part);
  const x = plan.legSpread;
  const heights = legHeights(plan, part);
  const ring = (y: number, inset: number, v: number): Ring => ({
    center: [x, y, -0.002],
    direction: upright(),
    limit: (d) => (d[0] < -1e-6 ? Math.min(0.2, (x - 0.0015) / -d[0]) : 0.2),
    inset,
    v,
  });
  const span = part.v ?? [0, 1];
  const v = (y: number): number => mix(span[0], span[1], (part.top - y) / (part.top - part.bottom));
  const rings = heights.map((y) => ring(y, 0, v(y)));
  if (part.hem)
    rings.push(
      ring(part.bottom + 0.001, part.hem, span[1]),
      ring(part.bottom + 0.03, part.hem * 1.3, span[1]),
    );
  if (part.rim) rings.unshift(ring(part.top - 0.001, part.rim, span[0]));
  // Down, not up: loops run against the direction that addTube takes for outside.
  addTube(mesh, field, rings, sides, weights.legs, [0, 1], true);
  mirror(mesh, from);
}

function legHeights(plan: BodyPlan, part: LegPart): number[] {
  const knee = plan.lowerLeg;
  const marks = [
    plan.upperLeg + 0.02,
    plan.upperLeg - 0.03,
    plan.upperLeg - 0.08,
    mix(plan.upperLeg, knee, 0.45),
    mix(plan.upperLeg, knee, 0.7),
    knee + 0.045,
    knee + 0.02,
    knee,
    knee - 0.02,
    knee - 0.045,
    mix(knee, plan.foot, 0.3),
    mix(knee, plan.foot, 0.55),
    mix(knee, plan.foot, 0.8),
    plan.foot + 0.02,
  ];
  const inside = marks.filter((y) => y < part.top - 0.012 && y > part.bottom + 0.012);
  return [part.top, ...inside, part.bottom];
}
