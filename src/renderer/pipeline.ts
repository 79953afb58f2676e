/**
 * Read this first. The stages, in order:
 *
 *     capture ─▶ track ─▶ solve          source-run.ts, in the one page that leads
 *                           │ ◀─ voice     the microphone's mouth, in the same page
 *                           │ motion, over the BroadcastChannel
 *                           ▼
 *                         shape ─▶ avatar ─▶ pixels          stage/, in every Stage
 *
 * This file decides who leads, and lets Studio see and steer what runs.
 */
import { createTakeWriter, type TakeWriter } from '@motion/codecs/take';
import { withCalibration } from '@shared/calibration';
import type { SourceStatus } from '@shared/channel';
import { toClock } from '@shared/clock';
import type { RestPose } from '@shared/humanoid';
import { type MotionFrame, toMotionMessage } from '@shared/motion-frame';
import type { Surroundings } from '@shared/surroundings';
import type { TrackingFrame } from '@shared/tracking-frame';
import { createRoomFeed } from './capture/room-feed';
import { compressTake } from './capture/take-compression';
import type { WindowChannel } from './channel';
import type { Host } from './host';
import { type LeadershipOptions, seekLeadership } from './leadership';
import { createMotionPublisher } from './output/motion-publisher';

import { keepSourceFile, keptSourceFile } from './source-file';
import { createSourceRun, type SourceRun } from './source-run';
import { createTriggerRun, type TriggerRun } from './triggers/trigger-run';
import { createVoiceRun, type VoiceRun } from './voice/voice-run';

/** What Studio sees of capture → track → solve, whether this page runs it or another one does. */
export interface SourcePipeline {
  /** `leading`: this page captures and tracks. `following`: another page does; statuses still arrive. */
  readonly role: 'leading' | 'following';
  readonly status: SourceStatus;
  /** Each returns its unsubscribe function. */
  onStatus(listener: (status: SourceStatus) => void): () => void;
  /** Every tracking result of this page; the frame is reused: draw it or copy it. */
  onTrackingFrame(listener: (frame: TrackingFrame) => void): () => void;
  /** Every solved frame of this page; the frame is reused. */
  onMotion(listener: (frame: MotionFrame) => void): () => void;
  /** The picture that is being tracked, to draw in Studio; undefined while there is none or another page leads. */
  previewImage(): HTMLVideoElement | HTMLImageElement | undefined;
  /** The microphone, where this page leads. */
  readonly voice: Omit<VoiceRun, 'follow' | 'followSpeech' | 'setLeading' | 'see' | 'close'>;
  /** Plays a video or image file of the user's as the source (settings.capture.source becomes `file`). */
  openFile(file: File): Promise<void>;
  /** Tries a faulty source again now. */
  retry(): void;
  readonly recording: boolean;
  /** Records every TrackingFrame until {@link stopRecording}. */
  startRecording(): void;
  /** @returns the take's bytes (`.ktake`, see motion/codecs/take.ts); undefined where nothing was recorded. */
  stopRecording(): Promise<Uint8Array | undefined>;
  close(): void;
}

export interface SourcePipelineDeps {
  host: Host;
  channel: WindowChannel;
  /** Studio leads whenever it is open; a Stage when no Studio is. */
  manner: LeadershipOptions['manner'];
  /** The Stage in this very page: a page does not hear what it posts itself. */
  stage?: {
    push(frame: MotionFrame): void;
    followSource(status: SourceStatus): void;
    setSurroundings(surroundings: Surroundings): void;
    onRest(listener: (rest: RestPose) => void): () => void;
  };
}

const STATUS_EVERY_MS = 1000;

export const createSourcePipeline = async (deps: SourcePipelineDeps): Promise<SourcePipeline> => {
  const { host, channel } = deps;
  let [settings, models, takes, file] = await Promise.all([
    host.api.getSettings(),
    host.api.getModels(),
    host.api.listTakes(),
    keptSourceFile(),
  ]);
  let run: SourceRun | undefined;
  let triggers: TriggerRun | undefined;
  let status = idleStatus();
  let recorder: TakeWriter | undefined;
  let rest: RestPose | undefined;
  const statusListeners = new Set<(status: SourceStatus) => void>();
  const frameListeners = new Set<(frame: TrackingFrame) => void>();
  const motionListeners = new Set<(frame: MotionFrame) => void>();
  let cancelCalibration = (): void => undefined;

  const publisher = createMotionPublisher(host.api);
  publisher.follow(settings);
  const room = createRoomFeed((surroundings) => {
    deps.stage?.setSurroundings(surroundings);
    channel.post({ type: 'surroundings', surroundings });
  });
  room.follow(settings);

  const publish = (motion: MotionFrame): void => {
    deps.stage?.push(motion);
    publisher.offer(motion, status.sourceLabel);
    channel.post({ type: 'motion', motion: toMotionMessage(motion) });
  };

  const voice = createVoiceRun({ onMouth: publish, onKeyword: (id) => triggers?.hear(id) });
  voice.follow(settings);
  host.api.getSpeech().then(voice.followSpeech, () => undefined);

  const lead = (): void => {
    triggers = createTriggerRun(host);
    triggers.follow(settings.triggers);
    run = createSourceRun({
      settings,
      models,
      takes,
      file,
      rest,
      onPicture: room.see,
      onMotion: (motion, frame) => {
        publish(motion);
        voice.see(motion);
        triggers?.push(motion);
        recorder?.add(frame);
        for (const listener of frameListeners) listener(frame);
        for (const listener of motionListeners) listener(motion);
      },
    });
    voice.setLeading(true);
    channel.post({ type: 'hello' });
  };

  const follow = (): void => {
    run?.close();
    run = undefined;
    voice.setLeading(false);
    room.clear();
    triggers?.close();
    triggers = undefined;
    cancelCalibration();
  };

  /** The neutral pose at a hotkey while no Studio is open, which would show the countdown. */
  const calibrate = async (): Promise<void> => {
    if (run === undefined || deps.manner === 'take-over') return;
    const [{ startCalibration }, { watchNeutralPose }] = await Promise.all([
      import('./studio/calibration-run'),
      import('./studio/calibration-watch'),
    ]);
    cancelCalibration();
    cancelCalibration = startCalibration({
      loadWatch: async () => watchNeutralPose(settings),
      onTrackingFrame: (listener) => subscribe(frameListeners, listener),
      onState: () => undefined,
      onCalibration: (calibration) => {
        const entry = { camera: status.sourceLabel, avatar: settings.avatar.current, calibration };
        const calibrations = withCalibration(settings.motion.calibrations, entry);
        void host.api.updateSettings({ motion: { calibrations } }).catch(() => undefined);
      },
    });
  };

  const tellStatus = (next: SourceStatus): void => {
    status = next;
    for (const listener of statusListeners) listener(next);
  };

  const retarget = (next: RestPose): void => {
    rest = next;
    run?.update({ rest });
  };

  const measure = (): void => {
    if (run === undefined) return;
    tellStatus(run.readStatus(clockNow()));
    if (status.state === 'off') {
      triggers?.resetSigns();
      room.clear();
    }
    deps.stage?.followSource(status);
    channel.post({ type: 'source-status', status });
  };

  const unsubscribe = [
    host.onSettings((next) => {
      settings = next;
      run?.update({ settings });
      publisher.follow(next);
      room.follow(next);
      voice.follow(next);
      triggers?.follow(settings.triggers);
    }),
    host.onModels((next) => {
      models = next;
      run?.update({ models });
    }),
    host.onTakes((next) => {
      takes = next;
      run?.update({ takes });
    }),
    host.onSpeech(voice.followSpeech),
    host.onCommand(({ command }) => {
      if (command.type === 'calibrate') void calibrate();
    }),
    channel.on('avatar-rest', (message) => retarget(message.rest)),
    deps.stage?.onRest(retarget),
    channel.on('source-status', (message) => {
      if (run === undefined) tellStatus(message.status);
    }),
    channel.on('hello', () => {
      if (run !== undefined) channel.post({ type: 'source-status', status });
    }),
  ];

  const resign = seekLeadership({ manner: deps.manner, onGain: lead, onLose: follow });
  const timer = setInterval(measure, STATUS_EVERY_MS);

  return {
    get role() {
      return run === undefined ? 'following' : 'leading';
    },
    get status() {
      return status;
    },
    onStatus: (listener) => subscribe(statusListeners, listener),
    onTrackingFrame: (listener) => subscribe(frameListeners, listener),
    onMotion: (listener) => subscribe(motionListeners, listener),
    voice,
    previewImage: () => run?.previewImage(),
    openFile: async (chosen) => {
      file = chosen;
      await keepSourceFile(chosen);
      settings = await host.api.updateSettings({ capture: { source: 'file', running: true } });
      run?.update({ settings, file });
    },
    retry: () => run?.retry(),
    get recording() {
      return recorder !== undefined;
    },
    startRecording: () => {
      recorder = createTakeWriter();
    },
    stopRecording: async () => {
      const finished = recorder;
      recorder = undefined;
      if (finished === undefined || finished.frameCount === 0) return undefined;
      const { version } = await host.api.getCapabilities();
      const source = settings.capture.source;
      const meta = { name: '', madeWith: `Kagami ${version}`, source, attribution: [], labels: [] };
      return compressTake(finished.finish(meta));
    },
    close: () => {
      clearInterval(timer);
      for (const stop of unsubscribe) stop?.();
      resign();
      follow();
      voice.close();
    },
  };
};

const clockNow = (): number => toClock(performance.timeOrigin, performance.now());

const subscribe = <Listener>(listeners: Set<Listener>, listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const idleStatus = (): SourceStatus => ({
  time: 0,
  state: 'off',
  sourceLabel: '',
  imageWidth: 0,
  imageHeight: 0,
  captureRate: 0,
  trackRates: { face: 0, pose: 0, hands: 0 },
  trackMs: 0,
  solveMs: 0,
  delegate: undefined,
  faceTracker: undefined,
  seen: { face: false, body: false, leftHand: false, rightHand: false },
});
