import type {
  Camera,
  Mesh,
  Object3D,
  Scene,
  WebGLProgram as ShaderProgram,
  Texture,
  WebGLRenderer,
} from 'three';
import { breathe, createBreather } from './breathe';
import { graphicsDone } from './graphics-queue';
import { createMeshUpload } from './mesh-upload';
import { uploadTexture } from './texture-upload';

/** How long the driver may compile an avatar's shaders before it is shown regardless, milliseconds. */
const COMPILE_WAIT = 4000;

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
  const upload = createMeshUpload(renderer, camera);
  const inParallel = renderer.extensions.has('KHR_parallel_shader_compile');
  try {
    await breathe();
    upload.compile();
    for (const mesh of meshes) {
      await breathe();
      signal.throwIfAborted();
      renderer.compile(mesh, camera, scene);
      if (inParallel) continue;
      await graphicsDone(renderer, signal);
      await linkPrograms(renderer, signal);
    }
    if (inParallel) await Promise.race([renderer.compileAsync(root, camera, scene), delay(COMPILE_WAIT)]);
    await linkPrograms(renderer, signal);
    for (const texture of textures) {
      signal.throwIfAborted();
      await uploadTexture(renderer, texture, signal);
    }
    await upload.run(root, meshes, signal);
  } finally {
    upload.dispose();
  }
};

/** Whoever first uses a shader waits until it is linked and reads what it holds: one a task rather than all in one frame. */
const linkPrograms = async (renderer: WebGLRenderer, signal: AbortSignal): Promise<void> => {
  const breather = createBreather();
  for (const program of [...((renderer.info.programs ?? []) as ShaderProgram[])]) {
    await breather();
    signal.throwIfAborted();
    link(renderer, program);
  }
};

/** three asks the graphics card four things of every shader, and waits for each: here the one that tells whether it can be drawn with. */
const link = ({ debug, getContext }: WebGLRenderer, program: ShaderProgram): void => {
  const checks = debug.checkShaderErrors;
  debug.checkShaderErrors = false;
  try {
    program.getUniforms();
  } finally {
    debug.checkShaderErrors = checks;
  }
  const gl = getContext();
  const linked = program.program as WebGLProgram;
  if (!gl.getProgramParameter(linked, gl.LINK_STATUS) && !gl.isContextLost())
    console.error(`The shader ${program.name} cannot be drawn with: ${gl.getProgramInfoLog(linked)}`);
};

const meshesOf = (root: Object3D): Mesh[] => {
  const meshes: Mesh[] = [];
  root.traverse((object) => {
    if ((object as Partial<Mesh>).isMesh) meshes.push(object as Mesh);
  });
  return meshes;
};

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
