/**
 * Measures what solving a face costs a frame, from landmarks alone and with a model's blendshapes, and prints it as JSON:
 * microseconds of processor time in the best of some blocks, and bytes by which the heap grows. In a process of its own, as what
 * else a process does would be counted in:
 *
 *     TSX_TSCONFIG_PATH=tsconfig.json node --expose-gc --import tsx scripts/bench/face-cost.ts
 */
import { createFaceSolver } from '@motion/solve/face';
import { createFacePose } from '@motion/solve/face/face-pose';
import { createMotionFrame } from '@shared/motion-frame';
import { talkingFrames } from '../fidelity/talking-frames';

const FRAMES = 100;
const WARM_UP = 12_000;
const COUNTED = 3000;
/** The least of some tries counts: the engine allocates now and then itself, and the machine does other things. */
const TRIES = 12;

export interface FaceCost {
  microseconds: number;
  bytes: number;
}

const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('Heap growth is measured under node --expose-gc.');

const measure = (fromModel: boolean): FaceCost => {
  const frames = talkingFrames(FRAMES);
  for (const { face } of frames) face.hasBlendshapes = face.hasMatrix = fromModel;
  const pose = createFacePose();
  const solver = createFaceSolver();
  const out = createMotionFrame();
  const run = (count: number): void => {
    for (let i = 0; i < count; i++) {
      const frame = frames[i % FRAMES]!;
      pose.solve(frame);
      solver.solve(frame, pose, out);
    }
  };
  run(WARM_UP);
  const least: FaceCost = { microseconds: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    collect();
    const before = process.memoryUsage().heapUsed;
    const start = process.cpuUsage();
    run(COUNTED);
    const { user, system } = process.cpuUsage(start);
    const bytes = process.memoryUsage().heapUsed - before;
    least.microseconds = Math.min(least.microseconds, (user + system) / COUNTED);
    least.bytes = Math.min(least.bytes, Math.max(0, bytes / COUNTED));
  }
  return least;
};

console.log(JSON.stringify({ landmarksAlone: measure(false), withModel: measure(true) }));
