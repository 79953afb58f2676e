import { clipDuration, type MotionClip, sampleClip } from '@motion/clip';
import { BONE_INDEX, HUMANOID_BONES, PARENT_INDEX, type RestPose } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { Euler, Quaternion } from 'three';
import { UNITY_BONES } from './vmc-names';

/** Centimetres in a metre: what programs that open BVH files expect. */
export const BVH_UNITS = 100;

export interface BvhOptions {
  /** Frames a second. */
  frameRate: number;
}

/** The face has no place in a BVH skeleton. */
const LEFT_OUT: readonly number[] = [BONE_INDEX.leftEye, BONE_INDEX.rightEye, BONE_INDEX.jaw];
/** Intrinsic: about Z, then the turned X, then the turned Y; the order that most programs write. */
const ORDER = 'ZXY';
const DEGREES = 180 / Math.PI;
/** Length of the last bone of a finger, toe or head, for drawing, relative to the bone before it. */
const TIP = 0.8;

/**
 * Writes a clip as BVH (Biovision hierarchy): the avatar's skeleton in T-pose, Y up, Z front, centimetres, names of Unity's
 * humanoid bones; the hips' place above the ground and every joint's rotation (Z, X, Y, degrees) at a fixed rate.
 * Source: M. Meredith and S. Maddock, "Motion Capture File Formats Explained", 2001, section 3.
 *
 * @param rest the avatar that the clip is for: its bones are the file's joints
 * @returns the file's text in pieces, to be joined by nothing
 */
export const writeBvh = (clip: MotionClip, rest: RestPose, { frameRate }: BvhOptions): string[] => {
  const joints = HUMANOID_BONES.flatMap((_, i) => (rest.has[i] && !LEFT_OUT.includes(i) ? [i] : []));
  const children = childrenOf(joints);
  const order: number[] = [];
  const text = ['HIERARCHY\n'];
  writeJoint(BONE_INDEX.hips, 0);

  function writeJoint(joint: number, depth: number): void {
    const pad = '\t'.repeat(depth);
    order.push(joint);
    const kind = depth === 0 ? 'ROOT' : 'JOINT';
    const channels = depth === 0 ? '6 Xposition Yposition Zposition' : '3';
    text.push(`${pad}${kind} ${UNITY_BONES[joint]}\n${pad}{\n`);
    // Programs do not agree on whether the root's offset is added to its position: it has none.
    text.push(`${pad}\tOFFSET ${centimetres(depth === 0 ? [0, 0, 0] : offsetOf(rest, joint))}\n`);
    text.push(`${pad}\tCHANNELS ${channels} Zrotation Xrotation Yrotation\n`);
    const below = children.get(joint) ?? [];
    for (const child of below) writeJoint(child, depth + 1);
    if (below.length === 0)
      text.push(
        `${pad}\tEnd Site\n${pad}\t{\n${pad}\t\tOFFSET ${centimetres(tipOf(rest, joint))}\n${pad}\t}\n`,
      );
    text.push(`${pad}}\n`);
  }

  const count = Math.max(1, Math.round((clipDuration(clip) / 1000) * frameRate) + 1);
  text.push(`MOTION\nFrames: ${count}\nFrame Time: ${(1 / frameRate).toFixed(8)}\n`);
  const frame = createMotionFrame('animation');
  const hipsRest = offsetOf(rest, BONE_INDEX.hips);
  const rotation = new Quaternion();
  const euler = new Euler();
  for (let i = 0; i < count; i++) {
    sampleClip(clip, (i * 1000) / frameRate, frame, hipsRest[1]);
    let line = centimetres([
      hipsRest[0] + frame.hips[0]!,
      hipsRest[1] + frame.hips[1]!,
      hipsRest[2] + frame.hips[2]!,
    ]);
    for (const joint of order) {
      euler.setFromQuaternion(rotation.fromArray(frame.bones, joint * 4), ORDER);
      line += ` ${decimal(euler.z * DEGREES)} ${decimal(euler.x * DEGREES)} ${decimal(euler.y * DEGREES)}`;
    }
    text.push(`${line}\n`);
  }
  return text;
};

type Vector = readonly [number, number, number];

const offsetOf = (rest: RestPose, joint: number): Vector => [
  rest.offsets[joint * 3]!,
  rest.offsets[joint * 3 + 1]!,
  rest.offsets[joint * 3 + 2]!,
];

/** From a last joint to its end: feet and toes reach the ground, so that a reader knows how high the hips are. */
const tipOf = (rest: RestPose, joint: number): Vector => {
  const [x, y, z] = offsetOf(rest, joint);
  if (!/Foot|Toes/.test(HUMANOID_BONES[joint]!)) return [x * TIP, y * TIP, z * TIP];
  let height = 0;
  for (let at = joint; at >= 0; at = existingParent(rest, at)) height += rest.offsets[at * 3 + 1]!;
  return [0, -Math.max(height, 0), Math.max(Math.abs(z), 0.05)];
};

const existingParent = (rest: RestPose, joint: number): number => {
  let at = PARENT_INDEX[joint]!;
  while (at >= 0 && !rest.has[at]) at = PARENT_INDEX[at]!;
  return at;
};

const childrenOf = (joints: readonly number[]): Map<number, number[]> => {
  const children = new Map<number, number[]>();
  for (const joint of joints) {
    let parent = PARENT_INDEX[joint]!;
    while (parent >= 0 && !joints.includes(parent)) parent = PARENT_INDEX[parent]!;
    if (parent >= 0) children.set(parent, [...(children.get(parent) ?? []), joint]);
  }
  return children;
};

const centimetres = (metres: Vector): string => metres.map((value) => decimal(value * BVH_UNITS)).join(' ');

/** Four digits: a micrometre, a ten-thousandth of a degree. */
const decimal = (value: number): string => {
  const text = value.toFixed(4);
  return text === '-0.0000' ? '0.0000' : text;
};
