/**
 * Measures by how many bytes a frame the heap grows while solving and shaping, and prints it as JSON, by part. Run it with
 * `--expose-gc` in a process of its own: what else a process does would be counted in.
 */
import { createShaper, shapeOptions } from '@motion/shape/shaper';
import { createSolver, type SolverOptions } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { HUMAN_REST } from '../synthetic/skeleton';
import { EPOCH, talkingFrames } from './talking-frames';

const FRAMES = 300;
const WARM_UP = 12_000;
const COUNTED = 3000;
/** The least of some tries counts: the engine itself allocates now and then. */
const TRIES = 8;

const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('Heap growth is measured under node --expose-gc.');

const growth = (run: (index: number) => void): number => {
  for (let i = 0; i < WARM_UP; i++) run(i % FRAMES);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < COUNTED; i++) run(i % FRAMES);
    least = Math.min(least, (process.memoryUsage().heapUsed - before) / COUNTED);
  }
  return Math.max(0, least);
};

const frames = talkingFrames(FRAMES);
const faceless = talkingFrames(FRAMES);
for (const frame of faceless) frame.face.score = 0;
/** As a tracker without blendshapes and matrix sees them. */
const landmarksAlone = talkingFrames(FRAMES);
for (const { face } of landmarksAlone) face.hasBlendshapes = face.hasMatrix = false;

const solving = (seen: typeof frames, options: SolverOptions) => {
  const solver = createSolver('direct', options);
  solver.setRest(HUMAN_REST);
  const out = createMotionFrame();
  return (index: number): void => solver.solve(seen[index]!, out);
};

/** Times as the caller has them, on the heap already: a list of numbers alone would make new ones of them at every read. */
const times: (number | undefined)[] = [undefined];
const steps = WARM_UP + COUNTED * TRIES;
for (let i = 1; i <= steps; i++) times.push(EPOCH + (i * 1000) / 30 + 0.1);

const shaping = () => {
  const solver = createSolver('direct');
  solver.setRest(HUMAN_REST);
  const shaper = createShaper(shapeOptions(defaultSettings().motion));
  shaper.setRest(HUMAN_REST);
  const shaped = createMotionFrame();
  const solved = frames.map((frame) => {
    const out = createMotionFrame();
    solver.solve(frame, out);
    return out;
  });
  let step = 0;
  return (index: number): void => {
    step++;
    const motion = solved[index]!;
    motion.time = EPOCH + (step * 1000) / 30;
    shaper.push(motion);
    shaper.step(times[step]!, shaped);
  };
};

console.log(
  JSON.stringify({
    body: growth(solving(faceless, { arms: 'angles', mode: 'upper' })),
    face: growth(solving(frames, { arms: 'angles', mode: 'upper' })),
    landmarksAlone: growth(solving(landmarksAlone, { arms: 'angles', mode: 'upper' })),
    shape: growth(shaping()),
  }),
);
