import type { RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import type { Orbit } from '@shared/settings/scene';
import type { WebGLRenderer } from 'three';
import { rendererName } from '../graphics';
import type { ShownWeights } from './apply-shown';
import { type AvatarBody, createAvatarBody } from './avatar-body';
import type { AvatarInfo } from './avatar-info';
import type { AvatarProbe } from './avatar-probe';
import type { Shot } from './camera-shot';
import { disposeAvatar } from './dispose-avatar';
import { fetchBytes } from './fetch-bytes';
import { type LoadedAvatar, type LoadOptions, loadAvatar } from './load-avatar';
import { AvatarFileError } from './read-glb';
import { createRenderer } from './renderer';
import { type AvatarScene, createAvatarScene, type SceneLook } from './scene/avatar-scene';
import type { Background } from './scene/backdrop';
import type { GizmoWish, PropGizmoOptions } from './scene/prop-gizmo';
import { warmUp } from './warm-up';

export type { Background, SceneLook };

export interface Quality {
  /** Four samples a pixel. Changing it replaces the canvas: a WebGL context cannot change it. */
  antialias: boolean;
  outlines: boolean;
}

export interface AvatarViewOptions {
  canvas: HTMLCanvasElement;
  /** Default: both on. */
  quality?: Quality;
  /** The canvas was replaced by another in the document, which shows the feed from now on. */
  onCanvasReplaced?: (canvas: HTMLCanvasElement) => void;
  /** A background or a prop could not be shown: a sentence for the user. */
  onSceneFault?: (message: string) => void;
}

/** One avatar on one canvas. */
export interface AvatarView {
  readonly canvas: HTMLCanvasElement;
  readonly info: AvatarInfo | undefined;
  readonly rest: RestPose | undefined;
  /**
   * Shows another avatar once it is ready; until then, and for good when it fails, the one before stays. A later call cancels
   * an earlier one. @throws AvatarFileError with a sentence for the user; an AbortError when it is cancelled.
   */
  load(source: Uint8Array | string, options?: LoadOptions): Promise<AvatarInfo>;
  /** The pose to draw next, and expressions by name over those of the frame. Both are read, not kept. */
  apply(frame: MotionFrame, shown?: ShownWeights): void;
  /** Moves hair and clothes on by `deltaSeconds` and draws. */
  render(deltaSeconds: number): void;
  setSize(width: number, height: number): void;
  setBackground(background: Background): void;
  setSurroundings: AvatarScene['setSurroundings'];
  setShot(shot: Shot): void;
  /** Lets the user place a prop by hand on the canvas; undefined takes the gizmo away. */
  setGizmo(wish: GizmoWish | undefined, onPlace: PropGizmoOptions['onPlace']): void;
  /** Camera moves, light, effects, wind, props: see `shared/settings/scene.ts`. */
  setLook(look: SceneLook): void;
  /** How the picture differs from the shot. `cut` while the user drags it. */
  setOrbit(orbit: Orbit, how?: 'move' | 'cut'): void;
  /**
   * Another program moves the camera: position (metres), rotation (x, y, z, w), vertical field of view (degrees). Undefined gives it back.
   */
  setCamera(camera: readonly number[] | undefined): void;
  setQuality(quality: Quality): void;
  /** Hair and clothes hang still again. */
  settle(): void;
  /** The picture as PNG, with its alpha. */
  snapshot(): Promise<Blob>;
  /** For tests and pictures; undefined without an avatar. */
  probe(): AvatarProbe | undefined;
  /** What draws: the graphics card, or the CPU in its place, as the driver names it. */
  readonly rendererName: string;
  /** What lies on the graphics card. */
  resources(): { geometries: number; textures: number; programs: number };
  dispose(): void;
}

/** How long a lost WebGL context may take to come back before another is made, milliseconds. */
const RESTORE_WAIT = 3000;

/** Samples a pixel where edges are smoothed. */
const SAMPLES = 4;

/** @throws Error with a sentence where the browser gives no WebGL 2. */
export const createAvatarView = (options: AvatarViewOptions): AvatarView => {
  let canvas = options.canvas;
  let quality: Quality = options.quality ?? { antialias: true, outlines: true };
  let width = canvas.width;
  let height = canvas.height;
  let body: AvatarBody | undefined;
  let loading: AbortController | undefined;
  let showGizmo = (): void => undefined;
  let disposed = false;
  let restoreTimer: ReturnType<typeof setTimeout> | undefined;

  const samples = (): number => (quality.antialias ? SAMPLES : 0);

  const onLost = (event: Event): void => {
    event.preventDefault();
    restoreTimer = setTimeout(replaceRenderer, RESTORE_WAIT);
  };
  const onRestored = (): void => clearTimeout(restoreTimer);

  const openRenderer = (): WebGLRenderer => {
    const opened = createRenderer(canvas, quality.antialias);
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    opened.setSize(width, height, false);
    return opened;
  };

  const closeRenderer = (): void => {
    clearTimeout(restoreTimer);
    canvas.removeEventListener('webglcontextlost', onLost);
    canvas.removeEventListener('webglcontextrestored', onRestored);
    renderer.dispose();
    renderer.forceContextLoss();
  };

  /** A canvas keeps its first context for life: another context means another canvas in its place. */
  const replaceRenderer = (): void => {
    if (disposed) return;
    closeRenderer();
    const former = canvas;
    canvas = former.cloneNode(false) as HTMLCanvasElement;
    former.replaceWith(canvas);
    renderer = openRenderer();
    world.setRenderer(renderer, samples());
    showGizmo();
    options.onCanvasReplaced?.(canvas);
  };

  const show = (next: AvatarBody): void => {
    const former = body;
    body = next;
    world.setBody(next);
    former?.dispose();
  };

  const load: AvatarView['load'] = async (source, { signal, onProgress } = {}) => {
    loading?.abort();
    const own = new AbortController();
    loading = own;
    const abort = (): void => own.abort(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    const report = (fraction: number): void => onProgress?.(fraction);
    try {
      const bytes =
        typeof source === 'string' ? await fetchBytes(source, own.signal, (f) => report(f * 0.4)) : source;
      const loaded = await loadAvatar(bytes, {
        signal: own.signal,
        onProgress: (f) => report(0.4 + f * 0.4),
      });
      const next = await openBody(loaded);
      next.materials.showOutlines(quality.outlines);
      report(0.9);
      try {
        const { camera, scene } = world;
        const { signal: until } = own;
        await warmUp({
          renderer,
          camera,
          scene,
          root: next.vrm.scene,
          textures: next.textures(),
          signal: until,
        });
        until.throwIfAborted();
      } catch (error) {
        next.dispose();
        throw error;
      }
      show(next);
      report(1);
      return next.info;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };

  let renderer = openRenderer();
  const world = createAvatarScene({
    renderer,
    width,
    height,
    samples: samples(),
    onFault: (message) => options.onSceneFault?.(message),
  });
  world.setSize(width, height);

  return {
    get canvas() {
      return canvas;
    },
    get info() {
      return body?.info;
    },
    get rest() {
      return body?.rest;
    },
    load,
    apply: (motion, shown) => body?.apply(motion, shown),
    render: world.render,
    setSize: (nextWidth, nextHeight) => {
      if (nextWidth === width && nextHeight === height) return;
      width = nextWidth;
      height = nextHeight;
      renderer.setSize(width, height, false);
      world.setSize(width, height);
    },
    setBackground: world.setBackground,
    setSurroundings: world.setSurroundings,
    setShot: world.setShot,
    setGizmo: (wish, onPlace) => {
      showGizmo = () => world.setGizmo(wish, canvas, onPlace);
      showGizmo();
    },
    setLook: world.setLook,
    setOrbit: world.setOrbit,
    setCamera: world.setCamera,
    setQuality: (next) => {
      const replace = next.antialias !== quality.antialias;
      quality = next;
      body?.materials.showOutlines(next.outlines);
      if (replace) replaceRenderer();
    },
    settle: () => body?.settle(),
    snapshot: () => {
      world.render(0);
      return toPng(canvas);
    },
    probe: () => body?.probe(),
    get rendererName() {
      return rendererName(renderer.getContext() as WebGL2RenderingContext);
    },
    resources: () => ({
      geometries: renderer.info.memory.geometries,
      textures: renderer.info.memory.textures,
      programs: renderer.info.programs?.length ?? 0,
    }),
    dispose: () => {
      disposed = true;
      loading?.abort();
      world.setBody(undefined);
      body?.dispose();
      world.dispose();
      closeRenderer();
    },
  };
};

/** What no check has foreseen shows here at the latest, before the avatar on the air is given up. */
const openBody = async (loaded: LoadedAvatar): Promise<AvatarBody> => {
  try {
    return await createAvatarBody(loaded);
  } catch {
    disposeAvatar(loaded.vrm);
    throw new AvatarFileError(
      'The avatar cannot be moved: its bones or meshes do not fit together. Export it again.',
    );
  }
};

/** Must be called in the task that drew: the drawing buffer is cleared afterwards. */
const toPng = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made. Try again.'))),
      'image/png',
    ),
  );
