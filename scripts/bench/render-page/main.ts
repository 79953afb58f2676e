/** Runs in the page of render.ts: Kagami's avatar stage against three-vrm by itself, same file, same size, in turns. */
import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { AmbientLight, DirectionalLight, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { createAvatarView } from '../../../src/renderer/avatar/avatar-view';
import { frameShot } from '../../../src/renderer/avatar/camera-shot';
import { measureAvatar } from '../../../src/renderer/avatar/measure-avatar';

export interface RenderCase {
  file: string;
  width: number;
  height: number;
  antialias: boolean;
  frames: number;
  /** No more frames are begun after this many milliseconds. */
  limitMs: number;
}

export interface RenderFigures {
  triangles: number;
  /** Median milliseconds of a whole frame, until the graphics card is done. */
  bareMs: number;
  stageMs: number;
  /** Median milliseconds on the main thread alone: pose, expressions, springs. */
  applyMs: number;
  updateMs: number;
  /** Milliseconds from bytes to the first frame. */
  bareLoadMs: number;
  stageLoadMs: number;
  /** Longest time that the main thread answered nothing while the stage loaded. */
  longestBlockMs: number;
}

declare global {
  interface Window {
    measureRender(given: RenderCase): Promise<RenderFigures>;
  }
}

interface Bare {
  vrm: VRM;
  renderer: WebGLRenderer;
  draw(frame: MotionFrame): void;
}

/** What three-vrm's own examples do, and no more. */
const openBare = async (given: RenderCase): Promise<Bare> => {
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
  frameAlike(camera, vrm);
  const head = vrm.humanoid.getNormalizedBoneNode('head')!;
  return {
    vrm,
    renderer,
    draw: (frame) => {
      head.quaternion.fromArray(frame.bones, BONE_INDEX.head * 4);
      vrm.update(1 / 60);
      renderer.render(scene, camera);
    },
  };
};

/** The very picture that the stage draws. */
const frameAlike = (camera: PerspectiveCamera, vrm: VRM): void => {
  const { x, y, z, fov } = frameShot('bust', measureAvatar(vrm), camera.aspect);
  camera.position.set(x, y, z);
  camera.fov = fov;
  camera.updateProjectionMatrix();
};

/** A frame whose head moves, so that hair and clothes do. */
const nod = (frame: MotionFrame, i: number): void => {
  const angle = 0.3 * Math.sin(i / 10);
  frame.bones.set([0, Math.sin(angle / 2), 0, Math.cos(angle / 2)], BONE_INDEX.head * 4);
};

const finish = (canvas: HTMLCanvasElement, pixel: Uint8Array): void => {
  const gl = canvas.getContext('webgl2')!;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
};

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/** Longest gap between tasks while `work` runs. */
const longestBlock = async (work: () => Promise<unknown>): Promise<number> => {
  const channel = new MessageChannel();
  let last = performance.now();
  let longest = 0;
  let running = true;
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  await work();
  running = false;
  return longest;
};

window.measureRender = async (given) => {
  const pixel = new Uint8Array(4);
  const frame = createMotionFrame();
  const canvas = document.createElement('canvas');
  const view = createAvatarView({ canvas, quality: { antialias: given.antialias, outlines: true } });
  view.setSize(given.width, given.height);

  let start = performance.now();
  const bare = await openBare(given);
  bare.draw(frame);
  finish(bare.renderer.domElement, pixel);
  const bareLoadMs = performance.now() - start;

  start = performance.now();
  let stageLoadMs = 0;
  const longestBlockMs = await longestBlock(async () => {
    await view.load(`/files/${given.file}`);
    view.render(1 / 60);
    finish(view.canvas, pixel);
    stageLoadMs = performance.now() - start;
  });
  const times = {
    bare: [] as number[],
    stage: [] as number[],
    apply: [] as number[],
    update: [] as number[],
  };
  const end = performance.now() + given.limitMs;
  for (let i = -4; i < given.frames && performance.now() < end; i++) {
    nod(frame, i);
    let bareMs = 0;
    let stageMs = 0;
    const drawBare = (): void => {
      bare.draw(frame);
      finish(bare.renderer.domElement, pixel);
    };
    const drawStage = (): void => {
      view.render(1 / 60);
      finish(view.canvas, pixel);
    };
    const applyMs = timed(() => view.apply(frame));
    // Whoever is second finds warmer caches: they take turns.
    if (i % 2 === 0) bareMs = timed(drawBare);
    stageMs = timed(drawStage);
    if (i % 2 !== 0) bareMs = timed(drawBare);
    const updateMs = timed(() => bare.vrm.update(1 / 60));
    if (i < 0) continue;
    times.bare.push(bareMs);
    times.stage.push(applyMs + stageMs);
    times.apply.push(applyMs);
    times.update.push(updateMs);
    // Lets the page breathe between frames, as the display would.
    await new Promise((resolve) => setTimeout(resolve));
  }
  const figures = {
    triangles: view.info!.triangles,
    bareMs: median(times.bare),
    stageMs: median(times.stage),
    applyMs: median(times.apply),
    updateMs: median(times.update),
    bareLoadMs,
    stageLoadMs,
    longestBlockMs,
  };
  view.dispose();
  bare.renderer.dispose();
  bare.renderer.forceContextLoss();
  return figures;
};
