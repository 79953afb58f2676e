import { createSolver, type Solver, type SolverOptions, solverOptions } from '@motion/solve';
import type { ModelsState, TakeEntry } from '@shared/api';
import { findCalibration } from '@shared/calibration';
import type { Fault, SourceStatus } from '@shared/channel';
import { toClock } from '@shared/clock';
import type { RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import type { TrackingFrame } from '@shared/tracking-frame';
import { createCameraSource } from './capture/camera-source';
import { createFileSource } from './capture/file-source';
import type { FrameSource, FrameSourceEvents, SourceState } from './capture/frame-source';
import { createTakeSource, type TakeSource } from './capture/take-source';
import { createRateMeter } from './rate-meter';
import { TRACKER_ASSETS } from './track/assets';
import { createDelegateMemory } from './track/delegate-memory';
import { createTracker, type Tracker } from './track/tracker-client';

export interface SourceRunDeps {
  settings: Settings;
  models: ModelsState;
  takes: TakeEntry[];
  /** The user's video or image, where `settings.capture.source` is `file`. */
  file: File | undefined;
  rest: RestPose | undefined;
  /** Both frames are reused: copy what outlives the call. */
  onMotion(motion: MotionFrame, frame: TrackingFrame): void;
  /** A picture on its way to the tracker, which closes it afterwards. */
  onPicture?(picture: CanvasImageSource, time: number): void;
}

/** Capture → track → solve in this page, as the settings say. */
export interface SourceRun {
  update(change: Partial<Omit<SourceRunDeps, 'onMotion' | 'onPicture'>>): void;
  retry(): void;
  previewImage(): HTMLVideoElement | HTMLImageElement | undefined;
  /** Closes the window of measurement at `now` and reads it. */
  readStatus(now: number): SourceStatus;
  close(): void;
}

const clockNow = (): number => toClock(performance.timeOrigin, performance.now());

export const createSourceRun = (deps: SourceRunDeps): SourceRun => {
  let { settings, models, takes, file } = deps;
  let frames: FrameSource | undefined;
  let take: TakeSource | undefined;
  let tracker: Tracker | undefined;
  let state: SourceStatus['state'] = 'off';
  let sourceFault: Fault | undefined;
  /** Why nothing is tracked; gone with the next result. */
  let trackerFault: Fault | undefined;
  /** What tracking had to do without, while it goes on: stands until the options change. */
  let trackerNotice: Fault | undefined;
  let framesCounted = 0;
  let lastReadAt = clockNow();

  const solved = createRateMeter(lastReadAt);
  const tracked = createRateMeter(lastReadAt);
  const motion = createMotionFrame('tracking');
  let solver: Solver = makeSolver(settings, '');
  let seen: SourceStatus['seen'] = { face: false, body: false, leftHand: false, rightHand: false };
  let hasTracked = false;
  /** The source that the solver knows the person's calibration for. */
  let solvedLabel = '';
  let imageWidth = 0;
  let imageHeight = 0;
  if (deps.rest !== undefined) solver.setRest(deps.rest);
  let rest = deps.rest;

  const handleTracking = (frame: TrackingFrame): void => {
    const label = (frames ?? take)?.label ?? '';
    if (label !== solvedLabel) {
      solvedLabel = label;
      solver.setOptions(optionsFor(settings, label));
    }
    const started = performance.now();
    solver.solve(frame, motion);
    solved.count(performance.now() - started);
    tracked.count(clockNow() - frame.time);
    hasTracked = true;
    imageWidth = frame.imageWidth;
    imageHeight = frame.imageHeight;
    seen.face = frame.face.score > 0;
    seen.body = frame.pose.score > 0;
    seen.leftHand = frame.leftHand.score > 0;
    seen.rightHand = frame.rightHand.score > 0;
    deps.onMotion(motion, frame);
  };

  const handleState = (next: SourceState, fault?: Fault): void => {
    state = next === 'ended' ? 'off' : next;
    sourceFault = fault;
  };

  const ensureTracker = (): Tracker => {
    if (tracker !== undefined) return tracker;
    tracker = createTracker({
      assets: TRACKER_ASSETS,
      memory: createDelegateMemory(),
      onFrame: (frame) => {
        trackerFault = undefined;
        handleTracking(frame);
        frames?.demand();
      },
      onInfo: () => frames?.demand(),
      onFault: (fault) => {
        if (GOES_ON.has(fault.code)) trackerNotice = fault;
        else trackerFault = fault;
      },
    });
    tracker.start(trackerOptions(settings, models));
    return tracker;
  };

  const start = (): void => {
    stop();
    if (!settings.capture.running) return;
    solver.reset();
    if (settings.capture.source === 'take') startTake();
    else startFrames();
  };

  const startTake = (): void => {
    const entry = takes.find(({ id }) => id === settings.capture.take) ?? takes[0];
    take = createTakeSource(
      {
        name: entry?.name ?? settings.capture.take,
        loop: settings.capture.takeLoop,
        from: settings.capture.takeFrom,
        to: settings.capture.takeTo,
        load: async () => {
          const response = await fetch(entry?.url ?? '');
          if (entry === undefined || !response.ok) throw new Error('The take is not there any more.');
          return new Uint8Array(await response.arrayBuffer());
        },
      },
      { onTracking: handleTracking, onState: handleState },
    );
    void take.start();
  };

  const startFrames = (): void => {
    const events: FrameSourceEvents = {
      wantsFrame: () => tracker !== undefined && !tracker.busy,
      onFrame: (image, time) => {
        deps.onPicture?.(image, time);
        ensureTracker().submit(image, time);
      },
      onState: handleState,
    };
    ensureTracker();
    const { source, ...wish } = settings.capture;
    if (source === 'camera') frames = createCameraSource(wish, events);
    else if (file !== undefined) frames = createFileSource(file, events);
    else {
      handleState('fault', NO_FILE);
      return;
    }
    void frames.start();
  };

  const stop = (): void => {
    frames?.stop();
    take?.stop();
    frames = undefined;
    take = undefined;
    framesCounted = 0;
    sourceFault = undefined;
    state = 'off';
    hasTracked = false;
    seen = { face: false, body: false, leftHand: false, rightHand: false };
  };

  const applySettings = (next: Settings): void => {
    const before = settings;
    settings = next;
    if (next.motion.solver !== before.motion.solver) {
      solver = makeSolver(next, solvedLabel);
      if (rest !== undefined) solver.setRest(rest);
    }
    solver.setOptions(optionsFor(next, solvedLabel));
    if (differs(before.tracking, next.tracking)) {
      trackerNotice = undefined;
      tracker?.setOptions(trackerOptions(next, models));
    }
    if (differs(before.capture, next.capture)) start();
  };

  start();

  return {
    update: (change) => {
      if (change.models !== undefined) {
        models = change.models;
        tracker?.setOptions(trackerOptions(settings, models));
      }
      if (change.takes !== undefined) takes = change.takes;
      if (change.rest !== undefined) {
        rest = change.rest;
        solver.setRest(change.rest);
      }
      if (change.file !== undefined) file = change.file;
      if (change.settings !== undefined) applySettings(change.settings);
      if (change.file !== undefined && settings.capture.source === 'file') start();
    },
    retry: start,
    previewImage: () => frames?.preview,
    readStatus: (now) => {
      const counted = (frames ?? take)?.frameCount ?? 0;
      const captureRate = ((counted - framesCounted) * 1000) / Math.max(now - lastReadAt, 1);
      framesCounted = counted;
      lastReadAt = now;
      const trackReading = tracked.read(now);
      const solveReading = solved.read(now);
      const info = take === undefined ? tracker?.info : undefined;
      const fault = sourceFault ?? (frames === undefined ? undefined : (trackerFault ?? trackerNotice));
      return {
        time: now,
        state: fault !== undefined && state !== 'running' ? 'fault' : warming(state, hasTracked),
        fault,
        sourceLabel: (frames ?? take)?.label ?? '',
        imageWidth,
        imageHeight,
        captureRate: Math.max(captureRate, 0),
        trackRates: info?.rates ?? {
          face: trackReading.rate,
          pose: trackReading.rate,
          hands: trackReading.rate,
        },
        trackMs: take === undefined ? (trackReading.median ?? 0) : 0,
        solveMs: solveReading.median ?? 0,
        delegate: info?.delegate,
        faceTracker: info?.faceTracker,
        seen,
      };
    },
    close: () => {
      stop();
      tracker?.close();
      tracker = undefined;
    },
  };
};

/** Faults of the tracker that it has already worked around. */
const GOES_ON = new Set(['gpu-lost', 'face-model-broken']);

const NO_FILE: Fault = {
  code: 'file-missing',
  message: 'No video or picture is chosen.',
  action: 'Drop a file on Studio, or choose the camera.',
};

/** With the calibration of the source of this label. */
const optionsFor = (settings: Settings, label: string): SolverOptions =>
  solverOptions(settings, findCalibration(settings.motion.calibrations, label, settings.avatar.current));

const makeSolver = (settings: Settings, label: string): Solver =>
  createSolver(settings.motion.solver, optionsFor(settings, label));

const trackerOptions = ({ tracking }: Settings, models: ModelsState) => ({
  ...tracking,
  faceModelPresent: models.face.state === 'present',
});

/** The camera runs, but nothing is tracked until the first model is warm. */
const warming = (state: SourceStatus['state'], hasTracked: boolean): SourceStatus['state'] =>
  state === 'running' && !hasTracked ? 'starting' : state;

const differs = (a: object, b: object): boolean => JSON.stringify(a) !== JSON.stringify(b);
