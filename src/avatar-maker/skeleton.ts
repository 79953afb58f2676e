import { BONE_PARENT, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import type { BodyPlan } from './body-plan';
import type { Vec3 } from './vector';

/** A humanoid bone of VRM 1.0, or a spring bone of our own. */
export type BoneName = string;

export interface Bone {
  readonly name: BoneName;
  readonly parent: BoneName | null;
  /** Place of the joint in the T-pose; every bone's axes are the world's. */
  readonly position: Vec3;
  readonly humanoid: boolean;
}

export interface Skeleton {
  readonly bones: Bone[];
  /** Throws where no such bone exists. */
  readonly at: (bone: BoneName) => Vec3;
  /** Hangs a chain of spring bones `prefix0`, `prefix1`, … under `parent`. */
  readonly addChain: (prefix: string, parent: BoneName, points: readonly Vec3[]) => BoneName[];
}

export function createSkeleton(plan: BodyPlan): Skeleton {
  const joints = humanoidJoints(plan);
  const bones: Bone[] = HUMANOID_BONES.map((name) => ({
    name,
    parent: BONE_PARENT[name] ?? null,
    position: joints(name),
    humanoid: true,
  }));
  const places = new Map<BoneName, Vec3>(bones.map((b) => [b.name, b.position]));
  return {
    bones,
    at: (bone) => {
      const place = places.get(bone);
      if (!place) throw new Error(`The skeleton has no bone named ${bone}.`);
      return place;
    },
    addChain: (prefix, parent, points) => {
      let above = parent;
      return points.map((position, i) => {
        const name = `${prefix}${i}`;
        bones.push({ name, parent: above, position, humanoid: false });
        places.set(name, position);
        above = name;
        return name;
      });
    },
  };
}

/** `left…` ↔ `right…`, and the same for the spring bones' `…L…` ↔ `…R…`. */
export const mirroredBoneName = (bone: BoneName): BoneName => {
  if (bone.startsWith('left')) return bone.replace('left', 'right');
  if (bone.startsWith('right')) return bone.replace('right', 'left');
  const side = /^([a-z]+)([LR])(\d+)$/.exec(bone);
  return side ? `${side[1]}${side[2] === 'L' ? 'R' : 'L'}${side[3]}` : bone;
};

function humanoidJoints(plan: BodyPlan): (bone: HumanoidBone) => Vec3 {
  const middle: Partial<Record<HumanoidBone, Vec3>> = {
    hips: [0, plan.hips, 0],
    spine: [0, plan.spine, -0.004],
    chest: [0, plan.chest, -0.008],
    upperChest: [0, plan.upperChest, -0.012],
    neck: [0, plan.neck, -0.014],
    head: [0, plan.head, -0.006],
    jaw: [0, plan.chin + 0.045, 0.012],
  };
  const left = leftJoints(plan);
  return (bone) => {
    const place = middle[bone] ?? left[bone.replace('right', 'left') as HumanoidBone]!;
    return bone.startsWith('right') ? [-place[0], place[1], place[2]] : place;
  };
}

function leftJoints(plan: BodyPlan): Partial<Record<HumanoidBone, Vec3>> {
  const y = plan.arm;
  const z = -0.012;
  const joints: Partial<Record<HumanoidBone, Vec3>> = {
    leftEye: plan.eyePivot,
    leftShoulder: [0.022, y + 0.004, z],
    leftUpperArm: [plan.upperArm, y, z],
    leftLowerArm: [plan.lowerArm, y, z],
    leftHand: [plan.hand, y, z],
    leftUpperLeg: [plan.legSpread, plan.upperLeg, 0],
    leftLowerLeg: [plan.legSpread, plan.lowerLeg, 0.003],
    leftFoot: [plan.legSpread, plan.foot, -0.012],
    leftToes: [plan.legSpread, 0.02, 0.07],
  };
  for (const finger of FINGERS) {
    const names = fingerBones(finger.name);
    const x = plan.hand + finger.root[0] * plan.handSize;
    const fingerZ = z + finger.root[2] * plan.handSize;
    joints[names[0]] = [x, y, fingerZ];
    joints[names[1]] = [x + finger.lengths[0] * plan.handSize, y, fingerZ];
    joints[names[2]] = [x + (finger.lengths[0] + finger.lengths[1]) * plan.handSize, y, fingerZ];
  }
  THUMB.forEach((at, i) => {
    joints[THUMB_BONES[i]!] = [
      plan.hand + at[0] * plan.handSize,
      y + at[1] * plan.handSize,
      z + at[2] * plan.handSize,
    ];
  });
  return joints;
}

/** Fingers of the left hand from the wrist, palm down, in metres for a hand of size 1. */
export const FINGERS = [
  { name: 'Index', root: [0.077, 0, 0.0265], lengths: [0.03, 0.021, 0.018], radius: 0.0088 },
  { name: 'Middle', root: [0.081, 0, 0.0085], lengths: [0.033, 0.023, 0.019], radius: 0.009 },
  { name: 'Ring', root: [0.078, 0, -0.0095], lengths: [0.03, 0.021, 0.018], radius: 0.0085 },
  { name: 'Little', root: [0.071, 0, -0.0265], lengths: [0.024, 0.017, 0.015], radius: 0.0075 },
] as const;

/** Joints of the left thumb and its tip: 45° forward, as VRM 1.0 asks of the T-pose. */
export const THUMB: readonly Vec3[] = [
  [0.018, -0.006, 0.018],
  [0.046, -0.009, 0.046],
  [0.067, -0.009, 0.067],
  [0.085, -0.009, 0.085],
];

export const THUMB_BONES = ['leftThumbMetacarpal', 'leftThumbProximal', 'leftThumbDistal'] as const;

type FingerName = (typeof FINGERS)[number]['name'];

export const fingerBones = (finger: FingerName) =>
  [`left${finger}Proximal`, `left${finger}Intermediate`, `left${finger}Distal`] as const;
