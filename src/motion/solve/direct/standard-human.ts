import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type HumanoidBone, type RestPose } from '@shared/humanoid';

type Offset = readonly [x: number, y: number, z: number];

const MIDDLE: Partial<Record<HumanoidBone, Offset>> = {
  hips: [0, 0.93, 0],
  spine: [0, 0.07, 0],
  chest: [0, 0.13, 0],
  upperChest: [0, 0.12, 0],
  neck: [0, 0.15, -0.01],
  head: [0, 0.08, 0.015],
  jaw: [0, 0.01, 0.02],
};

/** Offsets of the left side; the right one is its mirror image. */
const LEFT: Partial<Record<HumanoidBone, Offset>> = {
  leftEye: [0.031, 0.06, 0.07],
  leftUpperLeg: [0.085, -0.06, 0],
  leftLowerLeg: [0, -0.4, 0],
  leftFoot: [0, -0.39, -0.02],
  leftToes: [0, -0.07, 0.13],
  leftShoulder: [0.03, 0.11, 0],
  leftUpperArm: [0.13, 0, 0],
  leftLowerArm: [0.27, 0, 0],
  leftHand: [0.24, 0, 0],
  leftThumbMetacarpal: [0.022, -0.012, 0.026],
  leftThumbProximal: [0.034, -0.006, 0.026],
  leftThumbDistal: [0.03, -0.002, 0.014],
  leftIndexProximal: [0.088, 0, 0.027],
  leftIndexIntermediate: [0.04, 0, 0],
  leftIndexDistal: [0.024, 0, 0],
  leftMiddleProximal: [0.09, 0.003, 0.005],
  leftMiddleIntermediate: [0.044, 0, 0],
  leftMiddleDistal: [0.028, 0, 0],
  leftRingProximal: [0.085, 0.001, -0.016],
  leftRingIntermediate: [0.04, 0, 0],
  leftRingDistal: [0.026, 0, 0],
  leftLittleProximal: [0.077, -0.003, -0.034],
  leftLittleIntermediate: [0.031, 0, 0],
  leftLittleDistal: [0.019, 0, 0],
};

/**
 * An adult of 1.65 m in the T-pose, after the proportions of a hand of 18 cm and an arm span of about the height: what is
 * solved for when no avatar is known, and what stands in for bones that an avatar lacks.
 */
export const createStandardHuman = (): RestPose => {
  const offsets = new Float32Array(BONE_COUNT * 3);
  for (const bone of HUMANOID_BONES) {
    const [x, y, z] = offsetOf(bone);
    offsets.set([x, y, z], BONE_INDEX[bone] * 3);
  }
  return { offsets, has: new Uint8Array(BONE_COUNT).fill(1) };
};

const offsetOf = (bone: HumanoidBone): Offset => {
  const own = MIDDLE[bone] ?? LEFT[bone];
  if (own) return own;
  const left = LEFT[bone.replace('right', 'left') as HumanoidBone];
  return left ? [-left[0], left[1], left[2]] : [0, 0, 0];
};
