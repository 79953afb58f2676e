import type { BodyPlan } from '../body-plan';
import { blend, type Field, roundCone } from '../field';
import type { Mesh, Weights } from '../mesh';
import { FINGERS, fingerBones, type Skeleton, THUMB, THUMB_BONES } from '../skeleton';
import { chainWeights, type SkinWeights } from '../skin-weights';
import { addTube, alongArm, mark, mirror, type Ring } from '../tube';
import { add, cross, dot, mix3, normalize, scale, sub, type Vec3 } from '../vector';

/** Adds both hands, with the forearm from `from` metres before the wrist. */
export function addHands(
  mesh: Mesh,
  plan: BodyPlan,
  skeleton: Skeleton,
  weights: SkinWeights,
  from: number,
): void {
  const start = mark(mesh);
  const wrist = skeleton.at('leftHand');
  const palm = palmField(plan, wrist);
  addPalm(mesh, plan, wrist, palm, weights, from);
  for (const finger of FINGERS) {
    const bones = fingerBones(finger.name);
    const joints = bones.map(skeleton.at);
    const lengths = finger.lengths.map((l) => l * plan.handSize);
    const tip = add(joints[2]!, [lengths[2]!, 0, 0]);
    addFinger(
      mesh,
      [...joints, tip],
      bones,
      'leftHand',
      finger.radius * plan.handSize,
      0.012 * plan.handSize,
      palm,
    );
  }
  const thumbTip = add(wrist, scale(THUMB[3]!, plan.handSize));
  addFinger(
    mesh,
    [...THUMB_BONES.map(skeleton.at), thumbTip],
    THUMB_BONES,
    'leftHand',
    0.0102 * plan.handSize,
    0.008 * plan.handSize,
    palm,
  );
  mirror(mesh, start);
}

function palmField(plan: BodyPlan, wrist: Vec3): Field {
  const k = plan.handSize;
  const at = (x: number, y: number, z: number): Vec3 => add(wrist, [x * k, y * k, z * k]);
  const knuckles = FINGERS.map((f) =>
    roundCone(
      at(0.006, 0, f.root[2] * 0.55),
      at(f.root[0] - 0.004, 0.0005, f.root[2]),
      0.0125 * k,
      f.radius * 1.16 * k,
    ),
  );
  return blend(
    [
      ...knuckles,
      roundCone(at(-0.09, 0, 0), at(0.004, 0, 0), 0.0235 * k, 0.0178 * k),
      roundCone(at(0.014, -0.004, 0.014), at(0.042, -0.006, 0.031), 0.0145 * k, 0.0105 * k),
    ],
    0.014 * k,
  );
}

function addPalm(
  mesh: Mesh,
  plan: BodyPlan,
  wrist: Vec3,
  palm: Field,
  weights: SkinWeights,
  from: number,
): void {
  const k = plan.handSize;
  const ring = (x: number, z: number, inset = 0): Ring => ({
    center: [wrist[0] + x, wrist[1], wrist[2] + z * k],
    direction: alongArm,
    limit: 0.06,
    inset,
    v: 0.5,
  });
  const rings = [
    ring(-from, 0),
    ring(-0.02 * k, 0),
    ring(-0.006 * k, 0),
    ring(0.008 * k, 0.001),
    ring(0.022 * k, 0.003),
    ring(0.038 * k, 0.003),
    ring(0.055 * k, 0),
    ring(0.068 * k, 0),
    ring(0.0765 * k, 0),
    ring(0.081 * k, 0, 0.003 * k),
    ring(0.0835 * k, 0, 0.0075 * k),
  ];
  addTube(mesh, palm, rings, 18, weights.upperBody);
}

/** One finger: closer loops at the joints, so that a fist stays round; a dome at the tip. */
function addFinger(
  mesh: Mesh,
  joints: readonly Vec3[],
  bones: readonly string[],
  hand: string,
  radius: number,
  sunk: number,
  palm: Field,
): void {
  const [root, middle, last, end] = joints as [Vec3, Vec3, Vec3, Vec3];
  const axis = normalize(sub(end, root));
  const reach = (p: Vec3): number => dot(sub(p, root), axis);
  const tipRadius = radius * 0.78;
  const dome = add(end, scale(axis, -tipRadius));
  const shape = blend(
    [
      roundCone(add(root, scale(axis, -sunk)), middle, radius * 1.04, radius * 0.97),
      roundCone(middle, last, radius * 0.97, radius * 0.9),
      roundCone(last, dome, radius * 0.9, tipRadius),
    ],
    0.003,
  );
  const skin = blend([shape, palm], 0.01);
  const across = cross(axis, [0, 1, 0]);
  const radial =
    (tilt: number) =>
    (angle: number): Vec3 =>
      normalize(
        add(
          scale(axis, Math.sin(tilt)),
          scale(add([0, Math.cos(angle), 0], scale(across, Math.sin(angle))), Math.cos(tilt)),
        ),
      );
  const ring = (center: Vec3, tilt = 0): Ring => ({
    center,
    direction: radial(tilt),
    limit: radius * 1.4,
    v: 0.5,
  });
  const bend = radius * 0.62;
  const around = (joint: Vec3): Ring[] => [-1, 0, 1].map((k) => ring(add(joint, scale(axis, k * bend))));
  const rings = [
    ring(add(root, scale(axis, -sunk))),
    ring(root),
    ring(add(root, scale(axis, bend * 1.2))),
    ring(mix3(root, middle, 0.55)),
    ...around(middle),
    ...around(last),
    ring(dome, 0),
    ring(dome, 0.6),
    ring(dome, 1.1),
    ring(dome, 1.55),
  ];
  const blendLength = radius * 0.72;
  const weights = (p: Vec3): Weights =>
    chainWeights(reach(p), hand, [
      [bones[0]!, bones[0]!.includes('Thumb') ? -0.004 : 0, blendLength],
      [bones[1]!, reach(middle), blendLength],
      [bones[2]!, reach(last), blendLength],
    ]);
  const first = mesh.normals.length;
  addTube(mesh, shape, rings, 9, weights);
  softenRoot(mesh, first, skin, reach, radius * 2.2);
}

/** Near the palm the finger is shaded as one surface with it. */
function softenRoot(mesh: Mesh, first: number, skin: Field, reach: (p: Vec3) => number, until: number): void {
  for (let i = first; i < mesh.positions.length; i++) {
    const p = mesh.positions[i]!;
    if (reach(p) > until) continue;
    const e = 0.002;
    const n: Vec3 = normalize([
      skin([p[0] + e, p[1], p[2]]) - skin([p[0] - e, p[1], p[2]]),
      skin([p[0], p[1] + e, p[2]]) - skin([p[0], p[1] - e, p[2]]),
      skin([p[0], p[1], p[2] + e]) - skin([p[0], p[1], p[2] - e]),
    ]);
    mesh.normals[i] = normalize(mix3(n, mesh.normals[i]!, Math.max(0, reach(p) / until)));
  }
}
