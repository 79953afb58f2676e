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

/** From the cheeks' edges and the nose's tip: sin(yaw) is about how far the nose is off the middle. */
const landmarkYaw = (points: Float32Array): number => {
  const [nose, rightEdge, leftEdge] = [1, 234, 454].map((i) => points[i * 3] ?? 0) as [
    number,
    number,
    number,
  ];
  const half = Math.abs(leftEdge - rightEdge) / 2;
  return Math.asin(Math.max(-1, Math.min(1, (nose - (leftEdge + rightEdge) / 2) / Math.max(half, 1e-6))));
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

Object.assign(globalThis, { track });
