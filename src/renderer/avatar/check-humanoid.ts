import { REQUIRED_BONES } from '@shared/humanoid';
import { isIndex, isObject, type JsonObject } from './gltf-json';
import { AvatarFileError } from './read-glb';
import type { VrmVersion } from './rest-pose';

/** The file is a VRM of a version that is read, with the bones that one must have. @throws AvatarFileError */
export const checkHumanoid = (gltf: JsonObject, nodeCount: number): VrmVersion => {
  const extensions = isObject(gltf.extensions) ? gltf.extensions : {};
  const vrm1 = extensions.VRMC_vrm;
  const vrm0 = extensions.VRM;
  const version: VrmVersion = isObject(vrm1) ? 1 : 0;
  const vrm = isObject(vrm1) ? vrm1 : vrm0;
  if (!isObject(vrm))
    throw new AvatarFileError(
      'This is a 3D model but not a VRM: it names no humanoid bones. Export it as VRM.',
    );
  if (version === 1 && vrm.specVersion !== '1.0' && vrm.specVersion !== '1.0-beta')
    throw new AvatarFileError(
      `The file is VRM ${String(vrm.specVersion).slice(0, 20)}; Kagami reads 0.x and 1.0.`,
    );
  const bones = boneNodes(vrm, version);
  const used = new Set<number>();
  for (const [bone, node] of bones) {
    if (!isIndex(node, nodeCount)) throw new AvatarFileError(`The avatar's ${bone} bone points to nothing.`);
    if (used.has(node)) throw new AvatarFileError(`The avatar's ${bone} bone is another bone too.`);
    used.add(node);
  }
  const missing = REQUIRED_BONES.filter((bone) => !bones.has(bone));
  if (missing.length > 0)
    throw new AvatarFileError(`The avatar lacks bones that a VRM must have: ${missing.join(', ')}.`);
  return version;
};

const boneNodes = (vrm: JsonObject, version: VrmVersion): Map<string, unknown> => {
  const bones = new Map<string, unknown>();
  const list = isObject(vrm.humanoid) ? vrm.humanoid.humanBones : undefined;
  if (version === 1 && isObject(list)) {
    for (const [bone, entry] of Object.entries(list)) if (isObject(entry)) bones.set(bone, entry.node);
  } else if (Array.isArray(list)) {
    // VRM 0 files of some exporters list unset bones with node -1.
    for (const entry of list)
      if (isObject(entry) && typeof entry.bone === 'string' && entry.node !== -1)
        bones.set(entry.bone, entry.node);
  }
  return bones;
};
