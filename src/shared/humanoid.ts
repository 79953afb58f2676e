/**
 * Humanoid bones of VRM 1.0, in the fixed order that every MotionFrame uses.
 * Source: VRMC_vrm-1.0 specification, humanoid.md ("Humanoid Bones").
 */
export const HUMANOID_BONES = [
  'hips',
  'spine',
  'chest',
  'upperChest',
  'neck',
  'head',
  'leftEye',
  'rightEye',
  'jaw',
  'leftUpperLeg',
  'leftLowerLeg',
  'leftFoot',
  'leftToes',
  'rightUpperLeg',
  'rightLowerLeg',
  'rightFoot',
  'rightToes',
  'leftShoulder',
  'leftUpperArm',
  'leftLowerArm',
  'leftHand',
  'rightShoulder',
  'rightUpperArm',
  'rightLowerArm',
  'rightHand',
  'leftThumbMetacarpal',
  'leftThumbProximal',
  'leftThumbDistal',
  'leftIndexProximal',
  'leftIndexIntermediate',
  'leftIndexDistal',
  'leftMiddleProximal',
  'leftMiddleIntermediate',
  'leftMiddleDistal',
  'leftRingProximal',
  'leftRingIntermediate',
  'leftRingDistal',
  'leftLittleProximal',
  'leftLittleIntermediate',
  'leftLittleDistal',
  'rightThumbMetacarpal',
  'rightThumbProximal',
  'rightThumbDistal',
  'rightIndexProximal',
  'rightIndexIntermediate',
  'rightIndexDistal',
  'rightMiddleProximal',
  'rightMiddleIntermediate',
  'rightMiddleDistal',
  'rightRingProximal',
  'rightRingIntermediate',
  'rightRingDistal',
  'rightLittleProximal',
  'rightLittleIntermediate',
  'rightLittleDistal',
] as const;

export type HumanoidBone = (typeof HUMANOID_BONES)[number];

export const BONE_COUNT = HUMANOID_BONES.length;

/** Bones that every VRM must have. Source: VRMC_vrm-1.0 specification, humanoid.md; VRM 0.x asks for these too. */
export const REQUIRED_BONES: readonly HumanoidBone[] = [
  'hips',
  'spine',
  'head',
  'leftUpperLeg',
  'leftLowerLeg',
  'leftFoot',
  'rightUpperLeg',
  'rightLowerLeg',
  'rightFoot',
  'leftUpperArm',
  'leftLowerArm',
  'leftHand',
  'rightUpperArm',
  'rightLowerArm',
  'rightHand',
];

/** Index of a bone in {@link HUMANOID_BONES}. */
export const BONE_INDEX = Object.fromEntries(HUMANOID_BONES.map((bone, i) => [bone, i])) as Record<
  HumanoidBone,
  number
>;

const FINGER_PARENTS = (side: 'left' | 'right'): Partial<Record<HumanoidBone, HumanoidBone>> => {
  const parents: Partial<Record<HumanoidBone, HumanoidBone>> = {};
  parents[`${side}ThumbMetacarpal`] = `${side}Hand`;
  parents[`${side}ThumbProximal`] = `${side}ThumbMetacarpal`;
  parents[`${side}ThumbDistal`] = `${side}ThumbProximal`;
  for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const) {
    parents[`${side}${finger}Proximal`] = `${side}Hand`;
    parents[`${side}${finger}Intermediate`] = `${side}${finger}Proximal`;
    parents[`${side}${finger}Distal`] = `${side}${finger}Intermediate`;
  }
  return parents;
};

/** Parent of each humanoid bone where every optional bone exists; `hips` has none. */
export const BONE_PARENT: Readonly<Partial<Record<HumanoidBone, HumanoidBone>>> = {
  spine: 'hips',
  chest: 'spine',
  upperChest: 'chest',
  neck: 'upperChest',
  head: 'neck',
  leftEye: 'head',
  rightEye: 'head',
  jaw: 'head',
  leftUpperLeg: 'hips',
  leftLowerLeg: 'leftUpperLeg',
  leftFoot: 'leftLowerLeg',
  leftToes: 'leftFoot',
  rightUpperLeg: 'hips',
  rightLowerLeg: 'rightUpperLeg',
  rightFoot: 'rightLowerLeg',
  rightToes: 'rightFoot',
  leftShoulder: 'upperChest',
  leftUpperArm: 'leftShoulder',
  leftLowerArm: 'leftUpperArm',
  leftHand: 'leftLowerArm',
  rightShoulder: 'upperChest',
  rightUpperArm: 'rightShoulder',
  rightLowerArm: 'rightUpperArm',
  rightHand: 'rightLowerArm',
  ...FINGER_PARENTS('left'),
  ...FINGER_PARENTS('right'),
};

/** {@link BONE_PARENT} by index; -1 for hips. A parent always comes before its children. */
export const PARENT_INDEX = Int8Array.from(HUMANOID_BONES, (bone) => {
  const parent = BONE_PARENT[bone];
  return parent === undefined ? -1 : BONE_INDEX[parent];
});

/** The bone on the other side of the body; the bone itself where it lies in the middle. */
export const mirroredBone = (bone: HumanoidBone): HumanoidBone =>
  (bone.startsWith('left')
    ? bone.replace('left', 'right')
    : bone.startsWith('right')
      ? bone.replace('right', 'left')
      : bone) as HumanoidBone;

/**
 * Rest pose (T-pose) of an avatar: for each bone its offset from its nearest existing humanoid ancestor, in metres,
 * in the avatar's own space (+X its left, +Y up, +Z its front). `has[i]` is 0 where the avatar lacks the bone.
 */
export interface RestPose {
  /** BONE_COUNT × 3. For hips: position above the ground. */
  readonly offsets: Float32Array;
  /** BONE_COUNT flags. */
  readonly has: Uint8Array;
}
