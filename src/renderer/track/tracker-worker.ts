import { createTrackingFrame } from '@shared/tracking-frame';
import { measureDelegate } from './delegate';
import { handsLikely } from './handedness';
import type { FromWorker, LaneConfig, ToWorker } from './messages';
import { createPartPacker } from './packet';
import type { PartTracker, TrackerImage } from './part-tracker';
import { createPartTrackers, PartError } from './parts';
import { createPixelReader } from './pixels';
import { createSchedule } from './schedule';
import type { TrackedPart } from './tracker';

/** Frame time that pose and hands should fit into together; where they do not, they take turns. */
const BUDGET_MS = 1000 / 30;

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope;

type ImageMessage = Extract<ToWorker, { type: 'image' }>;
type Fail = Extract<FromWorker, { type: 'failed' }>['reason'];

let track: ((message: ImageMessage) => Promise<void>) | undefined;

scope.onmessage = ({ data }) => {
  void handle(data);
};

const handle = async (message: ToWorker): Promise<void> => {
  try {
    if (message.type === 'measure')
      scope.postMessage({
        type: 'measured',
        measured: await measureDelegate(message.assets, message.known),
      });
    else if (message.type === 'start') {
      track = await createLane(message.config);
      scope.postMessage({ type: 'ready' });
    } else if (track) await track(message);
    else message.image.close();
  } catch (error) {
    fail(reasonOf(error, message), error);
  }
};

const reasonOf = (error: unknown, message: ToWorker): Fail => {
  if (!(error instanceof PartError)) return message.type === 'image' ? 'tracking' : 'models';
  if (error.part !== 'face') return 'models';
  return message.type === 'start' && message.config.faceTracker === 'face-mesh' ? 'face-mesh' : 'face-model';
};

const fail = (reason: Fail, error: unknown): void =>
  scope.postMessage({
    type: 'failed',
    reason,
    detail: error instanceof Error ? error.message : String(error),
  });

/** Loads the models and warms them up. @returns what tracks one image and posts the result. */
const createLane = async (config: LaneConfig): Promise<(message: ImageMessage) => Promise<void>> => {
  const frame = createTrackingFrame();
  const trackers = await createPartTrackers(config, frame, () => fail('gpu-lost', 'WebGL context lost'));
  await warmUp(trackers);

  const byPart = new Map(trackers.map((tracker) => [tracker.part, tracker]));
  const packers = new Map(config.parts.map((part) => [part, createPartPacker(frame, part)]));
  const schedule = createSchedule({ parts: config.parts, budgetMs: BUDGET_MS });
  const planned: TrackedPart[] = [];
  const evidence = { seen: false, likely: true };
  const nextTimestamp = createTimestamps();
  const readPixels = config.delegate === 'cpu' ? createPixelReader() : undefined;

  return async ({ image, time, packet }) => {
    const ms: Partial<Record<TrackedPart, number>> = {};
    const imageWidth = 'displayWidth' in image ? image.displayWidth : image.width;
    const imageHeight = 'displayHeight' in image ? image.displayHeight : image.height;
    try {
      evidence.seen = frame.leftHand.score > 0 || frame.rightHand.score > 0;
      evidence.likely = handsLikely(frame.pose, time);
      const timestamp = nextTimestamp(time);
      // Reading the pixels counts as the first part's time.
      let start = performance.now();
      const picture = readPixels ? await readPixels(image) : image;
      for (const part of schedule.plan(time, evidence, planned)) {
        await byPart.get(part)?.detect(picture, time, timestamp);
        const took = performance.now() - start;
        start += took;
        schedule.ran(part, time, took);
        ms[part] = took;
        packers.get(part)?.write(packet);
      }
    } finally {
      image.close();
    }
    scope.postMessage({ type: 'result', time, imageWidth, imageHeight, packet, ms }, [packet.buffer]);
  };
};

/** The first image costs far more than the others (0.2–1.1 s on the CPU): spend that before saying `ready`. */
const warmUp = async (trackers: readonly PartTracker[]): Promise<void> => {
  const picture: TrackerImage = new OffscreenCanvas(640, 480);
  picture.getContext('2d')?.fillRect(0, 0, 640, 480);
  for (const tracker of trackers) await tracker.detect(picture, 0, 0);
};

/** MediaPipe wants whole milliseconds that always grow; a new source may begin at an earlier time. */
const createTimestamps = (): ((time: number) => number) => {
  let last = 0;
  let lastTime = Number.NaN;
  return (time) => {
    const step = Math.round(time - lastTime);
    // A step back or a long gap is a new source, or a pause: go on with an ordinary step.
    last += step >= 1 && step < 5000 ? step : 33;
    lastTime = time;
    return last;
  };
};
