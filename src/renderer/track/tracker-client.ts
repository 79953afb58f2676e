import type { Fault } from '@shared/channel';
import { createTrackingFrame, type FaceTrackerKind, type TrackingFrame } from '@shared/tracking-frame';
import type { DelegateMemory } from './delegate-memory';
import { remedyFor, retryDelay } from './faults';
import { createLane, createTrackingWorker, type Lane, type LaneFailure } from './lane';
import { configsFor, sameConfig } from './lane-plan';
import { measureInWorker } from './measure-client';
import type { LaneConfig } from './messages';
import { createMeter } from './meter';
import {
  chooseFaceTracker,
  type Delegate,
  TRACKED_PARTS,
  type TrackedPart,
  type TrackerAssets,
  type TrackerInfo,
  type TrackerOptions,
} from './tracker';

export interface TrackerClientOptions {
  assets: TrackerAssets;
  /** Which delegate was faster at an earlier start; where none is given, each tracker measures. */
  memory?: DelegateMemory;
  /** Called for every result. The frame is reused: copy what must be kept. */
  onFrame(frame: TrackingFrame): void;
  onFault(fault: Fault): void;
  /** Called when `info.state`, `delegate` or `faceTracker` changed. */
  onInfo?(info: TrackerInfo): void;
}

/** MediaPipe behind a plain interface: images in, TrackingFrames out. All the work happens in workers. */
export interface Tracker {
  start(options: TrackerOptions): void;
  /** Changes take effect at once; only what an option concerns is loaded anew. */
  setOptions(options: TrackerOptions): void;
  /**
   * Takes the image over and closes it, whatever happens. While tracking is busy only the newest image waits.
   * @param time when it was captured, ms on the shared clock.
   * @returns whether it is tracked at once.
   */
  submit(image: VideoFrame | ImageBitmap, time: number): boolean;
  /** Nothing could be tracked at once now; a caller can spare itself the image. */
  readonly busy: boolean;
  /** Every submitted image has been tracked or dropped. */
  readonly idle: boolean;
  readonly info: TrackerInfo;
  close(): void;
}

/** After a start with what was measured earlier, the graphics card is asked whether it is still the same: not while everything starts. */
const VERIFY_AFTER_MS = 15_000;
/** A lane that starts compiles MediaPipe and warms its models up: on few processors the face, which is first, is ready far sooner alone. */
const PROCESSORS_PER_START = 4;

export const createTracker = (clientOptions: TrackerClientOptions): Tracker => {
  const { assets, memory, onFrame, onFault, onInfo } = clientOptions;
  const frame = createTrackingFrame();
  const meters = { face: createMeter(), pose: createMeter(), hands: createMeter() };
  let lanes: Lane[] = [];
  /** Lanes to be opened when those before them are ready. */
  let waiting: LaneConfig[] = [];
  let options: TrackerOptions | undefined;
  let measured = memory?.read()?.delegate;
  let measuring: AbortController | undefined;
  let verify: ReturnType<typeof setTimeout> | undefined;
  /** What a failure decided against the options; forgotten when the option that it concerns changes. */
  let withoutGpu = false;
  let withoutFaceModel = false;
  let attempts = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const delegate = (): Delegate | undefined => {
    if (!options) return undefined;
    if (withoutGpu) return 'cpu';
    return options.delegate === 'auto' ? measured : options.delegate;
  };
  const faceTracker = (): FaceTrackerKind | undefined =>
    options && (withoutFaceModel ? 'face-mesh' : chooseFaceTracker(options));

  const state = (): TrackerInfo['state'] => {
    if (!options) return 'off';
    return waiting.length === 0 && lanes.length > 0 && lanes.every((lane) => lane.ready)
      ? 'ready'
      : 'starting';
  };

  const readInfo = (): TrackerInfo => {
    const now = performance.now();
    const perPart = (read: (part: TrackedPart) => number) => ({
      face: read('face'),
      pose: read('pose'),
      hands: read('hands'),
    });
    return {
      state: state(),
      delegate: delegate(),
      faceTracker: faceTracker(),
      rates: perPart((part) => meters[part].rate(now)),
      ms: perPart((part) => meters[part].median()),
    };
  };
  const tellInfo = (): void => onInfo?.(readInfo());

  const measure = async (): Promise<void> => {
    measuring?.abort();
    const controller = new AbortController();
    measuring = controller;
    const worker = createTrackingWorker('kagami-measure');
    const result = await measureInWorker(worker, assets, memory?.read(), controller.signal);
    if (controller.signal.aborted) return;
    measuring = undefined;
    memory?.write(result);
    measured = result.delegate;
    arrange();
  };

  /** Brings the lanes to what the options ask for, keeping those that are right already. */
  const arrange = (): void => {
    clearTimeout(retry);
    retry = undefined;
    const chosen = delegate();
    if (options && !chosen) {
      if (!measuring) void measure();
    } else {
      const wanted =
        options && chosen ? configsFor(options, assets, chosen, faceTracker() ?? 'face-mesh') : [];
      const kept = lanes.filter((lane) => wanted.some((config) => sameConfig(config, lane.config)));
      for (const lane of lanes) if (!kept.includes(lane)) lane.close();
      lanes = kept;
      waiting = wanted.filter((config) => !kept.some((lane) => sameConfig(config, lane.config)));
      forgetUntracked(frame, wanted);
      openWaiting();
    }
    tellInfo();
  };

  const openWaiting = (): void => {
    const atOnce = Math.max(1, Math.floor(navigator.hardwareConcurrency / PROCESSORS_PER_START));
    while (lanes.filter((lane) => !lane.ready).length < atOnce) {
      const next = waiting.shift();
      if (next === undefined) return;
      lanes.push(openLane(next));
    }
  };

  const openLane = (config: LaneConfig): Lane => {
    for (const part of config.parts) meters[part].reset();
    return createLane(config, frame, {
      onReady: () => {
        openWaiting();
        tellInfo();
      },
      onResult: (_time, ms) => {
        attempts = 0;
        const now = performance.now();
        for (const part of TRACKED_PARTS) {
          const cost = ms[part];
          if (cost !== undefined) meters[part].add(now, cost);
        }
        onFrame(frame);
      },
      onFailure: (failure) => recover(failure, config),
    });
  };

  const recover = (failure: LaneFailure, config: LaneConfig): void => {
    lanes = lanes.filter((lane) => lane.config !== config);
    const { fault, next } = remedyFor(failure, {
      delegate: config.delegate,
      tracksFaceByModel: config.parts.includes('face') && config.faceTracker === 'face-landmarker',
    });
    forgetParts(frame, config.parts);
    onFault(fault);
    if (next === 'cpu') withoutGpu = true;
    if (next === 'face-mesh') withoutFaceModel = true;
    if (next !== 'retry') arrange();
    else {
      attempts++;
      retry ??= setTimeout(arrange, retryDelay(attempts));
      openWaiting();
      tellInfo();
    }
  };

  const setOptions = (next: TrackerOptions): void => {
    if (next.delegate !== options?.delegate) withoutGpu = false;
    if (next.face !== options?.face || next.faceModelPresent !== options.faceModelPresent)
      withoutFaceModel = false;
    options = { ...next };
    arrange();
  };

  const verifyLater = (): void => {
    verify = setTimeout(() => {
      if (options?.delegate === 'auto' && !withoutGpu && !measuring) void measure();
    }, VERIFY_AFTER_MS);
  };

  return {
    start(first) {
      if (measured !== undefined) verifyLater();
      setOptions(first);
    },
    setOptions,
    submit(image, time) {
      let atOnce = false;
      for (const lane of lanes) if (lane.ready) atOnce = lane.submit(shareImage(image), time) || atOnce;
      image.close();
      return atOnce;
    },
    get busy() {
      return lanes.every((lane) => lane.busy);
    },
    get idle() {
      return lanes.every((lane) => lane.idle);
    },
    get info() {
      return readInfo();
    },
    close() {
      options = undefined;
      measuring?.abort();
      measuring = undefined;
      clearTimeout(verify);
      arrange();
    },
  };
};

/** Another reference to the same pixels, to be closed on its own. */
const shareImage = (image: VideoFrame | ImageBitmap): VideoFrame =>
  image instanceof VideoFrame ? image.clone() : new VideoFrame(image, { timestamp: 0 });

const forgetUntracked = (frame: TrackingFrame, configs: readonly LaneConfig[]): void =>
  forgetParts(
    frame,
    TRACKED_PARTS.filter((part) => !configs.some((config) => config.parts.includes(part))),
  );

const forgetParts = (frame: TrackingFrame, parts: readonly TrackedPart[]): void => {
  if (parts.includes('face')) frame.face.score = 0;
  if (parts.includes('pose')) frame.pose.score = 0;
  if (parts.includes('hands')) {
    frame.leftHand.score = 0;
    frame.rightHand.score = 0;
  }
};
