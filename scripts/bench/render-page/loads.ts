import { createMotionFrame } from '@shared/motion-frame';
import { createAvatarView } from '../../../src/renderer/avatar/avatar-view';
import { openBare } from './bare';
import { finish, median, timed } from './clock';
import type { RenderCase } from './main';

export interface LoadFigures {
  /** Milliseconds from the file's address to the first frame, medians. */
  bareLoadMs: number;
  stageLoadMs: number;
  /** Longest time that the main thread answered nothing while the stage loaded, of all rounds. */
  longestBlockMs: number;
  /** The same while nothing was done for as long: what the machine itself adds. */
  idleBlockMs: number;
  /** The frame after that, until the graphics card is done. */
  firstFrameMs: number;
}

const ROUNDS = 3;

/** Both load the file anew in contexts of their own, in turns. */
export const measureLoads = async (given: RenderCase): Promise<LoadFigures> => {
  const bare: number[] = [];
  const stage: number[] = [];
  const firstFrames: number[] = [];
  let longestBlockMs = 0;
  let idleBlockMs = 0;

  const loadBare = async (): Promise<void> => {
    const start = performance.now();
    const opened = await openBare(given);
    opened.draw(createMotionFrame());
    finish(opened.canvas);
    bare.push(performance.now() - start);
    opened.close();
  };

  const loadStage = async (): Promise<void> => {
    const canvas = document.createElement('canvas');
    const view = createAvatarView({ canvas, quality: { antialias: given.antialias, outlines: true } });
    view.setSize(given.width, given.height);
    const start = performance.now();
    longestBlockMs = Math.max(longestBlockMs, await longestBlock(() => view.load(`/files/${given.file}`)));
    firstFrames.push(
      timed(() => {
        view.render(1 / 60);
        finish(view.canvas);
      }),
    );
    const took = performance.now() - start;
    stage.push(took);
    view.dispose();
    idleBlockMs = Math.max(idleBlockMs, await longestBlock(() => delay(Math.min(took, 1000))));
  };

  for (let round = 0; round < ROUNDS; round++) {
    if (round % 2 === 0) await loadBare();
    await loadStage();
    if (round % 2 !== 0) await loadBare();
  }
  return {
    bareLoadMs: median(bare),
    stageLoadMs: median(stage),
    longestBlockMs,
    idleBlockMs,
    firstFrameMs: median(firstFrames),
  };
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

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
