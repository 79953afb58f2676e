import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createShaper, shapeOptions } from '@motion/shape/shaper';
import { createSolver, type SolverKind } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { HUMAN_REST } from '../synthetic/skeleton';
import { quantile } from './statistics';
import { EPOCH, talkingFrames } from './talking-frames';

export interface Cost {
  name: string;
  /** Microseconds of processor time a frame, as the machine may be busy with other things: median of blocks of frames, and the best block. */
  median: number;
  best: number;
  /** Bytes that the heap grows by with each frame after warm-up. */
  bytes: number;
}

const FRAMES = 300;
const BLOCKS = 40;
const HEAP_FRAMES = 3000;

/** Solving and shaping a talking person with both hands in view, 300 different frames again and again. */
export const measureCosts = (): Cost[] => {
  const frames = talkingFrames(FRAMES);
  const solved = createMotionFrame();
  const shaped = createMotionFrame();
  const make = (kind: SolverKind) => {
    const solver = createSolver(kind, { arms: 'angles', mode: 'upper' });
    solver.setRest(HUMAN_REST);
    return solver;
  };
  const classic = make('classic');
  const direct = make('direct');
  const both = make('direct');
  const shaper = createShaper(shapeOptions(defaultSettings().motion));
  shaper.setRest(HUMAN_REST);
  const clock = Float64Array.of(EPOCH);
  const solvedOnce = frames.map((frame) => {
    const out = createMotionFrame();
    direct.solve(frame, out);
    return out;
  });
  const shape = (motion: typeof solved): void => {
    clock[0]! += 1000 / 30;
    motion.time = clock[0]!;
    shaper.push(motion);
    shaper.step(clock[0]! + 40, shaped);
  };
  const runs: [name: string, run: (index: number) => void][] = [
    ['Kalidokit, solve alone', (i) => classic.solve(frames[i]!, solved)],
    ['direct, solve alone', (i) => direct.solve(frames[i]!, solved)],
    ['shape alone (push and step)', (i) => shape(solvedOnce[i]!)],
    [
      'direct, solve and shape',
      (i) => {
        both.solve(frames[i]!, solved);
        shape(solved);
      },
    ],
  ];
  return measureTogether(runs);
};

/** Blocks of the runs take turns, so that whatever else the machine does hits all alike. */
const measureTogether = (runs: readonly [string, (index: number) => void][]): Cost[] => {
  const times = runs.map((): number[] => []);
  for (let block = -10; block < BLOCKS; block++)
    runs.forEach(([, run], r) => {
      const start = process.cpuUsage();
      for (let i = 0; i < FRAMES; i++) run(i);
      const { user, system } = process.cpuUsage(start);
      if (block >= 0) times[r]!.push((user + system) / FRAMES);
    });
  return runs.map(([name, run], r) => ({
    name,
    median: quantile(times[r]!, 0.5),
    best: quantile(times[r]!, 0),
    bytes: heapGrowth(run),
  }));
};

/** Bytes a frame by which the heap grows without a collection in between; the least of some tries, as the engine itself allocates. */
const heapGrowth = (run: (index: number) => void): number => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5; attempt++) {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < HEAP_FRAMES; i++) run(i % FRAMES);
    least = Math.min(least, (process.memoryUsage().heapUsed - before) / HEAP_FRAMES);
  }
  return Math.max(0, least);
};
