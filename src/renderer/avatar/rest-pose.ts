import type { VRM } from '@pixiv/three-vrm';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type RestPose } from '@shared/humanoid';
import { turnPosition } from './vrm0-axes';

/** 0 for VRM 0.x, 1 for VRM 1.0. */
export type VrmVersion = 0 | 1;

export const vrmVersion = (vrm: VRM): VrmVersion => (vrm.meta.metaVersion === '0' ? 0 : 1);

/**
 * The avatar's rest pose out of its normalised humanoid: offsets from the nearest humanoid ancestor, metres, in VRM 1.0's
 * axes (+X its left, +Y up, +Z front), whatever the file's version.
 */
export const readRestPose = (vrm: VRM): RestPose => {
  const offsets = new Float32Array(BONE_COUNT * 3);
  const has = new Uint8Array(BONE_COUNT);
  const version = vrmVersion(vrm);
  for (const bone of HUMANOID_BONES) {
    const position = vrm.humanoid.normalizedRestPose[bone]?.position;
    if (!position || !vrm.humanoid.getNormalizedBoneNode(bone)) continue;
    const i = BONE_INDEX[bone];
    has[i] = 1;
    offsets.set(position, i * 3);
    if (version === 0) turnPosition(offsets, i * 3);
  }
  return { offsets, has };
};
