import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createShaper, shapeOptions } from '@motion/shape/shaper';
import { createSolver, type SolverKind } from '@motion/solve';
import { copyLandmarks, createLandmarkCopies } from '@motion/solve/classic/landmark-copies';
import { createMotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { copyTrackingFrame, createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { Face, Hand, Pose } from 'kalidokit';
import { HUMAN_REST } from '../synthetic/skeleton';
import { quantile } from './statistics';
import { EPOCH, talkingFrames } from './talking-frames';

export interface Cost {
  name: string;
  /**
   * Microseconds of processor time a frame, as the machine may be busy with other things: median of blocks of frames, and the best block.
   * Without what it takes to lay the input out ({@link Run.less}).
   */
  median: number;
  best: number;
  /** Bytes that the heap grows by with each frame after warm-up. */
  bytes: number;
}

const FRAMES = 300;
const BLOCKS = 40;
const HEAP_FRAMES = 3000;

interface Run {
  name: string;
  run(index: number): void;
  /** The row that does what this one does before its own work: its time is taken off. */
  less?: string;
}

/** Names of the rows that the goals speak of. */
const FRAME_COPYING = '(a tracking frame copied to where the last one was)';
const LANDMARK_COPYING = '(landmarks copied to Kalidokit’s layout)';
const KALIDOKIT = 'Kalidokit’s calls alone';
const CLASSIC = 'classic: Kalidokit from a tracking frame to bones';
const SOLVE_AND_SHAPE = 'direct, solve and shape';
const WITH_ESTIMATE = 'the same, with all 52 blendshapes estimated from landmarks';

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
  const withoutBlendshapes = talkingFrames(FRAMES);
  for (const frame of withoutBlendshapes) frame.face.hasBlendshapes = false;
  /** The app's frames come one by one to the same place, and are in the cache when they are solved. */
  const seen = createTrackingFrame();
  const see = (frame: TrackingFrame): TrackingFrame => {
    copyTrackingFrame(frame, seen);
    return seen;
  };
  const solveAndShape = (frame: TrackingFrame): void => {
    both.solve(frame, solved);
    shape(solved);
  };
  return measureTogether([
    { name: FRAME_COPYING, run: (i) => see(frames[i]!) },
    ...kalidokitRuns(frames),
    { name: CLASSIC, run: (i) => classic.solve(see(frames[i]!), solved), less: FRAME_COPYING },
    {
      name: 'direct, solve alone',
      run: (i) => direct.solve(see(frames[i]!), solved),
      less: FRAME_COPYING,
    },
    { name: 'shape alone (push and step)', run: (i) => shape(solvedOnce[i]!) },
    { name: SOLVE_AND_SHAPE, run: (i) => solveAndShape(see(frames[i]!)), less: FRAME_COPYING },
    {
      name: WITH_ESTIMATE,
      run: (i) => solveAndShape(see(withoutBlendshapes[i]!)),
      less: FRAME_COPYING,
    },
  ]);
};

/**
 * Kalidokit's four calls on landmarks copied to its own layout (one set of objects, warm in the cache, as `Face.solve` overwrites what
 * it is given), and that copying alone: the difference is what Kalidokit itself takes. No bones are made of its angles.
 */
const kalidokitRuns = (frames: readonly TrackingFrame[]): Run[] => {
  const copies = createLandmarkCopies();
  const left = createLandmarkCopies().hand;
  const imageSize = { width: frames[0]!.imageWidth, height: frames[0]!.imageHeight };
  const copy = ({ face, pose, leftHand, rightHand }: TrackingFrame): void => {
    copyLandmarks(face.landmarks, 3, copies.face);
    copyLandmarks(pose.landmarks, 4, copies.pose);
    copyLandmarks(pose.worldLandmarks, 4, copies.poseWorld);
    copyLandmarks(rightHand.worldLandmarks, 3, copies.hand);
    copyLandmarks(leftHand.worldLandmarks, 3, left);
  };
  return [
    {
      name: KALIDOKIT,
      less: LANDMARK_COPYING,
      run: (index) => {
        copy(frames[index]!);
        const rig = Face.solve(copies.face, { runtime: 'mediapipe', imageSize })!;
        Face.stabilizeBlink(rig.eye, rig.head.y);
        Pose.solve(copies.poseWorld, copies.pose, { runtime: 'mediapipe', enableLegs: false });
        Hand.solve(copies.hand, 'Left');
        Hand.solve(left, 'Right');
      },
    },
    { name: LANDMARK_COPYING, run: (index) => copy(frames[index]!) },
  ];
};

/** Blocks of the runs take turns, so that whatever else the machine does hits all alike. */
const measureTogether = (runs: readonly Run[]): Cost[] => {
  const times = runs.map((): number[] => []);
  for (let block = -10; block < BLOCKS; block++)
    runs.forEach(({ run }, r) => {
      const start = process.cpuUsage();
      for (let i = 0; i < FRAMES; i++) run(i);
      const { user, system } = process.cpuUsage(start);
      if (block >= 0) times[r]!.push((user + system) / FRAMES);
    });
  const timeOf = (r: number, q: number): number => quantile(times[r]!, q);
  return runs.map(({ name, run, less }, r) => {
    const before = runs.findIndex((other) => other.name === less);
    const time = (q: number): number => timeOf(r, q) - (before < 0 ? 0 : timeOf(before, q));
    return { name, median: time(0.5), best: time(0), bytes: heapGrowth(run) };
  });
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

/** Microseconds a frame (median) that solving and shaping takes, and its share of what Kalidokit does. */
export interface CostOfAll {
  microseconds: number;
  /** Of Kalidokit from the same tracking frame to the same bones. */
  shareOfClassic: number;
  /** The same, with all blendshapes estimated from landmarks. */
  shareWithEstimate: number;
  /** Of its calls alone, with neither landmarks copied nor bones made. */
  shareOfCalls: number;
}

export const costOfAll = (costs: readonly Cost[]): CostOfAll => {
  const median = (name: string): number => costs.find((cost) => cost.name === name)!.median;
  const microseconds = median(SOLVE_AND_SHAPE);
  return {
    microseconds,
    shareOfClassic: microseconds / median(CLASSIC),
    shareWithEstimate: median(WITH_ESTIMATE) / median(CLASSIC),
    shareOfCalls: microseconds / median(KALIDOKIT),
  };
};
