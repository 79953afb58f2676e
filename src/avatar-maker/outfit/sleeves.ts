import type { BodyPlan } from '../body-plan';
import { type Field, mirrored, roundCone } from '../field';
import type { Mesh, Weights } from '../mesh';
import { addTube, alongArm, mark, mirror, type Ring } from '../tube';
import { mix, type Vec3 } from '../vector';
import { addSleeves, addTorso } from './cloth';

type SkinOf = (p: Vec3) => Weights;

/** Both arms' axis lies this far behind the middle, metres. */
const ARM_DEPTH = -0.012;

const onArm = (plan: BodyPlan, x: number): Vec3 => [x, plan.arm, ARM_DEPTH];

/** How wide a sleeve is along the arm, metres. */
export interface SleeveShape {
  /** Where it begins, and where it is widest at the shoulder, from the shoulder joint. */
  readonly begin: number;
  readonly shoulder: number;
  /** Where it swells, as a share of the way from elbow to cuff. */
  readonly swell: number;
  /** How far before the cuff it ends. */
  readonly end: number;
  /** At the begin, the shoulder, the elbow, the swell and the end. */
  readonly radii: readonly [number, number, number, number, number];
}

/** The fields of both sleeves. */
export function sleeveParts(plan: BodyPlan, { begin, shoulder, swell, end, radii }: SleeveShape): Field[] {
  const elbow = plan.lowerArm;
  const cuff = plan.hand - 0.05;
  const stations = [
    plan.upperArm + begin,
    plan.upperArm + shoulder,
    elbow,
    mix(elbow, cuff, swell),
    cuff - end,
  ].map((x) => onArm(plan, x));
  return stations.slice(1).map((to, i) => mirrored(roundCone(stations[i]!, to, radii[i]!, radii[i + 1]!)));
}

/** What one top's cut has of its own; the rest is the same for all that have long sleeves. */
export interface TopCut {
  readonly field: Field;
  /** Heights of the torso's loops, lowest first. */
  readonly heights: readonly number[];
  /** Elevation of the neckline in front. */
  readonly front: number;
  readonly domes: number;
  readonly hem: number;
  /** How far inside of the shoulder joint the sleeves take over, and how far below the arm they do. */
  readonly armhole: number;
  readonly armpit: number;
  readonly sleeve: {
    /** How far before the wrist it ends. */
    readonly end: number;
    /** Rays end here. */
    readonly limit: number;
    readonly hem: number;
  };
}

/** A torso in the left seven tenths of its texture, and sleeves in the rest. */
export function addTop(mesh: Mesh, plan: BodyPlan, cut: TopCut, weights: SkinOf): void {
  const { field, sleeve } = cut;
  addTorso(
    mesh,
    {
      field,
      heights: cut.heights,
      pivot: [0, plan.upperChest - 0.01, -0.01],
      front: cut.front,
      back: 1.12,
      domes: cut.domes,
      armhole: plan.upperArm - cut.armhole,
      armpit: plan.arm - cut.armpit,
      sides: 32,
      u: [0, 0.7],
      hem: cut.hem,
    },
    weights,
  );
  addSleeves(
    mesh,
    {
      field,
      plan,
      from: plan.upperArm - 0.012,
      to: plan.hand - sleeve.end,
      sides: 16,
      limit: sleeve.limit,
      u: [0.72, 1],
      hem: sleeve.hem,
    },
    weights,
  );
}

/** A band about the wrist. */
export interface WristBand {
  /** From and to, before the wrist, metres. */
  readonly from: number;
  readonly to: number;
  /** How far its cone goes on before `from`, and its radii at both ends. */
  readonly before: number;
  readonly radii: readonly [number, number];
  /** Loops: where along the band in metres from its begin, how far inside, and the texture's v. */
  readonly rings: (from: number, to: number) => readonly (readonly [x: number, inset: number, v: number])[];
  readonly u?: readonly [number, number];
}

/** The same band about both wrists. */
export function addWristBands(mesh: Mesh, plan: BodyPlan, band: WristBand, weights: SkinOf): void {
  const start = mark(mesh);
  const from = plan.hand - band.from;
  const to = plan.hand - band.to;
  const field = roundCone(onArm(plan, from - band.before), onArm(plan, to + 0.03), ...band.radii);
  const rings = band
    .rings(from, to)
    .map(([x, inset, v]): Ring => ({ center: onArm(plan, x), direction: alongArm, limit: 0.06, inset, v }));
  addTube(mesh, field, rings, 18, weights, band.u);
  mirror(mesh, start);
}
