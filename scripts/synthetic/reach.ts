import { BONE_INDEX, type HumanoidBone, type RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import type { Side } from './joints-by-angle';
import {
  conjugate,
  createJoints,
  cross,
  jointPosition,
  jointRotation,
  minus,
  poseJoints,
  product,
  type Quaternion,
  setBone,
  turn,
  unit,
  type Vector,
} from './kinematics';

/** Where a hand is, in the world. */
export interface HandTarget {
  /** Position of the wrist, metres. */
  wrist: Vector;
  /** Direction from the shoulder in which the elbow stands out. */
  pole: Vector;
  /** Where the straight fingers point. */
  fingers: Vector;
  /** Where the palm faces. */
  palm: Vector;
}

/** Poses an arm so that its wrist is at a place (or as near as it reaches), the elbow a pure hinge, the forearm taking the twist. */
export const reachTo = (frame: MotionFrame, rest: RestPose, side: Side, target: HandTarget): void => {
  const joints = poseJoints(rest, frame, createJoints());
  const sign = side === 'left' ? 1 : -1;
  const shoulder = jointPosition(joints, `${side}UpperArm`);
  const upperLength = boneLength(rest, `${side}LowerArm`);
  const lowerLength = boneLength(rest, `${side}Hand`);
  const way = minus(target.wrist, shoulder);
  const furthest = (upperLength + lowerLength) * 0.999;
  const distance = Math.min(
    furthest,
    Math.max(Math.hypot(...way), Math.abs(upperLength - lowerLength) * 1.05),
  );
  const ahead = unit(way);
  const cosine = (upperLength ** 2 + distance ** 2 - lowerLength ** 2) / (2 * upperLength * distance);
  const out = perpendicular(target.pole, ahead);
  const sine = Math.sqrt(1 - cosine * cosine);
  const upper: Vector = [0, 1, 2].map((k) => ahead[k]! * cosine + out[k]! * sine) as Vector;
  const lower = unit([0, 1, 2].map((k) => ahead[k]! * distance - upper[k]! * upperLength) as Vector);
  const bend = Math.acos(
    Math.min(1, Math.max(-1, upper[0] * lower[0] + upper[1] * lower[1] + upper[2] * lower[2])),
  );

  const upperWorld = basis(scaled(upper, sign), perpendicular(lower, upper));
  const hinge = turn('y', (-sign * bend * 180) / Math.PI);
  const lowerWorld = product(upperWorld, hinge);
  const along = scaled(unit(target.fingers), sign);
  const up = perpendicular(scaled(target.palm, -1), along);
  const handWorld = basis(along, cross(along, up));
  const hand = product(conjugate(lowerWorld), handWorld);
  const twist = twistAboutX(hand);

  setBone(frame, `${side}UpperArm`, product(conjugate(jointRotation(joints, `${side}Shoulder`)), upperWorld));
  setBone(frame, `${side}LowerArm`, product(hinge, twist));
  setBone(frame, `${side}Hand`, product(conjugate(twist), hand));
};

const boneLength = (rest: RestPose, bone: HumanoidBone): number => {
  const at = BONE_INDEX[bone] * 3;
  return Math.hypot(rest.offsets[at]!, rest.offsets[at + 1]!, rest.offsets[at + 2]!);
};

const scaled = ([x, y, z]: Vector, s: number): Vector => [x * s, y * s, z * s];

/** The part of `v` at right angles to the unit vector `axis`, as a unit vector. */
const perpendicular = (v: Vector, axis: Vector): Vector => {
  const along = v[0] * axis[0] + v[1] * axis[1] + v[2] * axis[2];
  const rest = minus(v, scaled(axis, along));
  return Math.hypot(...rest) > 1e-9
    ? unit(rest)
    : unit(cross(axis, Math.abs(axis[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]));
};

/** The rotation with these X and Z axes (orthogonal unit vectors). Shepperd's method. */
export const basis = (x: Vector, z: Vector): Quaternion => {
  const y = cross(z, x);
  const trace = x[0] + y[1] + z[2];
  if (trace > 0) {
    const s = 2 * Math.sqrt(trace + 1);
    return [(y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4];
  }
  if (x[0] > y[1] && x[0] > z[2]) {
    const s = 2 * Math.sqrt(1 + x[0] - y[1] - z[2]);
    return [s / 4, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s];
  }
  if (y[1] > z[2]) {
    const s = 2 * Math.sqrt(1 + y[1] - x[0] - z[2]);
    return [(y[0] + x[1]) / s, s / 4, (z[1] + y[2]) / s, (z[0] - x[2]) / s];
  }
  const s = 2 * Math.sqrt(1 + z[2] - x[0] - y[1]);
  return [(z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4, (x[1] - y[0]) / s];
};

/** The turn about X that `q` contains (swing–twist decomposition). */
const twistAboutX = (q: Quaternion): Quaternion => {
  const length = Math.hypot(q[0], q[3]);
  return length < 1e-9 ? [0, 0, 0, 1] : [q[0] / length, 0, 0, q[3] / length];
};
