import { BONE_COUNT, BONE_INDEX, type HumanoidBone, type RestPose } from '@shared/humanoid';

/**
 * Offsets of the left half and the middle of a standing adult of 1.72 m in T-pose, palms down: metres from the parent,
 * +X the person's left, +Y up, +Z front. Segment lengths are the fractions of body height in D. A. Winter, "Biomechanics and
 * Motor Control of Human Movement", fig. 4.1 (upper arm 0.186, forearm 0.146, thigh 0.245, shank 0.246, ankle 0.039); hand:
 * phalanx lengths after B. Buchholz et al., "Anthropometric data for describing the kinematics of the human hand", 1992.
 */
const OFFSETS: Partial<Record<HumanoidBone, [number, number, number]>> = {
  hips: [0, 0.95, 0],
  spine: [0, 0.09, 0],
  chest: [0, 0.13, 0],
  upperChest: [0, 0.12, 0],
  neck: [0, 0.17, 0],
  head: [0, 0.09, 0.01],
  jaw: [0, 0.005, 0.02],
  leftEye: [0.032, 0.065, 0.075],
  leftUpperLeg: [0.09, -0.04, 0],
  leftLowerLeg: [0, -0.42, 0],
  leftFoot: [0, -0.42, -0.01],
  leftToes: [0, -0.05, 0.13],
  leftShoulder: [0.025, 0.11, 0.02],
  leftUpperArm: [0.15, 0, -0.02],
  leftLowerArm: [0.31, 0, 0],
  leftHand: [0.25, 0, 0],
  leftThumbMetacarpal: [0.024, -0.012, 0.022],
  leftThumbProximal: [0.034, -0.008, 0.028],
  leftThumbDistal: [0.025, -0.003, 0.018],
  leftIndexProximal: [0.088, 0.002, 0.026],
  leftIndexIntermediate: [0.043, 0, 0.002],
  leftIndexDistal: [0.025, 0, 0.001],
  leftMiddleProximal: [0.09, 0.004, 0.004],
  leftMiddleIntermediate: [0.046, 0, 0],
  leftMiddleDistal: [0.028, 0, 0],
  leftRingProximal: [0.084, 0.002, -0.016],
  leftRingIntermediate: [0.043, 0, -0.002],
  leftRingDistal: [0.027, 0, -0.001],
  leftLittleProximal: [0.076, -0.003, -0.034],
  leftLittleIntermediate: [0.034, 0, -0.004],
  leftLittleDistal: [0.02, 0, -0.002],
};

/** A RestPose from the offsets of the left and the middle bones; the right side is their mirror image. */
export const restFromLeft = (
  offsets: Partial<Record<HumanoidBone, readonly [number, number, number]>>,
): RestPose => {
  const rest = { offsets: new Float32Array(BONE_COUNT * 3), has: new Uint8Array(BONE_COUNT) };
  const put = (bone: HumanoidBone, x: number, y: number, z: number): void => {
    rest.offsets.set([x, y, z], BONE_INDEX[bone] * 3);
    rest.has[BONE_INDEX[bone]] = 1;
  };
  for (const [bone, [x, y, z]] of Object.entries(offsets) as [HumanoidBone, [number, number, number]][]) {
    put(bone, x, y, z);
    if (bone.startsWith('left')) put(bone.replace('left', 'right') as HumanoidBone, -x, y, z);
  }
  return rest;
};

/** The standard person. */
export const HUMAN_REST: RestPose = restFromLeft(OFFSETS);
