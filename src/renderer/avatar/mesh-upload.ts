import {
  BufferGeometry,
  type Camera,
  GLSL3,
  Mesh,
  type Object3D,
  RawShaderMaterial,
  Scene,
  type SkinnedMesh,
  Sphere,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { graphicsDone } from './graphics-queue';
import { createMorphTextures } from './morph-texture';

/**
 * Vertices and morph targets go to the graphics card with a mesh's first drawing. So each mesh is drawn once where nobody sees it, by
 * shaders that do nothing and are the same for all meshes: an ordinary material's would have to be compiled for every kind of mesh.
 */
export interface MeshUpload {
  /** Asks the driver for the shaders, which are ready some time later. */
  compile(): void;
  /** @param root what the meshes hang on, which hangs nowhere. @throws the signal's reason when it is aborted. */
  run(root: Object3D, meshes: readonly Mesh[], signal: AbortSignal): Promise<void>;
  dispose(): void;
}

/** A layer that nothing else is in. */
const UPLOADING = 29;

const FRAGMENTS = 'precision lowp float; out vec4 colour; void main() { colour = vec4(0.0); }';

const createShader = (vertices: string): RawShaderMaterial =>
  new RawShaderMaterial({ glslVersion: GLSL3, vertexShader: vertices, fragmentShader: FRAGMENTS });

export const createMeshUpload = (renderer: WebGLRenderer, camera: Camera): MeshUpload => {
  const plain = createShader('void main() { gl_Position = vec4(0.0); }');
  /** Asks for the texture that three makes of the morph targets, by its name for it. */
  const morphed = createShader(
    'uniform highp sampler2DArray morphTargetsTexture;' +
      'void main() { gl_Position = 0.0 * texelFetch(morphTargetsTexture, ivec3(0), 0); }',
  );
  const morphs = createMorphTextures(renderer, morphed);
  const target = new WebGLRenderTarget(1, 1);
  const eye = camera.clone();
  eye.layers.set(UPLOADING);

  const draw = (stage: Scene, mesh: Mesh, shader: RawShaderMaterial): void => {
    const before = renderer.getRenderTarget();
    stage.overrideMaterial = shader;
    mesh.layers.enable(UPLOADING);
    renderer.setRenderTarget(target);
    renderer.render(stage, eye);
    renderer.setRenderTarget(before);
    mesh.layers.disable(UPLOADING);
  };

  return {
    compile: () => {
      const empty = new BufferGeometry();
      for (const shader of [plain, morphed]) renderer.compile(new Mesh(empty, shader), eye);
    },

    run: async (root, meshes, signal) => {
      const stage = new Scene();
      stage.add(root);
      const sent = new Set<BufferGeometry>();
      try {
        for (const mesh of meshes) {
          signal.throwIfAborted();
          if ((mesh as Partial<SkinnedMesh>).boundingSphere === null) boundRoughly(mesh as SkinnedMesh);
          const { geometry } = mesh;
          if (sent.has(geometry)) continue;
          sent.add(geometry);
          if (geometry.morphAttributes.position)
            await morphs.upload(geometry, () => draw(stage, mesh, morphed), signal);
          else draw(stage, mesh, plain);
          await graphicsDone(renderer, signal);
        }
      } finally {
        root.removeFromParent();
      }
    },

    dispose: () => {
      plain.dispose();
      morphed.dispose();
      target.dispose();
    },
  };
};

/** Vertices of which a mesh's middle is worked out. */
const ENOUGH = 1000;
const vertex = new Vector3();

/** Drawing sorts by the middles of meshes, for which three would skin every vertex. */
const boundRoughly = (mesh: SkinnedMesh): void => {
  const { count } = mesh.geometry.getAttribute('position');
  mesh.boundingSphere = new Sphere();
  for (let i = 0; i < count; i += Math.ceil(count / ENOUGH))
    mesh.boundingSphere.expandByPoint(mesh.getVertexPosition(i, vertex));
};
