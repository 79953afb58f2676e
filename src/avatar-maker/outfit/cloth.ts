import type { BodyPlan } from '../body-plan';
import { type Field, fieldNormal, snap } from '../field';
import { addGrid, type Mesh, type Weights } from '../mesh';
import { addTube, alongArm, mark, mirror, type Ring, upright } from '../tube';
import { mix, normalize, smoothstep, type Vec3 } from '../vector';

/** Normals of cloth are taken over this many metres, so that its shade has no small blots. */
const FOLD = 0.014;

/** A torso of cloth from its hem up to a neckline. */
export interface TorsoCut {
  readonly field: Field;
  /** Heights of the loops, lowest first. */
  readonly heights: readonly number[];
  /** Above the last height loops rise around this point, up to the neckline's elevation at front and back. */
  readonly pivot: Vec3;
  readonly front: number;
  readonly back: number;
  readonly domes: number;
  /** Half width at which the arms' tubes take over. */
  readonly armhole: number;
  /** Height below which there is no arm to leave to a tube. */
  readonly armpit: number;
  readonly sides: number;
  readonly u: readonly [number, number];
  /** How far the hem turns in. */
  readonly hem: number;
}

export function addTorso(mesh: Mesh, cut: TorsoCut, weights: (p: Vec3) => Weights): void {
  // Below the armpit the cloth may come out further, the more the lower.
  const limitAt = (y: number): ((d: Vec3) => number) => {
    const half = cut.armhole + Math.max(0, cut.armpit - y);
    return (d) => (Math.abs(d[0]) > 1e-6 ? half / Math.abs(d[0]) : 1);
  };
  const beside = limitAt(cut.pivot[1] + 1);
  const elevation =
    (t: number) =>
    (angle: number): number => {
      const front = (1 - Math.cos(angle)) / 2;
      return t * mix(cut.back, cut.front, front ** 1.5);
    };
  const first = cut.heights[0]!;
  const z = cut.pivot[2];
  const tall = cut.heights.length + cut.domes;
  const rings: Ring[] = [
    { center: [0, first + 0.035, z], direction: upright(), limit: 0.3, inset: cut.hem * 1.5, v: 1 },
    { center: [0, first + 0.001, z], direction: upright(), limit: 0.3, inset: cut.hem, v: 1 },
    ...cut.heights.map((y, i) => ({
      center: [0, y, z] as Vec3,
      direction: upright(),
      limit: limitAt(y),
      v: 1 - i / tall,
    })),
  ];
  for (let i = 1; i <= cut.domes; i++)
    rings.push({
      center: cut.pivot,
      direction: upright(elevation(i / cut.domes)),
      limit: beside,
      v: 1 - (cut.heights.length - 1 + i) / tall,
    });
  rings.push({ center: cut.pivot, direction: upright(elevation(1)), limit: beside, inset: 0.008, v: 0 });
  addTube(mesh, cut.field, rings, cut.sides, weights, cut.u, false, FOLD);
}

/** Sleeves from the armhole to the cuff. */
export interface SleeveCut {
  readonly field: Field;
  readonly plan: BodyPlan;
  readonly from: number;
  readonly to: number;
  readonly sides: number;
  readonly limit: number;
  readonly u: readonly [number, number];
  readonly hem: number;
  readonly loops?: number;
}

export function addSleeves(mesh: Mesh, cut: SleeveCut, weights: (p: Vec3) => Weights): void {
  const start = mark(mesh);
  const { plan } = cut;
  const elbow = plan.lowerArm;
  // Down into the torso a ray must end; up and to the front the shoulder is as thick as the chest.
  const limit = (d: Vec3): number => cut.limit * mix(1, 1.7, smoothstep(-0.97, -0.6, d[1]));
  const at = (x: number, inset = 0): Ring => ({
    center: [x, plan.arm, -0.012],
    direction: alongArm,
    limit,
    inset,
    v: Math.min(1, Math.max(0, (x - cut.from) / (cut.to - cut.from))),
  });
  const close = 0.019;
  const upper = [0, 0.012, 0.026, 0.042, 0.062].map((d) => cut.from + d);
  const before = [0.45, 0.75].map((t) => mix(cut.from + 0.062, elbow - close * 2, t));
  const bend = [-2, -1, 0, 1, 2].map((k) => elbow + k * close);
  const after = [0.25, 0.5, 0.72, 0.88, 1].map((t) => mix(elbow + close * 2, cut.to, t));
  const xs = [...upper, ...before, ...bend, ...after].filter((x) => x <= cut.to + 1e-9);
  // The first loop lies just under the torso, so that the seam shows no edge.
  const rings = xs.map((x, i) => at(x, i === 0 ? 0.004 : 0));
  rings.push(at(cut.to - 0.0005, cut.hem), at(cut.to - 0.03, cut.hem * 1.4));
  addTube(mesh, cut.field, rings, cut.sides, weights, cut.u, false, FOLD);
  mirror(mesh, start);
}

/** A sheet that lies on a field: collars, pockets, plackets. `at` need only be near the surface. */
export function addPatch(
  mesh: Mesh,
  field: Field,
  columns: number,
  rows: number,
  at: (u: number, v: number) => Vec3,
  offset: (u: number, v: number) => number,
  weights: (p: Vec3) => Weights,
  uv: (u: number, v: number) => readonly [number, number],
  flip = false,
): void {
  addGrid(
    mesh,
    columns,
    rows,
    (u, v) => {
      const position = snap(field, at(u, v), offset(u, v));
      return {
        position,
        normal: normalize(fieldNormal(field, position)),
        uv: uv(u, v),
        weights: weights(position),
      };
    },
    flip,
  );
}
