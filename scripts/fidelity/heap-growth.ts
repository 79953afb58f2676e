/**
 * Measures by how many bytes a frame the heap grows while solving and shaping, and prints it as JSON, by what runs (all, or those
 * named as arguments). Run it with `--expose-gc` in a process of its own: what else a process does would be counted in; and with
 * `--no-concurrent-recompilation`, so that it does not depend on the load of the machine when code becomes optimised.
 */
import { createShaper, type ShapeOptions, shapeOptions } from '@motion/shape/shaper';
import { createSolver, type SolverOptions } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { HUMAN_REST } from '../synthetic/skeleton';
import type { HeapGrowth } from './report';
import { EPOCH, talkingFrames } from './talking-frames';

const FRAMES = 300;
const WARM_UP = 30_000;
const COUNTED = 2000;
/** The least of some tries counts: the engine itself allocates now and then. */
const TRIES = 3;

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

/** Body and hands that come and go by turns, as does the face. */
const comingAndGoing = talkingFrames(FRAMES);
comingAndGoing.forEach((frame, i) => {
  if (i % 90 > 60) frame.leftHand.score = 0;
  if (i % 50 > 30) frame.rightHand.score = 0;
  if (i > 120 && i < 180) frame.pose.score = 0;
  if (i > 200 && i < 240) frame.face.score = 0;
  if (i > 150 && i < 170) frame.pose.worldLandmarks[15 * 4] = Number.NaN;
});

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

const shaping = (seen: typeof frames, mode: SolverOptions['mode'], changes: Partial<ShapeOptions> = {}) => {
  const solver = createSolver('direct', { arms: 'angles', mode });
  solver.setRest(HUMAN_REST);
  const shaper = createShaper({ ...shapeOptions(defaultSettings().motion), ...changes });
  shaper.setRest(HUMAN_REST);
  const shaped = createMotionFrame();
  const solved = seen.map((frame) => {
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

/** Every option away from where it is as installed. */
const TUNED: Partial<ShapeOptions> = {
  mirror: false,
  smoothing: 0.85,
  linkBlinks: true,
  idle: 0.35,
  gain: { head: 0.9, body: 0.8, arms: 1.2, expressions: 1.1 },
  calibration: {
    headZero: [0.05, 0.02, 0, 0.9985],
    cameraPitch: 0.1,
    neutral: { jawOpen: 0.05 },
    eyesOpen: { left: 0.1, right: 0.15 },
    shoulderWidth: 0.35,
    armLength: 0.55,
  },
};

/** Nobody before the camera: the idle motion alone. */
const idling = () => {
  const shaper = createShaper(shapeOptions(defaultSettings().motion));
  shaper.setRest(HUMAN_REST);
  const shaped = createMotionFrame();
  let step = 0;
  return (): void => {
    step++;
    shaper.step(times[step]!, shaped);
  };
};

const runs: Record<keyof HeapGrowth, () => (index: number) => void> = {
  upperAngles: () => solving(faceless, { arms: 'angles', mode: 'upper' }),
  upperReach: () => solving(faceless, { arms: 'reach', mode: 'upper' }),
  fullAngles: () => solving(faceless, { arms: 'angles', mode: 'full' }),
  fullReach: () => solving(faceless, { arms: 'reach', mode: 'full' }),
  face: () => solving(frames, { arms: 'angles', mode: 'upper' }),
  comingAndGoing: () =>
    solving(comingAndGoing, {
      arms: 'reach',
      mode: 'full',
      body: { shoulderWidth: TUNED.calibration!.shoulderWidth, armLength: TUNED.calibration!.armLength },
    }),
  shapeUpper: () => shaping(frames, 'upper'),
  shapeFull: () => shaping(frames, 'full'),
  shapeTuned: () => shaping(frames, 'full', TUNED),
  shapeComingAndGoing: () => shaping(comingAndGoing, 'full'),
  idle: idling,
};

const only = process.argv.slice(2);
const names = (Object.keys(runs) as (keyof HeapGrowth)[]).filter(
  (name) => only.length === 0 || only.includes(name),
);
console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, growth(runs[name]())]))));
