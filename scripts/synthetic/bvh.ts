import { product, type Quaternion, turn, type Vector } from './kinematics';

/** A joint of a BVH hierarchy, parents before children. End sites are not among them. */
export interface BvhJoint {
  name: string;
  /** Index of the parent; -1 for the root. */
  parent: number;
  offset: Vector;
  /** Channel names in the file's order: `Xposition`, `Zrotation` … */
  channels: readonly string[];
  /** Where its channels begin in a frame. */
  at: number;
}

/** A motion capture clip in the units and axes of its file (+Y up). */
export interface BvhClip {
  joints: readonly BvhJoint[];
  /** Seconds between frames. */
  frameTime: number;
  frames: readonly Float64Array[];
}

/**
 * Reads Biovision's BVH format. @throws Error with a sentence where the text is not BVH.
 * Source: M. Meredith and S. Maddock, "Motion Capture File Formats Explained", 2001, section on BVH.
 */
export const parseBvh = (text: string): BvhClip => {
  const [hierarchy, motion] = text.split(/^\s*MOTION\s*$/m);
  if (hierarchy === undefined || motion === undefined || !/^\s*HIERARCHY/.test(hierarchy))
    throw new Error('This is not a BVH file: HIERARCHY and MOTION are missing.');
  const joints = parseHierarchy(hierarchy);
  const width = joints.reduce((sum, joint) => sum + joint.channels.length, 0);
  const lines = motion.trim().split(/\r?\n/);
  const frameTime = Number(/Frame Time:\s*(\S+)/.exec(motion)?.[1]);
  if (!(frameTime > 0)) throw new Error('The BVH file names no frame time.');
  const frames = lines
    .slice(2)
    .map((line) => Float64Array.from(line.trim().split(/\s+/), Number))
    .filter((frame) => frame.length === width && frame.every(Number.isFinite));
  return { joints, frameTime, frames };
};

const parseHierarchy = (text: string): BvhJoint[] => {
  const joints: BvhJoint[] = [];
  const open: number[] = [];
  let at = 0;
  let pending: 'joint' | 'end' = 'joint';
  for (const line of text.split(/\r?\n/)) {
    const words = line.trim().split(/\s+/);
    switch (words[0]) {
      case 'ROOT':
      case 'JOINT':
        pending = 'joint';
        joints.push({ name: words[1] ?? '', parent: open.at(-1) ?? -1, offset: [0, 0, 0], channels: [], at });
        break;
      case 'End':
        pending = 'end';
        break;
      case '{':
        open.push(pending === 'joint' ? joints.length - 1 : (open.at(-1) ?? -1));
        break;
      case '}':
        open.pop();
        pending = 'joint';
        break;
      case 'OFFSET':
        if (pending === 'joint')
          joints.at(-1)!.offset = [Number(words[1]), Number(words[2]), Number(words[3])];
        break;
      case 'CHANNELS':
        joints.at(-1)!.channels = words.slice(2);
        at += words.length - 2;
        break;
    }
  }
  return joints;
};

/** World rotation of every joint in a frame, and the root's position. */
export const poseBvh = (clip: BvhClip, frame: Float64Array): { rotations: Quaternion[]; root: Vector } => {
  const rotations: Quaternion[] = [];
  const root: Vector = [0, 0, 0];
  for (const joint of clip.joints) {
    let local: Quaternion = [0, 0, 0, 1];
    joint.channels.forEach((channel, i) => {
      const value = frame[joint.at + i]!;
      const axis = channel[0]!.toLowerCase() as 'x' | 'y' | 'z';
      if (channel.endsWith('rotation')) local = product(local, turn(axis, value));
      else if (joint.parent < 0) root['xyz'.indexOf(axis)] = value;
    });
    rotations.push(joint.parent < 0 ? local : product(rotations[joint.parent]!, local));
  }
  return { rotations, root };
};

/** Positions of every joint with all rotations zero, relative to the root. */
export const bvhRestPositions = (clip: BvhClip): Vector[] => {
  const positions: Vector[] = [];
  for (const { parent, offset } of clip.joints)
    positions.push(
      parent < 0 ? [0, 0, 0] : ([0, 1, 2].map((k) => positions[parent]![k]! + offset[k]!) as Vector),
    );
  return positions;
};
