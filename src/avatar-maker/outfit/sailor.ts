import { addLegs, addNeck, torsoParts } from '../body/figure';
import { addHands } from '../body/hands';
import type { BodyPlan } from '../body-plan';
import { path } from '../curve';
import { blend, type Field } from '../field';
import { createMesh, type Mesh } from '../mesh';
import { springWeights } from '../skin-weights';
import { addStrand, taper } from '../strand';
import { addTube, mark, mirror, type Ring, upright } from '../tube';
import { add, mix, smoothstep, type Vec3 } from '../vector';
import { addPatch } from './cloth';
import type { Dressing, Outfit } from './outfit';
import { addShoes } from './shoes';
import { addSkirt } from './skirt';
import { addTop, addWristBands, type SleeveShape, sleeveParts, type WristBand } from './sleeves';

type SkinOf = Dressing['weights']['upperBody'];

/** A sailor blouse with puffed sleeves, a bow, a pleated skirt, thigh-high socks and loafers. */
export const sailorOutfit: Outfit = (dressing) => {
  const { plan, skeleton, weights } = dressing;
  const skin = createMesh('Skin', 'skin');
  addNeck(skin, plan, weights, 0.4);
  addHands(skin, plan, skeleton, weights, 0.05);
  const blouse = createMesh('Blouse', 'top');
  const shape = blouseField(plan);
  addBlouse(blouse, plan, shape, weights.upperBody);
  const trim = createMesh('Trim', 'trim');
  addWristBands(trim, plan, CUFFS, weights.upperBody);
  const collar = createMesh('Collar', 'collar');
  addCollar(collar, plan, shape, weights.upperBody);
  const bow = createMesh('Bow', 'ribbon');
  addChestBow(bow, dressing);
  const skirt = createMesh('Skirt', 'bottom');
  addSkirt(skirt, dressing, {
    top: plan.spine + 0.004,
    bottom: plan.upperLeg - 0.165,
    waist: plan.figure.waist + 0.0105,
    hem: 0.178,
    depth: 0.9,
    pleats: 20,
  });
  const band = createMesh('Waistband', 'bottomPlain');
  addWaistband(band, plan, weights.upperBody);
  const socks = createMesh('Socks', 'socks');
  const f = plan.figure;
  addLegs(skin, plan, weights, {
    top: plan.upperLeg - 0.04,
    bottom: plan.lowerLeg + 0.1,
    thigh: f.thigh * 0.95,
    knee: f.knee,
    calf: f.calf,
    ankle: f.ankle,
  });
  addLegs(socks, plan, weights, {
    top: plan.lowerLeg + 0.125,
    bottom: plan.foot - 0.03,
    thigh: f.thigh + 0.0015,
    knee: f.knee + 0.0015,
    calf: f.calf + 0.0012,
    ankle: f.ankle + 0.001,
    rim: 0.005,
  });
  addShorts(socks, plan, weights.legs);
  const shoes = createMesh('Shoes', 'shoes');
  const sole = createMesh('Soles', 'sole');
  addShoes(shoes, sole, plan, weights, { width: 0.034, long: 0.178, high: 0.066, sole: 0.014 });
  return [skin, blouse, trim, collar, bow, skirt, band, socks, shoes, sole];
};

const SLEEVES: SleeveShape = {
  begin: -0.014,
  shoulder: 0.04,
  swell: 0.62,
  end: 0.016,
  radii: [0.042, 0.047, 0.038, 0.0465, 0.036],
};

const blouseField = (plan: BodyPlan): Field =>
  blend([...torsoParts(plan, 0.0055), ...sleeveParts(plan, SLEEVES)], 0.026);

function addBlouse(mesh: Mesh, plan: BodyPlan, field: Field, weights: SkinOf): void {
  const low = plan.spine - 0.012;
  const heights = [low, plan.spine + 0.02, plan.spine + 0.05];
  for (let i = 1; i <= 6; i++) heights.push(mix(plan.spine + 0.05, plan.upperChest - 0.01, i / 6));
  const sleeve = { end: 0.03, limit: 0.062, hem: 0.004 };
  const cut = { field, heights, front: 0.86, domes: 9, hem: 0.004, armhole: 0.002, armpit: 0.062, sleeve };
  addTop(mesh, plan, cut, weights);
}

/** Cuffs: a band about the wrist that widens a little to the hand. */
const CUFFS: WristBand = {
  from: 0.042,
  to: 0.008,
  before: 0.02,
  radii: [0.0285, 0.03],
  rings: (a, b) => [
    [a, 0.009, 0],
    [a, 0.001, 0],
    [a + 0.002, 0, 0.05],
    [mix(a, b, 0.5), 0, 0.5],
    [b - 0.002, 0, 0.95],
    [b, 0.001, 1],
    [b, 0.004, 1],
    [b - 0.02, 0.009, 1],
  ],
};

/** The sailor collar: over both shoulders from the point of the neckline to a square back. */
function addCollar(mesh: Mesh, plan: BodyPlan, field: Field, weights: SkinOf): void {
  const from = mark(mesh);
  const y = plan.arm;
  const point: Vec3 = [0.006, plan.upperChest + 0.008, 0.075];
  const inner = path([
    point,
    [0.026, y - 0.018, 0.052],
    [0.043, y + 0.018, 0.012],
    [0.042, y + 0.036, -0.028],
    [0.024, y + 0.036, -0.056],
    [0, y + 0.035, -0.06],
  ]);
  const outer = path([
    add(point, [0.004, -0.012, 0]),
    [0.06, y - 0.045, 0.055],
    [0.098, y + 0.02, 0.014],
    [0.1, y + 0.022, -0.04],
    [0.086, y - 0.068, -0.075],
    [0, y - 0.075, -0.08],
  ]);
  addPatch(
    mesh,
    field,
    22,
    6,
    (u, v) => {
      const a = inner(u);
      const b = outer(u);
      return [mix(a[0], b[0], v), mix(a[1], b[1], v), mix(a[2], b[2], v)];
    },
    (_, v) => 0.0035 + 0.0025 * Math.sin(v * Math.PI * 0.9) - 0.003 * smoothstep(0.93, 1, v),
    weights,
    (u, v) => [u, v],
    true,
  );
  mirror(mesh, from);
}

function addChestBow(mesh: Mesh, dressing: Dressing): void {
  const { plan, skeleton } = dressing;
  const at: Vec3 = [0, plan.upperChest + 0.004, 0.086 + 0.006 * plan.figure.bust];
  const chest = () => [['upperChest', 1]] as const;
  const uv = (_: Vec3, t: number, c: number) => [0.5 + c * 0.48, t] as const;
  const from = mark(mesh);
  addStrand(mesh, {
    path: path([at, add(at, [0.026, 0.006, 0.004]), add(at, [0.056, 0.002, -0.008])]),
    width: (t) => 0.021 * Math.max(0.22, Math.sin(Math.PI * (0.1 + 0.8 * t)) ** 0.6 * (0.55 + 0.45 * t)),
    thickness: (t) => 0.009 * Math.max(0.2, Math.sin(Math.PI * (0.12 + 0.8 * t))),
    outward: () => [0.25, 0.1, 1],
    weights: chest,
    uv,
    segments: 8,
    soft: 0.3,
  });
  const tail: Vec3[] = [
    add(at, [0.004, -0.004, 0.002]),
    add(at, [0.014, -0.03, 0.004]),
    add(at, [0.022, -0.062, -0.001]),
    add(at, [0.028, -0.092, -0.012]),
  ];
  const chain = skeleton.addChain('bowL', 'upperChest', tail.slice(1));
  skeleton.addChain(
    'bowR',
    'upperChest',
    tail.slice(1).map(([x, y, z]): Vec3 => [-x, y, z]),
  );
  addStrand(mesh, {
    path: path(tail),
    width: (t) => mix(0.006, 0.0135, t),
    thickness: taper(0.004, 0.9, 0.4),
    outward: () => [0.1, 0.05, 1],
    weights: (t) => {
      const free = smoothstep(0.2, 0.45, t);
      return [
        ['upperChest', 1 - free],
        ...springWeights(chain, (t - 0.33) / 0.67).map(([b, w]) => [b, w * free] as const),
      ];
    },
    uv,
    segments: 7,
    soft: 0.3,
  });
  mirror(mesh, from);
  addStrand(mesh, {
    path: path([add(at, [0, 0.0125, 0.001]), add(at, [0, 0, 0.007]), add(at, [0, -0.0125, 0.001])]),
    width: () => 0.0095,
    thickness: () => 0.009,
    outward: () => [0, 0, 1],
    weights: chest,
    uv: () => [0.5, 0.2],
    segments: 4,
    soft: 0.3,
  });
  for (const side of ['L', 'R'])
    dressing.springs.push({
      name: `bow${side}`,
      joints: [0, 1, 2].map((i) => `bow${side}${i}`),
      stiffness: 1,
      gravity: 0.15,
      drag: 0.5,
      radius: 0.008,
      collidesWith: 'body',
    });
}

function addWaistband(mesh: Mesh, plan: BodyPlan, weights: SkinOf): void {
  const field = blend(torsoParts(plan, 0.011), 0.026);
  const low = plan.spine - 0.014;
  const high = plan.spine + 0.012;
  const ring = (y: number, inset: number): Ring => ({
    center: [0, y, -0.003],
    direction: upright(),
    limit: 0.2,
    inset,
    v: 0.5,
  });
  addTube(
    mesh,
    field,
    [
      ring(low, 0.006),
      ring(low, 0.001),
      ring(low + 0.003, 0),
      ring(high - 0.003, 0),
      ring(high, 0.001),
      ring(high, 0.008),
    ],
    28,
    weights,
  );
}

/** Dark shorts under the skirt. */
function addShorts(mesh: Mesh, plan: BodyPlan, weights: Dressing['weights']['legs']): void {
  const field = blend(torsoParts(plan, 0.002), 0.03);
  const ring = (y: number): Ring => ({ center: [0, y, -0.003], direction: upright(), limit: 0.2, v: 0.5 });
  const low = plan.upperLeg - 0.05;
  addTube(mesh, field, [ring(low - 0.04), ring(low), ring(low + 0.04), ring(plan.hips + 0.02)], 20, weights);
}
