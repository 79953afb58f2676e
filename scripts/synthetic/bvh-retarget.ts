import { BONE_INDEX, BONE_PARENT, HUMANOID_BONES, type HumanoidBone, type RestPose } from '@shared/humanoid';
import { type MotionFrame, resetMotionFrame } from '@shared/motion-frame';
import { type BvhClip, bvhRestPositions, poseBvh } from './bvh';
import { SIDES, setHandShape } from './joints-by-angle';
import {
  conjugate,
  minus,
  product,
  type Quaternion,
  rotated,
  setBone,
  swing,
  turn,
  type Vector,
} from './kinematics';
import { HUMAN_REST } from './skeleton';

/**
 * Names that BVH files give to the humanoid's bones, best first; sided ones without their `Left`/`Right`. A joint is taken
 * once: "Shoulder" is the collar bone where the file has no "Collar", else the upper arm.
 */
const NAMES: Partial<Record<string, readonly string[]>> = {
  hips: ['Hips', 'hip', 'pelvis'],
  spine: ['LowerBack', 'Chest', 'abdomen', 'Spine'],
  chest: ['Spine', 'Chest2', 'chest'],
  upperChest: ['Spine1', 'Chest3'],
  neck: ['Neck1', 'Neck', 'neck'],
  head: ['Head', 'head'],
  Shoulder: ['Collar', 'Shoulder'],
  UpperArm: ['Arm', 'UpperArm', 'Shldr', 'Shoulder'],
  LowerArm: ['ForeArm', 'LowerArm', 'Elbow'],
  Hand: ['Hand', 'Wrist'],
  UpperLeg: ['UpLeg', 'UpperLeg', 'Hip', 'Thigh'],
  LowerLeg: ['Leg', 'LowerLeg', 'Knee', 'Shin'],
  Foot: ['Foot', 'Ankle'],
  Toes: ['ToeBase', 'Toe'],
};

/** The bone whose position shows where a bone points. */
const NEXT: Partial<Record<string, string>> = {
  spine: 'chest',
  chest: 'upperChest',
  neck: 'head',
  Shoulder: 'UpperArm',
  UpperArm: 'LowerArm',
  LowerArm: 'Hand',
  UpperLeg: 'LowerLeg',
  LowerLeg: 'Foot',
  Foot: 'Toes',
};

const split = (bone: HumanoidBone): [side: string, part: string] => {
  const side = /^(left|right)/.exec(bone)?.[0] ?? '';
  return [side, bone.slice(side.length)];
};

/**
 * A clip's moments as true poses of the standard person: bones point where the clip's bones point, turned so that the first
 * frame faces the camera, walking on the spot, hands at ease. Frames are taken at `rate` a second.
 */
export const retargetBvh = (
  clip: BvhClip,
  rate: number,
  rest: RestPose = HUMAN_REST,
): { count: number; pose: (index: number, frame: MotionFrame) => void } => {
  const joints = mapJoints(clip);
  const corrections = restCorrections(clip, joints, rest);
  for (const side of SIDES) rollElbow(clip, joints, corrections, rest, side);
  const step = Math.max(1, Math.round(1 / rate / clip.frameTime));
  const heights = clip.frames.map((frame) => poseBvh(clip, frame).root[1]);
  const standing = [...heights].sort((a, b) => a - b)[Math.floor(heights.length / 2)] || 1;
  const ahead = turn('y', -headingOf(poseBvh(clip, clip.frames[0]!).rotations[joints.get('hips')!]!));
  const scale = rest.offsets[BONE_INDEX.hips * 3 + 1]! / standing;
  return {
    count: Math.floor(clip.frames.length / step),
    pose: (index, frame) => {
      const { rotations, root } = poseBvh(clip, clip.frames[index * step]!);
      resetMotionFrame(frame);
      for (const side of SIDES) setHandShape(frame, side, 'relaxed');
      const world = new Map<HumanoidBone, Quaternion>();
      for (const [bone, joint] of joints)
        world.set(bone, product(ahead, rotations[joint]!, corrections.get(bone)!));
      for (const side of SIDES) hingeElbow(world, rest, side);
      for (const [bone, rotation] of world) {
        const parent = nearest(world, bone);
        setBone(frame, bone, parent ? product(conjugate(parent), rotation) : rotation);
      }
      frame.hips.set([0, (root[1] - standing) * scale, 0]);
    },
  };
};

/** Degrees that an elbow must be bent by for its axis to be known. */
const BENT = 10;

/** Rolls both bones of an arm so that the elbow, a hinge in people but not in every clip, bends about its own axis. */
const hingeElbow = (
  world: Map<HumanoidBone, Quaternion>,
  rest: RestPose,
  side: (typeof SIDES)[number],
): void => {
  const [upper, lower] = [`${side}UpperArm`, `${side}LowerArm`] as const;
  const [upperArm, forearm] = [world.get(upper), world.get(lower)];
  if (!upperArm || !forearm) return;
  const [x, y, z] = rotated(product(conjugate(upperArm), forearm), directionOf(rest, `${side}Hand`));
  if (Math.atan2(Math.hypot(y, z), Math.abs(x)) < (BENT * Math.PI) / 180) return;
  const roll = turn('x', (Math.atan2(-y, z) * 180) / Math.PI);
  world.set(upper, product(upperArm, roll));
  world.set(lower, product(forearm, roll));
};

/** Where a bone lies from its parent, in the T-pose. */
const directionOf = (rest: RestPose, bone: HumanoidBone): Vector => {
  const at = BONE_INDEX[bone] * 3;
  return Array.from(rest.offsets.subarray(at, at + 3)) as Vector;
};

/** Degrees about +Y from the front to where a rotation turns it. */
const headingOf = (q: Quaternion): number => {
  const [x, , z] = rotated(q, [0, 0, 1]);
  return (Math.atan2(x, z) * 180) / Math.PI;
};

const nearest = (world: Map<HumanoidBone, Quaternion>, bone: HumanoidBone): Quaternion | undefined => {
  for (let at = BONE_PARENT[bone]; at; at = BONE_PARENT[at]) if (world.has(at)) return world.get(at);
  return undefined;
};

/** Index of the clip's joint for each bone that it has. */
const mapJoints = (clip: BvhClip): Map<HumanoidBone, number> => {
  const found = new Map<HumanoidBone, number>();
  const taken = new Set<number>();
  for (const bone of HUMANOID_BONES) {
    const [side, part] = split(bone);
    const prefix = side && `${side[0]!.toUpperCase()}${side.slice(1)}`;
    for (const name of NAMES[part] ?? []) {
      const index = clip.joints.findIndex((joint, i) => joint.name === prefix + name && !taken.has(i));
      if (index < 0) continue;
      found.set(bone, index);
      taken.add(index);
      break;
    }
  }
  if (!found.has('hips') || !found.has('leftUpperArm'))
    throw new Error('The BVH file has no joints that look like hips and arms.');
  return found;
};

/**
 * Clips differ in how the upper arm is rolled at rest; the humanoid's elbow is a hinge about the upright axis of the T-pose. Rolls
 * both bones of the arm so that the elbow bends about it where it is bent most.
 */
const rollElbow = (
  clip: BvhClip,
  joints: Map<HumanoidBone, number>,
  corrections: Map<HumanoidBone, Quaternion>,
  rest: RestPose,
  side: (typeof SIDES)[number],
): void => {
  const [upper, lower] = [`${side}UpperArm`, `${side}LowerArm`] as const;
  const [upperJoint, lowerJoint] = [joints.get(upper), joints.get(lower)];
  if (upperJoint === undefined || lowerJoint === undefined) return;
  const forearm = directionOf(rest, `${side}Hand`);
  let [bent, roll] = [0, 0];
  for (const frame of clip.frames) {
    const { rotations } = poseBvh(clip, frame);
    const world = (joint: number, bone: HumanoidBone): Quaternion =>
      product(rotations[joint]!, corrections.get(bone)!);
    const local = product(conjugate(world(upperJoint, upper)), world(lowerJoint, lower));
    const [, y, z] = rotated(local, forearm);
    if (Math.hypot(y, z) <= bent) continue;
    bent = Math.hypot(y, z);
    roll = (Math.atan2(-y, z) * 180) / Math.PI;
  }
  for (const bone of [upper, lower]) corrections.set(bone, product(corrections.get(bone)!, turn('x', roll)));
};

/** For each bone the rotation from the T-pose's direction to that of the clip's rest pose. */
const restCorrections = (
  clip: BvhClip,
  joints: Map<HumanoidBone, number>,
  rest: RestPose,
): Map<HumanoidBone, Quaternion> => {
  const positions = bvhRestPositions(clip);
  const corrections = new Map<HumanoidBone, Quaternion>();
  for (const [bone, joint] of joints) {
    const [side, part] = split(bone);
    const next = NEXT[part] === undefined ? undefined : (`${side}${NEXT[part]}` as HumanoidBone);
    const nextJoint = next && joints.get(next);
    const parent = BONE_PARENT[bone];
    if (next === undefined || nextJoint === undefined) {
      corrections.set(bone, (parent && part !== 'head' && corrections.get(parent)) || [0, 0, 0, 1]);
      continue;
    }
    corrections.set(bone, swing(directionOf(rest, next), minus(positions[nextJoint]!, positions[joint]!)));
  }
  return corrections;
};
