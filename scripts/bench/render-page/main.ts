/** Runs in the page of render.ts: Kagami's avatar stage against three-vrm by itself, same file, same size, in turns. */
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { createAvatarView } from '../../../src/renderer/avatar/avatar-view';
import { openBare } from './bare';
import { finish, median, quantile, timed } from './clock';
import { type LoadFigures, measureLoads } from './loads';

export interface RenderCase {
  file: string;
  width: number;
  height: number;
  antialias: boolean;
  frames: number;
  /** No more frames are begun after this many milliseconds. */
  limitMs: number;
}

export interface FrameFigures {
  triangles: number;
  /** Median milliseconds of a whole frame, until the graphics card is done. */
  bareMs: number;
  stageMs: number;
  /** Median of each frame's ratio: both were drawn in the same moment of a busy machine. */
  frameRatio: number;
  /** Median milliseconds on the main thread alone: pose and expressions; springs of three-vrm. */
  applyMs: number;
  updateMs: number;
  /** A whole frame of the stage on the main thread alone: pose, springs, drawing commands. */
  mainMs: number;
  mainMs95: number;
}

/** Of frames there are none where none were to be measured. */
export type RenderFigures = LoadFigures & Partial<FrameFigures>;

declare global {
  interface Window {
    measureRender(given: RenderCase): Promise<RenderFigures>;
  }
}

/** A frame whose head moves, so that hair and clothes do. */
const nod = (frame: MotionFrame, i: number): void => {
  const angle = 0.3 * Math.sin(i / 10);
  frame.bones.set([0, Math.sin(angle / 2), 0, Math.cos(angle / 2)], BONE_INDEX.head * 4);
};

const measureFrames = async (given: RenderCase): Promise<FrameFigures> => {
  const frame = createMotionFrame();
  const canvas = document.createElement('canvas');
  const view = createAvatarView({ canvas, quality: { antialias: given.antialias, outlines: true } });
  view.setSize(given.width, given.height);
  const bare = await openBare(given);
  await view.load(`/files/${given.file}`);
  const times = {
    bare: [] as number[],
    stage: [] as number[],
    apply: [] as number[],
    update: [] as number[],
    main: [] as number[],
    ratio: [] as number[],
  };
  const end = performance.now() + given.limitMs;
  for (let i = -4; i < given.frames && performance.now() < end; i++) {
    nod(frame, i);
    let bareMs = 0;
    let stageMs = 0;
    let renderMs = 0;
    const drawBare = (): void => {
      bare.draw(frame);
      finish(bare.canvas);
    };
    const drawStage = (): void => {
      renderMs = timed(() => view.render(1 / 60));
      finish(view.canvas);
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
    times.main.push(applyMs + renderMs);
    times.ratio.push((applyMs + stageMs) / bareMs);
    // Lets the page breathe between frames, as the display would.
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { triangles } = view.info!;
  view.dispose();
  bare.close();
  return {
    triangles,
    bareMs: median(times.bare),
    stageMs: median(times.stage),
    frameRatio: median(times.ratio),
    applyMs: median(times.apply),
    updateMs: median(times.update),
    mainMs: median(times.main),
    mainMs95: quantile(times.main, 0.95),
  };
};

window.measureRender = async (given) => ({
  ...(await measureLoads(given)),
  ...(given.frames > 0 && (await measureFrames(given))),
});
