import { BONE_COUNT, BONE_INDEX, type HumanoidBone, PARENT_INDEX, type RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';

type Floats = Float32Array | Float64Array;

/** out = a · b. */
const multiply = (a: Floats, i: number, b: Floats, j: number, out: Floats, o: number): void => {
  const q = product([a[i]!, a[i + 1]!, a[i + 2]!, a[i + 3]!], [b[j]!, b[j + 1]!, b[j + 2]!, b[j + 3]!]);
  for (let k = 0; k < 4; k++) out[o + k] = q[k]!;
};

/** Rotates the vector v by q into out. */
const rotate = (q: Floats, i: number, v: Floats, j: number, out: Floats, o: number): void => {
  const [qx, qy, qz, qw] = [q[i]!, q[i + 1]!, q[i + 2]!, q[i + 3]!];
  const [x, y, z] = [v[j]!, v[j + 1]!, v[j + 2]!];
  const [tx, ty, tz] = [2 * (qy * z - qz * y), 2 * (qz * x - qx * z), 2 * (qx * y - qy * x)];
  out[o] = x + qw * tx + qy * tz - qz * ty;
  out[o + 1] = y + qw * ty + qz * tx - qx * tz;
  out[o + 2] = z + qw * tz + qx * ty - qy * tx;
};

/** World transforms of every bone. */
export interface Joints {
  /** BONE_COUNT × (x, y, z), metres; ground at y = 0. */
  readonly positions: Float64Array;
  /** BONE_COUNT × (x, y, z, w). */
  readonly rotations: Float64Array;
}

export const createJoints = (): Joints => ({
  positions: new Float64Array(BONE_COUNT * 3),
  rotations: new Float64Array(BONE_COUNT * 4),
});

/** Forward kinematics of a normalised humanoid: local rotations and hips offset of `frame` to world transforms. */
export const poseJoints = (rest: RestPose, frame: MotionFrame, out: Joints): Joints => {
  const { positions, rotations } = out;
  for (let b = 0; b < BONE_COUNT; b++) {
    const parent = PARENT_INDEX[b]!;
    if (parent < 0) {
      for (let k = 0; k < 3; k++) positions[b * 3 + k] = rest.offsets[b * 3 + k]! + frame.hips[k]!;
      for (let k = 0; k < 4; k++) rotations[b * 4 + k] = frame.bones[b * 4 + k]!;
      continue;
    }
    rotate(rotations, parent * 4, rest.offsets, b * 3, positions, b * 3);
    for (let k = 0; k < 3; k++) positions[b * 3 + k]! += positions[parent * 3 + k]!;
    multiply(rotations, parent * 4, frame.bones, b * 4, rotations, b * 4);
  }
  return out;
};

export type Vector = [number, number, number];
export type Quaternion = [number, number, number, number];

export const jointPosition = (joints: Joints, bone: HumanoidBone): Vector => {
  const at = BONE_INDEX[bone] * 3;
  return [joints.positions[at]!, joints.positions[at + 1]!, joints.positions[at + 2]!];
};

export const jointRotation = (joints: Joints, bone: HumanoidBone): Quaternion => {
  const at = BONE_INDEX[bone] * 4;
  const { rotations: r } = joints;
  return [r[at]!, r[at + 1]!, r[at + 2]!, r[at + 3]!];
};

/** A point given in a bone's own axes (its offset from the bone, metres), in the world. */
export const pointOnBone = (joints: Joints, bone: HumanoidBone, offset: readonly number[]): Vector => {
  const point = new Float64Array(3);
  rotate(joints.rotations, BONE_INDEX[bone] * 4, Float64Array.from(offset), 0, point, 0);
  const at = BONE_INDEX[bone] * 3;
  return [
    point[0]! + joints.positions[at]!,
    point[1]! + joints.positions[at + 1]!,
    point[2]! + joints.positions[at + 2]!,
  ];
};

export const product = (...factors: readonly Quaternion[]): Quaternion =>
  factors.reduce((a, b) => [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ]);

export const conjugate = ([x, y, z, w]: Quaternion): Quaternion => [-x, -y, -z, w];

/** Rotation by `degrees` about an axis. */
export const turn = (axis: 'x' | 'y' | 'z', degrees: number): Quaternion => {
  const half = (degrees * Math.PI) / 360;
  const s = Math.sin(half);
  return [axis === 'x' ? s : 0, axis === 'y' ? s : 0, axis === 'z' ? s : 0, Math.cos(half)];
};

/** The shortest rotation that takes direction `from` to direction `to` (any length). */
export const swing = (from: Vector, to: Vector): Quaternion => {
  const a = unit(from);
  const b = unit(to);
  const w = 1 + a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  if (w < 1e-9) return turn(Math.abs(a[1]) < 0.9 ? 'y' : 'z', 180);
  const [x, y, z] = cross(a, b);
  const length = Math.hypot(x, y, z, w);
  return [x / length, y / length, z / length, w / length];
};

export const rotated = (q: Quaternion, v: Vector): Vector => {
  const out = new Float64Array(3);
  rotate(Float64Array.from(q), 0, Float64Array.from(v), 0, out, 0);
  return [out[0]!, out[1]!, out[2]!];
};

export const unit = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
};

export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

export const setBone = (frame: MotionFrame, bone: HumanoidBone, q: Quaternion): void => {
  frame.bones.set(q, BONE_INDEX[bone] * 4);
};

export const getBone = (frame: MotionFrame, bone: HumanoidBone): Quaternion => {
  const at = BONE_INDEX[bone] * 4;
  const { bones } = frame;
  return [bones[at]!, bones[at + 1]!, bones[at + 2]!, bones[at + 3]!];
};
