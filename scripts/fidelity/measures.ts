import { angleBetween } from '@motion/shape/quaternion';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import { FINGERS, SIDES, type Side } from '../synthetic/joints-by-angle';
import {
  conjugate,
  type Joints,
  jointPosition,
  jointRotation,
  minus,
  product,
  unit,
  type Vector,
} from '../synthetic/kinematics';

/** A row of the table: what is compared, and the error in degrees between truth and answer, for each place where it applies. */
export interface Measure {
  name: string;
  /** `angles` where landmarks determine it; `model` where the split between bones is a convention. */
  kind: 'determined' | 'convention';
  legs?: boolean;
  errors(truth: Joints, answer: Joints): number[];
}

const DEGREES = 180 / Math.PI;

/** Degrees between two directions; 180° where the answer is not a number. */
const angle = (a: Vector, b: Vector): number => {
  const [u, v] = [unit(a), unit(b)];
  const cross = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
  const degrees = Math.atan2(cross, u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) * DEGREES;
  return Number.isFinite(degrees) ? degrees : 180;
};

const between = (joints: Joints, from: HumanoidBone, to: HumanoidBone): Vector =>
  minus(jointPosition(joints, to), jointPosition(joints, from));

const middle = (joints: Joints, a: HumanoidBone, b: HumanoidBone): Vector => {
  const [p, q] = [jointPosition(joints, a), jointPosition(joints, b)];
  return [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2];
};

const orientation = (truth: Joints, answer: Joints, bone: HumanoidBone): number => {
  const at = BONE_INDEX[bone] * 4;
  const degrees = angleBetween(truth.rotations, at, answer.rotations, at) * DEGREES;
  return Number.isFinite(degrees) ? degrees : 180;
};

const direction =
  (from: (side: Side) => HumanoidBone, to: (side: Side) => HumanoidBone) =>
  (truth: Joints, answer: Joints): number[] =>
    SIDES.map((side) => angle(between(truth, from(side), to(side)), between(answer, from(side), to(side))));

/** Degrees that the elbow is bent in the truth. */
const elbowBend = (joints: Joints, side: Side): number =>
  angle(
    between(joints, `${side}UpperArm`, `${side}LowerArm`),
    between(joints, `${side}LowerArm`, `${side}Hand`),
  );

const SEGMENTS = ['Proximal', 'Intermediate', 'Distal'] as const;

/** Where a segment points, by its own rotation: rest direction of fingers is the hand's, so the bone's X axis serves. */
const segmentErrors = (
  truth: Joints,
  answer: Joints,
  segment: (typeof SEGMENTS)[number],
  inHand: boolean,
): number[] =>
  SIDES.flatMap((side) =>
    FINGERS.map((finger) => {
      const bone = `${side}${finger}${segment}` as HumanoidBone;
      return angle(boneAxis(truth, bone, side, inHand), boneAxis(answer, bone, side, inHand));
    }),
  );

const boneAxis = (joints: Joints, bone: HumanoidBone, side: Side, inHand: boolean): Vector => {
  const world = jointRotation(joints, bone);
  const q = inHand ? product(conjugate(jointRotation(joints, `${side}Hand`)), world) : world;
  return [
    1 - 2 * (q[1] * q[1] + q[2] * q[2]),
    2 * (q[0] * q[1] + q[2] * q[3]),
    2 * (q[0] * q[2] - q[1] * q[3]),
  ];
};

const THUMB_DIRECTION: Record<Side, Vector> = { left: [0.7, -0.15, 0.6], right: [-0.7, -0.15, 0.6] };

const thumbErrors = (truth: Joints, answer: Joints): number[] =>
  SIDES.flatMap((side) => [
    angle(
      between(truth, `${side}ThumbMetacarpal`, `${side}ThumbProximal`),
      between(answer, `${side}ThumbMetacarpal`, `${side}ThumbProximal`),
    ),
    angle(
      between(truth, `${side}ThumbProximal`, `${side}ThumbDistal`),
      between(answer, `${side}ThumbProximal`, `${side}ThumbDistal`),
    ),
    angle(alongThumb(truth, side), alongThumb(answer, side)),
  ]);

const alongThumb = (joints: Joints, side: Side): Vector => {
  const q = jointRotation(joints, `${side}ThumbDistal`);
  const v = THUMB_DIRECTION[side];
  const r = product(q, [v[0], v[1], v[2], 0], conjugate(q));
  return [r[0], r[1], r[2]];
};

export const MEASURES: readonly Measure[] = [
  {
    name: 'Shoulder line',
    kind: 'determined',
    errors: (t, a) => [
      angle(between(t, 'rightUpperArm', 'leftUpperArm'), between(a, 'rightUpperArm', 'leftUpperArm')),
    ],
  },
  {
    name: 'Trunk line',
    kind: 'determined',
    errors: (t, a) => {
      const trunk = (j: Joints): Vector =>
        minus(middle(j, 'leftUpperArm', 'rightUpperArm'), middle(j, 'leftUpperLeg', 'rightUpperLeg'));
      return [angle(trunk(t), trunk(a))];
    },
  },
  {
    name: 'Hip line',
    kind: 'determined',
    errors: (t, a) => [
      angle(between(t, 'rightUpperLeg', 'leftUpperLeg'), between(a, 'rightUpperLeg', 'leftUpperLeg')),
    ],
  },
  { name: 'Hips orientation', kind: 'convention', errors: (t, a) => [orientation(t, a, 'hips')] },
  { name: 'Chest orientation', kind: 'convention', errors: (t, a) => [orientation(t, a, 'upperChest')] },
  { name: 'Head orientation', kind: 'determined', errors: (t, a) => [orientation(t, a, 'head')] },
  {
    name: 'Clavicle direction',
    kind: 'convention',
    errors: direction(
      (s) => `${s}Shoulder`,
      (s) => `${s}UpperArm`,
    ),
  },
  {
    name: 'Upper arm direction',
    kind: 'determined',
    errors: direction(
      (s) => `${s}UpperArm`,
      (s) => `${s}LowerArm`,
    ),
  },
  {
    name: 'Upper arm full rotation, elbow bent > 25°',
    kind: 'determined',
    errors: (t, a) =>
      SIDES.filter((side) => elbowBend(t, side) > 25).map((side) => orientation(t, a, `${side}UpperArm`)),
  },
  {
    name: 'Forearm direction',
    kind: 'determined',
    errors: direction(
      (s) => `${s}LowerArm`,
      (s) => `${s}Hand`,
    ),
  },
  {
    name: 'Hand orientation',
    kind: 'determined',
    errors: (t, a) => SIDES.map((side) => orientation(t, a, `${side}Hand`)),
  },
  ...SEGMENTS.map(
    (segment, i): Measure => ({
      name: `Finger direction, ${['first', 'second', 'third'][i]} segment`,
      kind: 'determined',
      errors: (t, a) => segmentErrors(t, a, segment, false),
    }),
  ),
  {
    name: 'Finger direction against the hand',
    kind: 'determined',
    errors: (t, a) => SEGMENTS.flatMap((segment) => segmentErrors(t, a, segment, true)),
  },
  { name: 'Thumb direction, all segments', kind: 'determined', errors: thumbErrors },
  {
    name: 'Thigh direction',
    kind: 'determined',
    legs: true,
    errors: direction(
      (s) => `${s}UpperLeg`,
      (s) => `${s}LowerLeg`,
    ),
  },
  {
    name: 'Shin direction',
    kind: 'determined',
    legs: true,
    errors: direction(
      (s) => `${s}LowerLeg`,
      (s) => `${s}Foot`,
    ),
  },
  {
    name: 'Foot direction',
    kind: 'determined',
    legs: true,
    errors: direction(
      (s) => `${s}Foot`,
      (s) => `${s}Toes`,
    ),
  },
];
