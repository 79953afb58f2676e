import { addLegs, addNeck, legField, neckPart, shortOfArms, torsoParts } from '../body/figure';
import { addHands } from '../body/hands';
import type { BodyPlan } from '../body-plan';
import { path } from '../curve';
import { blend, type Field, mirrored, roundCone } from '../field';
import { addGrid, createMesh, type Mesh, smoothNormals } from '../mesh';
import { springWeights } from '../skin-weights';
import { addStrand } from '../strand';
import { addTube, mark, mirror, type Ring, upright } from '../tube';
import { add, mix, smoothstep, type Vec3 } from '../vector';
import { addPatch } from './cloth';
import type { Dressing, Outfit } from './outfit';
import { addShoes } from './shoes';
import { addTop, addWristBands, type SleeveShape, sleeveParts, type WristBand } from './sleeves';

type SkinOf = Dressing['weights']['upperBody'];

/** A roomy hoodie with hood, strings and pocket over a T-shirt, trousers and trainers. */
export const hoodieOutfit: Outfit = (dressing) => {
  const { plan, skeleton, weights } = dressing;
  const skin = createMesh('Skin', 'skin');
  addNeck(skin, plan, weights, 0.5);
  addHands(skin, plan, skeleton, weights, 0.05);
  const shirt = createMesh('Shirt', 'trim');
  addShirt(shirt, plan, weights.upperBody);
  const hoodie = createMesh('Hoodie', 'top');
  const shape = hoodieField(plan);
  addBody(hoodie, plan, shape, weights.upperBody);
  const hood = createMesh('Hood', 'topPlain');
  addHood(hood, plan, weights.upperBody);
  const pocket = createMesh('Pocket', 'pocket');
  addPocket(pocket, plan, shape, weights.upperBody);
  const bands = createMesh('Bands', 'bands');
  addBands(bands, plan, weights.upperBody);
  const strings = createMesh('Strings', 'strings');
  addStrings(strings, dressing, shape);
  const trousers = createMesh('Trousers', 'bottomPlain');
  addTrousers(trousers, plan, weights);
  const shoes = createMesh('Shoes', 'shoes');
  const sole = createMesh('Soles', 'sole');
  addShoes(shoes, sole, plan, weights, { width: 0.041, long: 0.225, high: 0.088, sole: 0.024 });
  return [skin, shirt, hoodie, hood, pocket, bands, strings, trousers, shoes, sole];
};

const HEM_GROW = 0.02;

const SLEEVES: SleeveShape = {
  begin: -0.02,
  shoulder: 0.05,
  swell: 0.7,
  end: 0.026,
  radii: [0.057, 0.057, 0.049, 0.052, 0.046],
};

function hoodieField(plan: BodyPlan): Field {
  const skirt = roundCone([0, plan.hips - 0.03, -0.002], [0, plan.chest, -0.004], 0.147, 0.121, 0.8);
  return blend([...torsoParts(plan, HEM_GROW * 0.75), skirt, ...sleeveParts(plan, SLEEVES)], 0.03);
}

function addBody(mesh: Mesh, plan: BodyPlan, field: Field, weights: SkinOf): void {
  const low = plan.hips - 0.045;
  const heights = Array.from({ length: 11 }, (_, i) => mix(low, plan.upperChest - 0.01, i / 10));
  const sleeve = { end: 0.034, limit: 0.078, hem: 0.006 };
  const cut = { field, heights, front: 1, domes: 8, hem: 0.012, armhole: 0.001, armpit: 0.085, sleeve };
  addTop(mesh, plan, cut, weights);
}

/** What shows of a T-shirt in the neck of the hoodie. */
function addShirt(mesh: Mesh, plan: BodyPlan, weights: SkinOf): void {
  const field = blend([...torsoParts(plan, 0.004), neckPart(plan, -0.004)], 0.03);
  const ring = (t: number, inset = 0): Ring => ({
    center: [0, plan.upperChest + 0.01, -0.012],
    direction: upright((angle) => mix(0.2, mix(1.16, 0.93, ((1 - Math.cos(angle)) / 2) ** 2), t)),
    limit: shortOfArms(plan),
    inset,
    v: 0.5,
  });
  addTube(mesh, field, [ring(0.4), ring(0.6), ring(0.8), ring(0.95), ring(1), ring(1, 0.006)], 24, weights);
}

/** The hood, lying on the back: a thick roll about the neck that is open in front and heavy behind. */
function addHood(mesh: Mesh, plan: BodyPlan, weights: SkinOf): void {
  const y = plan.arm;
  const spine = path([
    [0.012, y - 0.045, 0.083],
    [0.05, y - 0.004, 0.066],
    [0.082, y + 0.034, 0.014],
    [0.08, y + 0.03, -0.05],
    [0.046, y + 0.012, -0.098],
    [0, y + 0.004, -0.112],
  ]);
  const tall = path([
    [0.013, 0, 0],
    [0.02, 0, 0],
    [0.029, 0, 0],
    [0.04, 0, 0],
    [0.052, 0, 0],
    [0.056, 0, 0],
  ]);
  const from = mark(mesh);
  const columns = 12;
  const first = addGrid(
    mesh,
    columns,
    16,
    (u, v) => {
      const center = spine(v);
      const size = tall(v)[0];
      const a = u * 2 * Math.PI;
      // Loops stand across the roll: one axis away from the neck, one up.
      const flat = Math.hypot(center[0], center[2] + 0.012) || 1;
      const out: Vec3 = [center[0] / flat, 0, (center[2] + 0.012) / flat];
      const lean = 0.3;
      const radial = Math.cos(a) * size * 0.62;
      const rise = Math.sin(a) * size * (Math.sin(a) < 0 ? 1.25 : 0.8);
      const position = add(center, [out[0] * (radial + rise * lean), rise, out[2] * (radial + rise * lean)]);
      return {
        position,
        normal: [0, 1, 0],
        uv: [0.5, 0.5],
        weights: weights([position[0], Math.min(position[1], y + 0.01), position[2]]),
      };
    },
    true,
  );
  mirror(mesh, from);
  smoothNormals(mesh, first);
}

function addPocket(mesh: Mesh, plan: BodyPlan, field: Field, weights: SkinOf): void {
  const low = plan.hips - 0.04;
  const high = plan.spine + 0.045;
  addPatch(
    mesh,
    field,
    14,
    7,
    (u, v) => {
      const half = mix(0.098, 0.058, smoothstep(0.25, 1, v) ** 1.2);
      return [(u * 2 - 1) * half, mix(low, high, v), 0.14];
    },
    (u, v) => {
      const edge = Math.min(u, 1 - u) * 10;
      return 0.0015 + 0.006 * Math.min(1, edge) * smoothstep(0, 0.15, 1 - v);
    },
    weights,
    (u, v) => [u, 1 - v],
  );
}

const WRIST_BANDS: WristBand = {
  from: 0.05,
  to: 0.006,
  before: 0.03,
  radii: [0.034, 0.0325],
  rings: (a, b) => [
    [a, 0.01, 0],
    [a, 0.001, 0],
    [a + 0.003, 0, 0.1],
    [b - 0.003, 0, 0.9],
    [b, 0.0015, 1],
    [b - 0.001, 0.006, 1],
    [b - 0.02, 0.009, 1],
  ],
  u: [0, 12],
};

/** Knitted bands at hem and wrists. */
function addBands(mesh: Mesh, plan: BodyPlan, weights: SkinOf): void {
  addWristBands(mesh, plan, WRIST_BANDS, weights);
  const low = plan.hips - 0.085;
  const high = plan.hips - 0.04;
  const hem = roundCone([0, low - 0.05, -0.004], [0, high + 0.05, -0.004], 0.139, 0.141, 0.78);
  const loop = (y: number, inset: number, v: number): Ring => ({
    center: [0, y, -0.004],
    direction: upright(),
    limit: 0.2,
    inset,
    v,
  });
  addTube(
    mesh,
    hem,
    [
      loop(low + 0.03, 0.012, 1),
      loop(low, 0.007, 1),
      loop(low, 0.0015, 1),
      loop(low + 0.003, 0, 0.9),
      loop(high - 0.003, 0, 0.1),
      loop(high + 0.006, 0.004, 0),
    ],
    32,
    weights,
    [0, 40],
  );
}

function addStrings(mesh: Mesh, dressing: Dressing, field: Field): void {
  const { plan, skeleton } = dressing;
  const y = plan.arm;
  const from = mark(mesh);
  const points: Vec3[] = [
    [0.03, y - 0.034, 0.084],
    [0.034, y - 0.062, 0.098],
    [0.036, y - 0.1, 0.106],
    [0.037, y - 0.145, 0.11],
  ].map(([x, py, z]): Vec3 => [x!, py!, z!]);
  const front = points.map((p): Vec3 => {
    // In front of the cloth, wherever the chest is.
    let z = p[2];
    while (field([p[0], p[1], z]) < 0.006 && z < 0.3) z += 0.001;
    return [p[0], p[1], z];
  });
  const chain = skeleton.addChain('stringL', 'upperChest', front.slice(1));
  skeleton.addChain(
    'stringR',
    'upperChest',
    front.slice(1).map(([x, py, z]): Vec3 => [-x, py, z]),
  );
  addStrand(mesh, {
    path: path(front),
    width: (t) => (t > 0.86 ? 0.0042 : 0.003),
    thickness: (t) => (t > 0.86 ? 0.0042 : 0.003),
    outward: () => [0, 0, 1],
    weights: (t) => {
      const free = smoothstep(0.12, 0.4, t);
      return [
        ['upperChest', 1 - free],
        ...springWeights(chain, (t - 0.33) / 0.67).map(([b, w]) => [b, w * free] as const),
      ];
    },
    uv: () => [0.5, 0.5],
    segments: 12,
    soft: 0,
  });
  mirror(mesh, from);
  for (const side of ['L', 'R'])
    dressing.springs.push({
      name: `string${side}`,
      joints: [0, 1, 2].map((i) => `string${side}${i}`),
      stiffness: 0.8,
      gravity: 0.2,
      drag: 0.45,
      radius: 0.006,
      collidesWith: 'body',
    });
}

function addTrousers(mesh: Mesh, plan: BodyPlan, weights: Dressing['weights']): void {
  const f = plan.figure;
  const cut = {
    top: plan.upperLeg - 0.012,
    bottom: plan.foot - 0.012,
    thigh: f.thigh + 0.014,
    knee: f.knee + 0.013,
    calf: f.calf + 0.013,
    ankle: 0.0545,
    hem: 0.005,
  };
  addLegs(mesh, plan, weights, cut, 18);
  const seat = blend([...torsoParts(plan, 0.01), mirrored(legField(plan, cut))], 0.02);
  const ring = (y: number): Ring => ({ center: [0, y, -0.003], direction: upright(), limit: 0.22, v: 0.5 });
  const top = plan.hips + 0.03;
  addTube(
    mesh,
    seat,
    [ring(cut.top - 0.004), ring(mix(cut.top, top, 0.3)), ring(mix(cut.top, top, 0.6)), ring(top)],
    32,
    weights.legs,
  );
}
