import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import { createTakePlayer, readTake } from '@motion/codecs/take';
import { shapeOptions } from '@motion/shape/options';
import { createShaper } from '@motion/shape/shaper';
import { createSolver, type SolverKind } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { createTrackingFrame } from '@shared/tracking-frame';
import { ms, type Report, type Topic } from './topic';

const TAKE = resolve(import.meta.dirname, '../../resources/takes/demo.ktake');
const FRAME_MS = 1000 / 30;
const ROUNDS = 4;

/** What one frame of the demo take costs between tracker and avatar: solve, then shape (filter, mirror, mix, idle). */
export const solving: Topic = {
  name: 'solving',
  run: async (): Promise<Report> => {
    const take = readTake(gunzipSync(readFileSync(TAKE)));
    const row = (kind: SolverKind): string[] => {
      const { solve, shape } = measure(kind, take);
      return [kind, ms(solve), ms(shape), ms(solve + shape)];
    };
    return {
      tables: [
        {
          title: 'Solve and shape, median microseconds a frame (demo take)',
          columns: ['solver', 'solve', 'shape', 'both'],
          rows: [row('classic'), row('direct')],
        },
      ],
      notes: ['Applying a shaped frame to the avatar needs a browser: see the topic “rendering”.'],
    };
  },
};

const measure = (kind: SolverKind, take: ReturnType<typeof readTake>): { solve: number; shape: number } => {
  const player = createTakePlayer(take, { loop: false });
  const solver = createSolver(kind);
  const shaper = createShaper(shapeOptions(defaultSettings().motion));
  const frame = createTrackingFrame();
  const solved = createMotionFrame('tracking');
  const shaped = createMotionFrame('mix');
  const solveTimes: number[] = [];
  const shapeTimes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    solver.reset();
    shaper.reset();
    for (let time = 0; time < take.durationMs; time += FRAME_MS) {
      if (!player.at(time, frame)) continue;
      const started = performance.now();
      solver.solve(frame, solved);
      const middle = performance.now();
      shaper.push(solved);
      shaper.step(time, shaped);
      const ended = performance.now();
      // The first round warms the machine code up.
      if (round === 0) continue;
      solveTimes.push((middle - started) * 1000);
      shapeTimes.push((ended - middle) * 1000);
    }
  }
  return { solve: median(solveTimes), shape: median(shapeTimes) };
};

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
