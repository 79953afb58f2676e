import { type VRM, VRMUtils } from '@pixiv/three-vrm';
import { type BufferGeometry, type Mesh, type Object3D, type SkinnedMesh, Vector3 } from 'three';
import type { GLTF } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { breathe } from './breathe';
import { createBreathingVrmPlugin } from './breathing-vrm-plugin';
import { checkAvatarFileStepwise } from './check-avatar-file';
import { disposeAvatar } from './dispose-avatar';
import { createFileBufferPlugin } from './file-buffer-plugin';
import { keepFileNodes } from './file-nodes';
import { followGazeCurves } from './gaze-curves';
import { createGltfLoader } from './gltf-loader';
import { createPicturePlugin } from './picture-loader';
import { AvatarFileError, readGlb } from './read-glb';
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
  const check = await checkAvatarFileStepwise(bytes);
  if (!check.ok) throw new AvatarFileError(check.message);
  await breathe();
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
  const { json, bin } = readGlb(bytes);
  await breathe();
  const loader = createGltfLoader(options.onProgress);
  loader.register(createFileBufferPlugin(bin));
  loader.register(createPicturePlugin);
  loader.register(createCorrectionsPlugin);
  loader.register(createBreathingVrmPlugin);
  let gltf: GLTF;
  try {
    // The loader takes a description that is parsed as well, which its types leave out.
    gltf = await loader.parseAsync(json as string, '');
  } catch (error) {
    throw asFileError(error);
  }
  const vrm = gltf.userData.vrm as VRM | undefined;
  if (!vrm) throw new AvatarFileError('The file could not be read as a VRM. Export it again.');
  keepFileNodes(vrm, gltf);
  followGazeCurves(vrm, gltf.parser.json);
  return vrm;
};

const asFileError = (error: unknown): AvatarFileError => {
  if (error instanceof AvatarFileError) return error;
  const reason = error instanceof Error ? error.message : '';
  if (/circular dependency/i.test(reason))
    return new AvatarFileError(
      "The avatar's constraints or springs depend on each other in a circle. Take one out and export it again.",
    );
  // The loaders' own sentences say what is wrong; a TypeError of theirs only that something is.
  const said = /^(?:THREE\.)?(?:GLTFLoader|VRM\w+): (.{5,200})/s.exec(reason)?.[1];
  return new AvatarFileError(
    said
      ? `The file could not be read (${said}). Export it again.`
      : 'Part of the file is not as glTF and VRM ask for. Export it again, or choose another.',
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
  for (const meshes of meshesByGeometry(vrm.scene)) {
    signal?.throwIfAborted();
    VRMUtils.removeUnnecessaryVertices(asRoot(meshes));
    await breathe();
  }
  signal?.throwIfAborted();
  for (const meshes of portionsOf(meshesByGeometry(vrm.scene))) {
    VRMUtils.combineSkeletons(asRoot(meshes));
    await breathe();
    signal?.throwIfAborted();
  }
  await rehearse(vrm);
  await breathe();
};

/** Meshes that share their points are thinned out together, or each would get points of its own. */
const meshesByGeometry = (root: Object3D): Iterable<readonly Mesh[]> => {
  const groups = new Map<BufferGeometry, Mesh[]>();
  root.traverse((object) => {
    const { isMesh, geometry } = object as Partial<Mesh>;
    if (isMesh) groups.set(geometry!, [...(groups.get(geometry!) ?? []), object as Mesh]);
  });
  return groups.values();
};

/** Most points whose bones are put together in one task. An avatar of more has several skeletons, which costs its frames little. */
const POINTS_AT_ONCE = 40_000;

/** Meshes that share their points stay together, or they would be pointed at other bones twice. */
const portionsOf = (groups: Iterable<readonly Mesh[]>): Mesh[][] => {
  const portions: Mesh[][] = [];
  let points = Number.POSITIVE_INFINITY;
  for (const meshes of groups) {
    points += meshes[0]!.geometry.getAttribute('position').count;
    if (points > POINTS_AT_ONCE) {
      portions.push([]);
      points = meshes[0]!.geometry.getAttribute('position').count;
    }
    portions.at(-1)!.push(...meshes);
  }
  return portions;
};

/** three-vrm's tools ask a root for nothing but to traverse it. */
const asRoot = (meshes: readonly Mesh[]): Object3D =>
  ({ traverse: (visit: (mesh: Mesh) => void) => meshes.forEach(visit) }) as unknown as Object3D;

/** Metres: beyond this an avatar cannot be framed, and single precision ends. */
const FARTHEST = 1000;

/** One frame of everything that runs each frame, so that a file that breaks it is refused now and not live. */
const rehearse = async (vrm: VRM): Promise<void> => {
  vrm.update(1 / 60);
  await breathe();
  vrm.scene.updateMatrixWorld(true);
  vrm.scene.traverse((object) => {
    if ((object as SkinnedMesh).isSkinnedMesh) (object as SkinnedMesh).skeleton.update();
  });
  vrm.springBoneManager?.reset();
  for (const bone of ['hips', 'head'] as const) {
    const { x, y, z } = new Vector3().setFromMatrixPosition(vrm.humanoid.getRawBoneNode(bone)!.matrixWorld);
    // Not "further": a comparison with a number that is none is never true.
    if (!(Math.hypot(x, y, z) < FARTHEST))
      throw new AvatarFileError('The avatar is kilometres large or far away. Export it again in metres.');
  }
};
