import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm';
import { BONE_INDEX } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { AmbientLight, DirectionalLight, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { frameShot } from '../../../src/renderer/avatar/camera-shot';
import { measureAvatar } from '../../../src/renderer/avatar/measure-avatar';
import type { RenderCase } from './main';

export interface Bare {
  readonly canvas: HTMLCanvasElement;
  readonly vrm: VRM;
  draw(frame: MotionFrame): void;
  close(): void;
}

/** What three-vrm's own examples do, and no more. */
export const openBare = async (given: RenderCase): Promise<Bare> => {
  const canvas = document.createElement('canvas');
  const renderer = new WebGLRenderer({ canvas, antialias: given.antialias, alpha: true });
  renderer.setSize(given.width, given.height, false);
  const scene = new Scene();
  const camera = new PerspectiveCamera(24, given.width / given.height, 0.05, 100);
  const light = new DirectionalLight(0xffffff, Math.PI);
  light.position.set(1, 1, 1);
  scene.add(light, new AmbientLight(0xffffff, 0.3));
  const loader = new GLTFLoader();
  loader.register((parser) => new VRMLoaderPlugin(parser));
  const gltf = await loader.loadAsync(`/files/${given.file}`);
  const vrm = gltf.userData.vrm as VRM;
  VRMUtils.rotateVRM0(vrm);
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  scene.add(vrm.scene);
  await frameAlike(camera, vrm);
  const head = vrm.humanoid.getNormalizedBoneNode('head')!;
  return {
    canvas,
    vrm,
    draw: (frame) => {
      head.quaternion.fromArray(frame.bones, BONE_INDEX.head * 4);
      vrm.update(1 / 60);
      renderer.render(scene, camera);
    },
    close: () => {
      VRMUtils.deepDispose(vrm.scene);
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
};

/** The very picture that the stage draws. */
const frameAlike = async (camera: PerspectiveCamera, vrm: VRM): Promise<void> => {
  const { x, y, z, fov } = frameShot('bust', await measureAvatar(vrm), camera.aspect);
  camera.position.set(x, y, z);
  camera.fov = fov;
  camera.updateProjectionMatrix();
};
