import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { createLane, type Lane } from '../../../src/renderer/track/lane';
import { configsFor } from '../../../src/renderer/track/lane-plan';
import type { LaneConfig } from '../../../src/renderer/track/messages';
import { createMeter } from '../../../src/renderer/track/meter';
import { TRACKED_PARTS, type TrackedPart, type TrackerOptions } from '../../../src/renderer/track/tracker';
import { openBaseline } from './holistic';
import { readMotionJpeg } from './images';
import type { PartTime } from './part-time';

export interface Comparison {
  /** Median milliseconds of one image, and the faces and poses seen in it on average. */
  baseline: number;
  baselineSeen: number;
  /** Milliseconds of wall time from one result of a part to the next. */
  perPart: Record<TrackedPart, number>;
}

export interface Rates {
  rates: Record<TrackedPart, number>;
  ms: Record<TrackedPart, number>;
}

const assets = {
  wasm: `${location.origin}/vision/`,
  models: `${location.origin}/models/`,
  faceMesh: `${location.origin}/face-mesh/`,
};

const clock = (): number => performance.timeOrigin + performance.now();

/** A lane that is loaded and warm. */
const openLane = (
  config: LaneConfig,
  frame: TrackingFrame,
  onResult: (ms: Partial<Record<TrackedPart, number>>) => void,
): Promise<Lane> =>
  new Promise((resolve, reject) => {
    const lane: Lane = createLane(config, frame, {
      onReady: () => resolve(lane),
      onResult: (_time, ms) => onResult(ms),
      onFailure: ({ reason, detail }) => reject(new Error(`${reason}: ${detail}`)),
    });
  });

const countSeen = ({ face, pose, leftHand, rightHand }: TrackingFrame): number =>
  [face, pose, leftHand, rightHand].filter(({ score }) => score > 0).length;

/** Tracks one part, image after image, until the frames or the milliseconds are used up. */
const timePart = async (options: {
  config: Omit<LaneConfig, 'assets'>;
  footage: string;
  frames: number;
  limitMs: number;
}): Promise<PartTime> => {
  const pictures = await readMotionJpeg(options.footage);
  const [part] = options.config.parts;
  const times: number[] = [];
  const frame = createTrackingFrame();
  let seen = 0;
  let done: (() => void) | undefined;
  const begin = performance.now();
  const lane = await openLane({ ...options.config, assets }, frame, (ms) => {
    times.push((part && ms[part]) ?? 0);
    seen += countSeen(frame);
    done?.();
  });
  const start = performance.now() - begin;
  const end = performance.now() + options.limitMs;
  for (let i = 0; i < options.frames && performance.now() < end; i++) {
    const picture = pictures[i % pictures.length];
    if (!picture) break;
    const result = new Promise<void>((resolve) => {
      done = resolve;
    });
    lane.submit(new VideoFrame(picture, { timestamp: i * 33_000 }), clock());
    await result;
  }
  lane.close();
  // The first image that shows a face loads what the warm-up could not reach.
  const steady = times.length > 2 ? times.slice(1) : times;
  return {
    start,
    median: steady.sort((a, b) => a - b)[steady.length >> 1] ?? 0,
    frames: steady.length,
    seen: seen / Math.max(1, times.length),
  };
};

const FRAME_MS = 1000 / 30;

/** Feeds images at 30 a second to the workers that the program uses, or to one that does everything. */
const measureRates = async (options: {
  tracker: TrackerOptions;
  delegate: 'gpu' | 'cpu';
  faceTracker: LaneConfig['faceTracker'];
  workers: 'one' | 'program';
  confidence?: number;
  footage: string;
  seconds: number;
}): Promise<Rates> => {
  const pictures = await readMotionJpeg(options.footage);
  const meters = { face: createMeter(), pose: createMeter(), hands: createMeter() };
  const configs = configsFor(options.tracker, assets, options.delegate, options.faceTracker);
  const last = configs.at(-1);
  const chosen =
    options.workers === 'program' || !last
      ? configs
      : [{ ...last, parts: TRACKED_PARTS, faceTracker: options.faceTracker }];
  const lanes = await Promise.all(
    chosen.map((config) =>
      openLane({ ...config, confidence: options.confidence }, createTrackingFrame(), (ms) => {
        for (const part of TRACKED_PARTS)
          if (ms[part] !== undefined) meters[part].add(performance.now(), ms[part]);
      }),
    ),
  );
  const begin = performance.now();
  const end = begin + options.seconds * 1000;
  for (let i = 0; performance.now() < end; i++) {
    const picture = pictures[i % pictures.length];
    if (picture)
      for (const lane of lanes) lane.submit(new VideoFrame(picture, { timestamp: i * 33_000 }), clock());
    await new Promise((resolve) => setTimeout(resolve, begin + (i + 1) * FRAME_MS - performance.now()));
  }
  const now = performance.now();
  for (const lane of lanes) lane.close();
  const perPart = (read: (part: TrackedPart) => number): Record<TrackedPart, number> => ({
    face: read('face'),
    pose: read('pose'),
    hands: read('hands'),
  });
  return {
    rates: perPart((part) => meters[part].rate(now)),
    ms: perPart((part) => meters[part].median()),
  };
};

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Images that Kagami tracks after each of the baseline's. */
const IMAGES_A_ROUND = 12;

/**
 * The baseline and Kagami's two workers on the same footage, in turn, so that whatever else the machine does slows both. Both
 * may use every core; the time is the wall's.
 */
const compare = async (options: {
  configs: Omit<LaneConfig, 'assets'>[];
  footage: string;
  rounds: number;
  limitMs: number;
}): Promise<Comparison> => {
  const pictures = await readMotionJpeg(options.footage);
  const baseline = await openBaseline();
  const runs = { face: 0, pose: 0, hands: 0 };
  let answered: (() => void) | undefined;
  const lanes = await Promise.all(
    options.configs.map((config) =>
      openLane({ ...config, assets }, createTrackingFrame(), (ms) => {
        for (const part of TRACKED_PARTS) if (ms[part] !== undefined) runs[part]++;
        answered?.();
      }),
    ),
  );
  let at = 0;
  const trackOne = async (): Promise<void> => {
    const picture = pictures[at++ % pictures.length];
    if (!picture) return;
    for (const lane of lanes) lane.submit(new VideoFrame(picture, { timestamp: at * 33_000 }), clock());
    while (!lanes.every((lane) => lane.idle))
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
  };
  const theirs: number[] = [];
  let wall = 0;
  const end = performance.now() + options.limitMs;
  for (let round = 0; round <= options.rounds && (performance.now() < end || round < 2); round++) {
    const picture = pictures[(round * 4) % pictures.length];
    if (!picture) break;
    const took = await baseline.track(picture);
    const from = performance.now();
    for (let i = 0; i < IMAGES_A_ROUND; i++) await trackOne();
    // The first round warms both up and does not count.
    if (round === 0) runs.face = runs.pose = runs.hands = 0;
    else {
      theirs.push(took);
      wall += performance.now() - from;
    }
  }
  for (const lane of lanes) lane.close();
  const rounds = theirs.length;
  return {
    baseline: median(theirs),
    baselineSeen: baseline.seen / (rounds + 1),
    perPart: { face: wall / runs.face, pose: wall / runs.pose, hands: wall / runs.hands },
  };
};

export const bench = { timePart, measureRates, compare };
Object.assign(globalThis, { bench });
