import type { TrackingFrame } from '@shared/tracking-frame';
import type { FromWorker, LaneConfig, ToWorker } from './messages';
import { createPacket, createPartPacker, type Packet } from './packet';
import type { TrackedPart } from './tracker';

export type LaneFailure = {
  reason: Extract<FromWorker, { type: 'failed' }>['reason'] | 'crashed' | 'stuck';
  detail: string;
};

export interface LaneEvents {
  onReady(): void;
  /** Parts of `frame` that ran on the image of `time` are new. */
  onResult(time: number, ms: Partial<Record<TrackedPart, number>>): void;
  /** The worker is of no more use; the lane has ended it. */
  onFailure(failure: LaneFailure): void;
}

/** One tracking worker with the parts that it tracks. The newest image wins; nothing queues. */
export interface Lane {
  readonly config: LaneConfig;
  readonly ready: boolean;
  /** An image is being tracked, so that another one would have to wait. */
  readonly busy: boolean;
  /** No image is being tracked or waits. */
  readonly idle: boolean;
  /** Takes the image over. @returns whether it is tracked at once. */
  submit(image: VideoFrame | ImageBitmap, time: number): boolean;
  close(): void;
}

/** No image takes this long, not even the first one of a software renderer (16 s): the worker hangs. */
const STUCK_MS = 30_000;
/** A worker that is ended may first give back the image it works on, ms: one that dies with a camera's image in hand leaks it. */
const LAST_IMAGE_MS = 1000;

export const createTrackingWorker = (name: string): Worker =>
  new Worker(new URL('./tracker-worker.ts', import.meta.url), { type: 'module', name });

export const createLane = (config: LaneConfig, frame: TrackingFrame, events: LaneEvents): Lane => {
  const worker = createTrackingWorker(`kagami-track-${config.parts.join('-')}`);
  const packers = config.parts.map((part) => ({ part, packer: createPartPacker(frame, part) }));
  let packet: Packet | undefined = createPacket();
  let pending: VideoFrame | ImageBitmap | undefined;
  let pendingTime = 0;
  let ready = false;
  let closed = false;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  const post = (message: ToWorker, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);

  const watch = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => failWith({ reason: 'stuck', detail: 'no answer for 30 s' }), STUCK_MS);
  };

  const send = (image: VideoFrame | ImageBitmap, time: number): void => {
    if (!packet) return;
    const sent = packet;
    packet = undefined;
    watch();
    post({ type: 'image', image, time, packet: sent }, [image, sent.buffer]);
  };

  const end = (): void => {
    clearTimeout(watchdog);
    worker.terminate();
  };

  const close = (): void => {
    if (closed) return;
    closed = true;
    clearTimeout(watchdog);
    pending?.close();
    pending = undefined;
    if (packet === undefined) watchdog = setTimeout(end, LAST_IMAGE_MS);
    else end();
  };

  const failWith = (failure: LaneFailure): void => {
    if (closed) return;
    close();
    // Only a worker whose GPU went is still at work on its image.
    if (failure.reason !== 'gpu-lost') end();
    events.onFailure(failure);
  };

  const takeResult = (message: Extract<FromWorker, { type: 'result' }>): void => {
    clearTimeout(watchdog);
    for (const { part, packer } of packers) if (message.ms[part] !== undefined) packer.read(message.packet);
    frame.imageWidth = message.imageWidth;
    frame.imageHeight = message.imageHeight;
    stampParts(frame, message.time, message.ms, config);
    packet = message.packet;
    if (pending) {
      const next = pending;
      pending = undefined;
      send(next, pendingTime);
    }
    events.onResult(message.time, message.ms);
  };

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (closed) end();
    else if (data.type === 'ready') {
      ready = true;
      clearTimeout(watchdog);
      events.onReady();
    } else if (data.type === 'result') takeResult(data);
    else if (data.type === 'failed') failWith(data);
  };
  worker.onerror = (event) =>
    failWith({ reason: 'crashed', detail: event.message || 'the worker did not start' });
  worker.onmessageerror = () => failWith({ reason: 'crashed', detail: 'unreadable message' });
  watch();
  post({ type: 'start', config });

  return {
    config,
    get ready() {
      return ready;
    },
    get busy() {
      return !ready || packet === undefined;
    },
    get idle() {
      return packet !== undefined;
    },
    submit(image, time) {
      if (closed || !ready) {
        image.close();
        return false;
      }
      if (packet) {
        send(image, time);
        return true;
      }
      pending?.close();
      pending = image;
      pendingTime = time;
      return false;
    },
    close,
  };
};

/** Times are not in the packet: the parts that ran were seen in the image of `time`. */
const stampParts = (
  frame: TrackingFrame,
  time: number,
  ms: Partial<Record<TrackedPart, number>>,
  config: LaneConfig,
): void => {
  frame.time = Math.max(frame.time, time);
  if (ms.face !== undefined) {
    frame.face.time = time;
    frame.face.tracker = config.faceTracker;
  }
  if (ms.pose !== undefined) frame.pose.time = time;
  if (ms.hands !== undefined) {
    frame.leftHand.time = time;
    frame.rightHand.time = time;
  }
};
