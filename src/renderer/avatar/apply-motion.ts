import { foldedBones } from '@motion/fold-bones';
import type { VRM } from '@pixiv/three-vrm';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { type Object3D, Quaternion } from 'three';
import { createExpressionApplier } from './apply-expressions';
import { createShownApplier, type ShownWeights } from './apply-shown';
import { createGazeFreedom } from './gaze-freedom';
import { vrmVersion } from './rest-pose';
import { turnPosition, turnRotation } from './vrm0-axes';

/** Puts an avatar into the pose of a MotionFrame. */
export interface MotionApplier {
  /** The face follows ARKit's blendshapes one by one. */
  readonly perfectSync: boolean;
  /**
   * Sets normalised bones, hips, expressions and gaze; `vrm.update` then carries them to the mesh. A frame with a number
   * that is not finite is ignored, since spring bones would keep it for ever. Allocates nothing.
   *
   * @param shown expressions by name over those of the frame
   */
  apply(frame: MotionFrame, shown?: ShownWeights): void;
}

interface BoneTarget {
  node: Object3D;
  /** Indices of the frame's bones whose rotations it takes, parents first. */
  sources: readonly number[];
}

/** Bones that the look-at turns from the frame's gaze, where the avatar has one. */
const EYES: readonly HumanoidBone[] = ['leftEye', 'rightEye'];

export const createMotionApplier = (vrm: VRM): MotionApplier => {
  const version = vrmVersion(vrm);
  const targets = boneTargets(vrm);
  const hips = vrm.humanoid.getNormalizedBoneNode('hips')!;
  const restHips = hips.position.clone();
  const expressions = createExpressionApplier(vrm);
  const applyShown = createShownApplier(vrm, expressions.driven);
  const gazeFreedom = createGazeFreedom(vrm);
  const rotation = new Quaternion();
  const part = new Quaternion();
  const offset = new Float32Array(3);

  const applyBones = (bones: Float32Array): void => {
    for (const { node, sources } of targets) {
      rotation.identity();
      for (const source of sources) rotation.multiply(part.fromArray(bones, source * 4));
      rotation.normalize();
      if (version === 0) turnRotation(rotation);
      node.quaternion.copy(rotation);
    }
  };

  /** The solver has scaled the offset to this avatar's legs, and the shaper has planted its feet under it: metres as they are. */
  const applyHips = (position: Float32Array): void => {
    offset.set(position);
    if (version === 0) turnPosition(offset, 0);
    hips.position.set(restHips.x + offset[0]!, restHips.y + offset[1]!, restHips.z + offset[2]!);
  };

  const applyGaze = (gaze: Float32Array): void => {
    if (!vrm.lookAt) return;
    const freedom = gazeFreedom();
    // Yaw turns about +Y: to the avatar's own left in both versions. Pitch turns about +X: down is positive.
    vrm.lookAt.yaw = gaze[0]! * DEGREES * freedom;
    vrm.lookAt.pitch = -gaze[1]! * DEGREES * freedom;
  };

  return {
    perfectSync: expressions.perfectSync,
    apply: (frame, shown) => {
      if (!allFinite(frame.values)) return;
      applyBones(frame.bones);
      applyHips(frame.hips);
      expressions.apply(frame.expressions);
      if (shown) applyShown(shown);
      applyGaze(frame.gaze);
    },
  };
};

const DEGREES = 180 / Math.PI;

const boneTargets = (vrm: VRM): BoneTarget[] => {
  const has = new Uint8Array(BONE_COUNT);
  for (const bone of HUMANOID_BONES)
    has[BONE_INDEX[bone]] =
      vrm.humanoid.getNormalizedBoneNode(bone) && !(vrm.lookAt && EYES.includes(bone)) ? 1 : 0;
  return foldedBones(has).map(({ bone, sources }) => ({
    node: vrm.humanoid.getNormalizedBoneNode(HUMANOID_BONES[bone]!)!,
    sources,
  }));
};

const allFinite = (values: Float32Array): boolean => {
  // A number that is not finite makes the sum of zeros NaN.
  let zero = 0;
  for (let i = 0; i < values.length; i++) zero += values[i]! * 0;
  return zero === 0;
};
