import { shapeOptions } from '@motion/shape/options';
import { createShaper } from '@motion/shape/shaper';
import { findCalibration } from '@shared/calibration';
import type { SourceStatus, StageStatus } from '@shared/channel';
import { toClock } from '@shared/clock';
import type { RestPose } from '@shared/humanoid';
import { LATENCY_BINS, latencyBin } from '@shared/latency-bins';
import { createMotionFrame, type MotionFrame, readMotionMessage } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import type { Surroundings } from '@shared/surroundings';
import { type AvatarView, createAvatarView } from '../avatar/avatar-view';
import type { WindowChannel } from '../channel';
import { isSoftwareRenderer } from '../graphics';
import type { Host } from '../host';
import type { TapSpeech } from '../output/recording/recorded-sound';
import { saveSnapshot } from '../output/snapshot';
import { createRateMeter } from '../rate-meter';
import { createAvatarSlot } from './avatar-slot';
import { createClipFeed } from './clip-feed';
import { createExpressionFeed } from './expression-feed';
import { createFrameLimit } from './frame-limit';
import { createFrameOutlet } from './frame-outlet';
import { createMissedFrames } from './missed-frames';
import { createRecordingFeed } from './recording-feed';
import { createSpeechFeed } from './speech-feed';
import { lookOptions, type StageLook, stageOptions } from './stage-options';
import { createStageScene } from './stage-scene';
import { createStartPace } from './start-pace';
import { createVmcFeed } from './vmc-feed';

export interface StagePageOptions {
  host: Host;
  channel: WindowChannel;
  canvas: HTMLCanvasElement;
  /** Says that nothing can be shown, and why; undefined takes it back. */
  onNotice(message: string | undefined): void;
  /** The page's own address after `?`. */
  search: string;
  /** The sound of spoken texts, where this page may play them. */
  tapSpeech?: TapSpeech;
  /** Shown in Studio for the user's own eyes: smaller and slower, and nothing leaves from it. */
  look?: StageLook;
}

/** A Stage at work: motion comes in, pixels go out. */
export interface StagePage {
  readonly view: AvatarView;
  readonly shownId: string | undefined;
  /** Frames drawn so far. */
  readonly frames: number;
  /** A solved frame of this very page, when it leads; other pages' frames come over the channel. */
  push(frame: MotionFrame): void;
  /** What this very page captures from and whether it runs, when it leads; other pages' statuses come over the channel. */
  followSource(status: SourceStatus): void;
  /** Colours of the room or the screen, of this very page; other pages' come over the channel. */
  setSurroundings(surroundings: Surroundings): void;
  /** Tells the shown avatar's rest pose now and whenever it changes. @returns its unsubscribe function. */
  onRest(listener: (rest: RestPose) => void): () => void;
  close(): void;
}

const STATUS_EVERY = 1000;

/** @throws Error with a sentence where the host does not answer or nothing can be drawn at all. */
export const openStagePage = async (options: StagePageOptions): Promise<StagePage> => {
  const { host, channel, canvas, search, onNotice, look } = options;
  const settings = await host.api.getSettings();
  const { antialias, outlines } = settings.stage;
  const view = createAvatarView({
    canvas,
    quality: { antialias: antialias && look?.antialias !== false, outlines },
    onSceneFault: (message) => {
      channel.post({ type: 'scene-error', message });
      void log('warn', message);
    },
  });
  const stageScene = createStageScene({ host, view, ownShot: new URLSearchParams(search).has('shot') });
  const shaper = createShaper(shapeOptions(settings.motion));
  const vmc = createVmcFeed(host, {
    onReceived: (frame) => shaper.pushSource(frame.source === 'phone' ? 'phone' : 'vmc', frame),
    onCamera: view.setCamera,
  });
  const expressions = createExpressionFeed(host);
  const outlet = createFrameOutlet((message) => void log('warn', message));
  const clips = createClipFeed({
    host,
    onFrame: (frame) => shaper.pushSource('animation', frame),
    onFault: (message) => {
      channel.post({ type: 'clip-error', message });
      void log('warn', message);
    },
  });
  const speech = createSpeechFeed(host, (frame) => shaper.pushSource('voice', frame));
  const recording = look === undefined ? createRecordingFeed(host, options.tapSpeech) : undefined;
  const limit = createFrameLimit();
  const pace = createStartPace(isSoftwareRenderer(view.rendererName));
  const stageId = crypto.randomUUID();
  const restListeners = new Set<(rest: RestPose) => void>();
  const received = createMotionFrame('tracking');
  const shaped = createMotionFrame('mix');
  const renders = createRateMeter(performance.now());
  const latencies = createRateMeter(performance.now());
  const latencyCounts = new Uint32Array(LATENCY_BINS);
  const missedFrames = createMissedFrames();
  let motion = settings.motion;
  let sourceLabel = '';
  let size = { width: 0, height: 0 };
  let frames = 0;
  let lastDrawn = performance.now();
  let lastSeen = 0;
  let nextStatus = lastDrawn + STATUS_EVERY;
  let request = 0;
  let status: StageStatus | undefined;

  const tellRest = (): void => {
    if (!view.rest || slot.shownId === undefined) return;
    channel.post({ type: 'avatar-rest', id: slot.shownId, rest: view.rest });
  };

  const tellExpressions = (): void => {
    if (!view.info || slot.shownId === undefined) return;
    channel.post({ type: 'avatar-expressions', id: slot.shownId, names: [...view.info.expressions] });
  };

  const shape = (): void =>
    shaper.setOptions(
      shapeOptions(motion, findCalibration(motion.calibrations, sourceLabel, slot.shownId ?? '')),
    );

  const followSource = (status: SourceStatus): void => {
    pace.follow(status, performance.now());
    // Calibrations belong to a camera.
    if (status.sourceLabel === sourceLabel) return;
    sourceLabel = status.sourceLabel;
    shape();
  };

  const slot = createAvatarSlot({
    view,
    listAvatars: host.api.listAvatars,
    onShown: (id) => {
      pace.wantFrame();
      onNotice(undefined);
      shaper.setRest(view.rest!);
      vmc.setRest(view.rest!);
      clips.setRest(view.rest!);
      shape();
      for (const listener of restListeners) listener(view.rest!);
      tellRest();
      tellExpressions();
      channel.post({ type: 'avatar-progress', id, share: 1 });
      void log('info', `Stage shows ${id}`);
    },
    onProgress: (id, share) => channel.post({ type: 'avatar-progress', id, share }),
    onError: (id, message) => {
      channel.post({ type: 'avatar-error', id, message });
      void log('warn', `Avatar ${id}: ${message}`);
    },
    onNothing: onNotice,
  });

  const log = (level: 'info' | 'warn', message: string): Promise<void> =>
    host.api.log(level, message).catch(() => {});

  const follow = (next: Settings): void => {
    const feed = stageOptions(next.stage, search);
    const stage = look === undefined ? feed : lookOptions(feed, look);
    size = { width: stage.width, height: stage.height };
    view.setSize(stage.width, stage.height);
    view.setQuality({ antialias: stage.antialias, outlines: stage.outlines });
    stageScene.follow(next, stage);
    if (look === undefined)
      document.body.style.backgroundColor = stage.background === 'colour' ? stage.colour : 'transparent';
    limit.setRate(stage.maxFrameRate);
    missedFrames.setRate(stage.maxFrameRate);
    motion = next.motion;
    shape();
    expressions.follow(next);
    if (look === undefined) {
      vmc.follow(next);
      outlet.follow(next);
      recording?.follow(next, size);
    }
    slot.choose(next.avatar.current);
    pace.wantFrame();
  };

  const draw = (now: number): void => {
    request = requestAnimationFrame(draw);
    missedFrames.offered(now);
    if (!limit.isDue(now) || !pace.isDue(now)) return;
    missedFrames.drew(now);
    const time = toClock(performance.timeOrigin, performance.now());
    clips.step(time);
    speech.step(time);
    shaper.step(time, shaped);
    expressions.lay(shaped, now);
    view.apply(shaped, expressions.weights);
    view.render((now - lastDrawn) / 1000);
    outlet.offer(view.canvas, now);
    recording?.offer(view.canvas, time);
    vmc.offer(shaped, now);
    lastDrawn = now;
    frames += 1;
    measure(time);
  };

  const measure = (startTime: number): void => {
    const now = performance.now();
    renders.count();
    // Without tracking the shaper gives the time of the step itself.
    if (shaped.time > lastSeen && shaped.time < startTime) {
      const latency = toClock(performance.timeOrigin, now) - shaped.time;
      latencies.count(latency);
      latencyCounts[latencyBin(latency)]! += 1;
    }
    lastSeen = Math.max(lastSeen, shaped.time);
    if (now >= nextStatus) tellStatus(now);
  };

  const tellStatus = (now: number): void => {
    nextStatus = now + STATUS_EVERY;
    status = {
      time: toClock(performance.timeOrigin, now),
      stageId,
      avatarId: slot.shownId,
      renderRate: renders.read(now).rate,
      latencyMs: latencies.read(now).median,
      latencies: [...latencyCounts],
      drawn: missedFrames.drawn,
      missed: missedFrames.missed,
      ...size,
    };
    latencyCounts.fill(0);
    channel.post({ type: 'stage-status', status });
  };

  const answerHello = (): void => {
    tellRest();
    tellExpressions();
    if (status) channel.post({ type: 'stage-status', status });
  };

  /** The user's voice comes by the same way as what the camera saw. */
  const push = (frame: MotionFrame): void => {
    if (frame.source === 'voice') shaper.pushSource('lips', frame);
    else shaper.push(frame);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    void saveSnapshot(view, new Date());
  };

  const stops = [
    channel.on('motion', ({ motion }) => {
      if (readMotionMessage(motion, received)) push(received);
    }),
    channel.on('source-status', ({ status }) => followSource(status)),
    channel.on('surroundings', ({ surroundings }) => stageScene.setSurroundings(surroundings)),
    channel.on('hello', answerHello),
    host.onSettings(follow),
    host.onAvatars(slot.listChanged),
    host.onCommand(({ command }) => {
      if (command.type === 'snapshot' && look === undefined) void saveSnapshot(view, new Date());
    }),
  ];
  if (look === undefined) window.addEventListener('keydown', onKey);
  follow(settings);
  request = requestAnimationFrame(draw);

  return {
    view,
    get shownId() {
      return slot.shownId;
    },
    get frames() {
      return frames;
    },
    push,
    followSource,
    setSurroundings: stageScene.setSurroundings,
    onRest: (listener) => {
      restListeners.add(listener);
      if (view.rest) listener(view.rest);
      return () => restListeners.delete(listener);
    },
    close: () => {
      cancelAnimationFrame(request);
      window.removeEventListener('keydown', onKey);
      for (const stop of stops) stop();
      outlet.close();
      recording?.close();
      clips.close();
      speech.close();
      expressions.close();
      vmc.close();
      stageScene.close();
      view.dispose();
    },
  };
};
