import type { Fault } from '@shared/channel';
import { ARKIT_INDEX } from '@shared/expressions';
import type { TrackingFrame } from '@shared/tracking-frame';
import { readMotionJpeg, readPhoto } from '../../../scripts/bench/page/images';
import type { TrackerInfo, TrackerOptions } from '../../../src/renderer/track/tracker';
import { createTracker } from '../../../src/renderer/track/tracker-client';

/** What the test reads of one frame. */
export interface Seen {
  face: number;
  faceTracker: string;
  /** Radians; positive = the person turns to their own left. */
  landmarkYaw: number;
  matrixYaw: number | undefined;
  smile: number | undefined;
  pose: number;
  /** x of the shoulders in the picture. */
  leftShoulder: number;
  rightShoulder: number;
  kneeVisibility: number;
  hands: [number, number];
}

export interface Report {
  seen: Seen[];
  info: TrackerInfo;
  faults: Fault[];
  startMs: number;
}

export interface Burst {
  /** Which images were tracked, by their place in the burst. */
  tracked: number[];
  atOnce: boolean[];
  earlyAtOnce: boolean;
  allClosed: boolean;
}

export interface Crash {
  faults: Fault[];
  states: string[];
  face: number;
  delegate: string | undefined;
}

const assets = {
  wasm: `${location.origin}/vision/`,
  models: `${location.origin}/models/`,
  faceMesh: `${location.origin}/face-mesh/`,
};

const until = async (condition: () => boolean, limitMs: number): Promise<void> => {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error('waited too long for the tracker');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The line from the face's right edge to its left one: turned to the person's left, the left edge is farther away. */
const landmarkYaw = (points: Float32Array): number => {
  const [right, left] = [234 * 3, 454 * 3];
  const across = (points[left] ?? 0) - (points[right] ?? 0);
  const away = (points[left + 2] ?? 0) - (points[right + 2] ?? 0);
  return Math.atan2(away, across);
};

const summarise = ({ face, pose, leftHand, rightHand }: TrackingFrame): Seen => ({
  face: face.score,
  faceTracker: face.tracker,
  landmarkYaw: landmarkYaw(face.landmarks),
  matrixYaw: face.hasMatrix ? Math.atan2(face.matrix[8] ?? 0, face.matrix[10] ?? 1) : undefined,
  smile: face.hasBlendshapes ? face.blendshapes[ARKIT_INDEX.mouthSmileLeft] : undefined,
  pose: pose.score,
  leftShoulder: pose.landmarks[11 * 4] ?? 0,
  rightShoulder: pose.landmarks[12 * 4] ?? 0,
  kneeVisibility: pose.landmarks[25 * 4 + 3] ?? 0,
  hands: [leftHand.score, rightHand.score],
});

const track = async (options: TrackerOptions, url: string, stride: number): Promise<Report> => {
  const faults: Fault[] = [];
  const pictures = url.endsWith('.mjpeg') ? await readMotionJpeg(url) : [await readPhoto(url)];
  // A still picture twice: pose and hands may take turns.
  if (pictures.length === 1) for (let i = 0; i < 3; i++) pictures.push(await readPhoto(url));
  let latest: Seen | undefined;
  const tracker = createTracker({
    assets,
    onFrame: (frame) => {
      latest = summarise(frame);
    },
    onFault: (fault) => faults.push(fault),
  });
  const begin = performance.now();
  tracker.start(options);
  await until(() => tracker.info.state === 'ready', 60_000);
  const startMs = performance.now() - begin;
  const seen: Seen[] = [];
  for (const [index, picture] of pictures.entries()) {
    if (index % stride !== 0) continue;
    latest = undefined;
    tracker.submit(picture, performance.timeOrigin + performance.now());
    await until(() => latest !== undefined && tracker.idle, 60_000);
    if (latest) seen.push(latest);
  }
  const { info } = tracker;
  tracker.close();
  return { seen, info, faults, startMs };
};

/** Every worker that the page opens, so that one can be made to fail. */
const workers: Worker[] = [];
globalThis.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    workers.push(this);
  }
};

/** Submits images faster than they can be tracked. */
const burst = async (options: TrackerOptions, url: string, count: number): Promise<Burst> => {
  const tracked: number[] = [];
  const tracker = createTracker({
    assets,
    onFrame: (frame) => tracked.push(frame.face.time),
    onFault: () => {},
  });
  const early = await readPhoto(url);
  const earlyAtOnce = tracker.submit(early, 1);
  tracker.start(options);
  await until(() => tracker.info.state === 'ready', 60_000);
  const pictures = await Promise.all(Array.from({ length: count }, () => readPhoto(url)));
  const base = performance.timeOrigin + performance.now();
  const atOnce = pictures.map((picture, i) => tracker.submit(picture, base + i));
  await until(() => tracker.idle, 60_000);
  tracker.close();
  return {
    tracked: tracked.map((time) => Math.round(time - base)),
    atOnce,
    earlyAtOnce,
    allClosed: [early, ...pictures].every((picture) => picture.width === 0),
  };
};

const FAILURES = {
  error: () => new ErrorEvent('error', { message: 'out of memory' }),
  'gpu-lost': () =>
    new MessageEvent('message', {
      data: { type: 'failed', reason: 'gpu-lost', detail: 'WebGL context lost' },
    }),
};

/** Makes the newest worker fail and waits until tracking goes on. */
const crash = async (options: TrackerOptions, url: string, how: 'error' | 'gpu-lost'): Promise<Crash> => {
  const faults: Fault[] = [];
  const states: string[] = [];
  let face = 0;
  const tracker = createTracker({
    assets,
    onFrame: (frame) => {
      face = frame.face.score;
    },
    onFault: (fault) => faults.push(fault),
    onInfo: ({ state }) => {
      if (states.at(-1) !== state) states.push(state);
    },
  });
  tracker.start(options);
  await until(() => tracker.info.state === 'ready', 60_000);
  workers.at(-1)?.dispatchEvent(FAILURES[how]());
  await until(() => states.length >= 3 && tracker.info.state === 'ready', 60_000);
  tracker.submit(await readPhoto(url), performance.timeOrigin + performance.now());
  await until(() => tracker.idle, 60_000);
  const result = { faults, states: [...states], face, delegate: tracker.info.delegate };
  tracker.close();
  return result;
};

Object.assign(globalThis, { track, burst, crash });
