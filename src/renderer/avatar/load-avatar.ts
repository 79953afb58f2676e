import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm';
import type { SkinnedMesh } from 'three';
import type { GLTF } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { breathe } from './breathe';
import { checkAvatarFile } from './check-avatar-file';
import { disposeAvatar } from './dispose-avatar';
import { keepFileNodes } from './file-nodes';
import { createGltfLoader, exactBuffer } from './gltf-loader';
import { AvatarFileError } from './read-glb';
import { openSprites, type Sprites } from './sprite/sprites';
import { correctVrm, createCorrectionsPlugin } from './vrm-corrections';

export interface LoadOptions {
  signal?: AbortSignal;
  /** 0..1. */
  onProgress?: (fraction: number) => void;
}

export interface LoadedAvatar {
  readonly vrm: VRM;
  /** The pictures of a sprite avatar. */
  readonly sprites: Sprites | undefined;
}

/**
 * Builds an avatar out of a VRM file's bytes: checked first, nothing fetched from outside the file, optimised for
 * rendering, turned so that it faces +Z.
 * @throws AvatarFileError with a sentence for the user; the signal's reason when it is aborted.
 */
export const loadAvatar = async (bytes: Uint8Array, options: LoadOptions = {}): Promise<LoadedAvatar> => {
  const check = checkAvatarFile(bytes);
  if (!check.ok) throw new AvatarFileError(check.message);
  options.signal?.throwIfAborted();
  const vrm = await parse(bytes, options);
  try {
    await prepare(vrm, options.signal);
    return { vrm, sprites: check.sprites && (await openSprites(check.sprites, options.signal)) };
  } catch (error) {
    disposeAvatar(vrm);
    throw options.signal?.aborted ? error : asFileError(error);
  }
};

const parse = async (bytes: Uint8Array, options: LoadOptions): Promise<VRM> => {
  const loader = createGltfLoader(options.onProgress);
  loader.register(createCorrectionsPlugin);
  loader.register((parser) => new VRMLoaderPlugin(parser));
  let gltf: GLTF;
  try {
    gltf = await loader.parseAsync(exactBuffer(bytes), '');
  } catch (error) {
    throw asFileError(error);
  }
  const vrm = gltf.userData.vrm as VRM | undefined;
  if (!vrm) throw new AvatarFileError('The file could not be read as a VRM. Export it again.');
  keepFileNodes(vrm, gltf);
  return vrm;
};

const asFileError = (error: unknown): AvatarFileError => {
  if (error instanceof AvatarFileError) return error;
  const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown error';
  return new AvatarFileError(
    /circular dependency/i.test(reason)
      ? "The avatar's constraints or springs depend on each other in a circle. Take one out and export it again."
      : `The file could not be read (${reason}). Export it again.`,
  );
};

const prepare = async (vrm: VRM, signal: AbortSignal | undefined): Promise<void> => {
  VRMUtils.rotateVRM0(vrm);
  correctVrm(vrm);
  vrm.scene.traverse((object) => {
    // Bounds are those of the rest pose: a raised arm would vanish at the edge of the picture.
    object.frustumCulled = false;
  });
  // An avatar on the air goes on moving meanwhile.
  for (const step of [VRMUtils.removeUnnecessaryVertices, VRMUtils.combineSkeletons]) {
    signal?.throwIfAborted();
    step(vrm.scene);
    await breathe();
  }
  signal?.throwIfAborted();
  rehearse(vrm);
};

/** One frame of everything that runs each frame, so that a file that breaks it is refused now and not live. */
const rehearse = (vrm: VRM): void => {
  vrm.update(1 / 60);
  vrm.scene.updateMatrixWorld(true);
  vrm.scene.traverse((object) => {
    if ((object as SkinnedMesh).isSkinnedMesh) (object as SkinnedMesh).skeleton.update();
  });
  vrm.springBoneManager?.reset();
};
