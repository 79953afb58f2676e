import {
  type Camera,
  type Mesh,
  MeshBasicMaterial,
  type Object3D,
  Scene,
  type SkinnedMesh,
  type Texture,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { breathe, createBreather } from './breathe';

/** How long the driver may compile an avatar's shaders before it is shown regardless, milliseconds. */
const COMPILE_WAIT = 4000;
/** A layer that nothing else is in. */
const UPLOADING = 29;

export interface WarmUpOptions {
  renderer: WebGLRenderer;
  camera: Camera;
  /** The scene that the avatar will stand in: shaders depend on its lights. */
  scene: Scene;
  /** The avatar's root, which hangs nowhere yet. */
  root: Object3D;
  textures: Iterable<Texture>;
  signal: AbortSignal;
}

/**
 * Brings an avatar's shaders, textures and meshes to the graphics card piece by piece, each in a task of its own, so that an
 * avatar on the air goes on moving and the new one's first frame does not stall. @throws the signal's reason when it is aborted.
 */
export const warmUp = async (options: WarmUpOptions): Promise<void> => {
  const { renderer, camera, scene, root, textures, signal } = options;
  const meshes = meshesOf(root);
  const inParallel = renderer.extensions.has('KHR_parallel_shader_compile');
  for (const mesh of meshes) {
    await breathe();
    signal.throwIfAborted();
    renderer.compile(mesh, camera, scene);
    if (!inParallel) await linkPrograms(renderer, signal);
  }
  if (inParallel) await Promise.race([renderer.compileAsync(root, camera, scene), delay(COMPILE_WAIT)]);
  await linkPrograms(renderer, signal);
  for (const texture of textures) {
    signal.throwIfAborted();
    renderer.initTexture(texture);
    await breathe();
  }
  await uploadMeshes(renderer, camera, root, meshes, signal);
};

/** Whoever first uses a shader waits until it is linked and reads what it holds: one a task rather than all in one frame. */
const linkPrograms = async (renderer: WebGLRenderer, signal: AbortSignal): Promise<void> => {
  const breather = createBreather();
  for (const program of [...(renderer.info.programs ?? [])]) {
    await breather();
    signal.throwIfAborted();
    program.getUniforms();
  }
};

const meshesOf = (root: Object3D): Mesh[] => {
  const meshes: Mesh[] = [];
  root.traverse((object) => {
    if ((object as Partial<Mesh>).isMesh) meshes.push(object as Mesh);
  });
  return meshes;
};

/** Vertices, morph targets and bones go up with the first drawing: each mesh is drawn once where nobody sees it. */
const uploadMeshes = async (
  renderer: WebGLRenderer,
  camera: Camera,
  root: Object3D,
  meshes: readonly Mesh[],
  signal: AbortSignal,
): Promise<void> => {
  const stage = new Scene();
  const paint = new MeshBasicMaterial();
  const target = new WebGLRenderTarget(1, 1);
  const eye = camera.clone();
  eye.layers.set(UPLOADING);
  stage.overrideMaterial = paint;
  stage.add(root);
  try {
    for (const mesh of meshes) {
      signal.throwIfAborted();
      // Drawing sorts by it, and works it out vertex by vertex.
      const skinned = mesh as Partial<SkinnedMesh>;
      if (skinned.boundingSphere === null) {
        skinned.computeBoundingSphere?.();
        await breathe();
      }
      const before = renderer.getRenderTarget();
      mesh.layers.enable(UPLOADING);
      renderer.setRenderTarget(target);
      renderer.render(stage, eye);
      renderer.setRenderTarget(before);
      mesh.layers.disable(UPLOADING);
      await breathe();
    }
  } finally {
    root.removeFromParent();
    paint.dispose();
    target.dispose();
  }
};

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
