import type { RecordingSettings } from '@shared/settings/recording';
import { openRecordedSound, type TapSpeech } from './recorded-sound';
import type { FromRecorder, ToRecorder } from './recorder-messages';

export interface RecorderFigures {
  /** Length and size of what is being recorded. */
  seconds: number;
  bytes: number;
  /** Frames that the encoder had no time for, since the recording began. */
  dropped: number;
  /** Frames given to the encoder so far. */
  frames: number;
  /** Names of the codecs, once known. */
  video: string | undefined;
  audio: string | undefined;
}

export interface RecorderEvents {
  onSaved(what: 'recording' | 'replay'): void;
  /** A sentence for the user; after `recorder` the recorder must be closed. */
  onFault(what: Extract<FromRecorder, { type: 'fault' }>['what'], message: string): void;
}

export interface RecorderOptions {
  settings: RecordingSettings;
  width: number;
  height: number;
  /** Highest frame rate; 0 = every frame of the Stage. */
  rate: number;
  /** For recordings that have spoken texts. */
  tapSpeech?: TapSpeech | undefined;
}

/** Records a canvas. One is made for one set of settings. */
export interface StageRecorder {
  readonly figures: RecorderFigures;
  /** Must be called in the task that drew the canvas. Never waits: a frame that the encoder has no time for is dropped and counted. */
  offer(canvas: HTMLCanvasElement, time: number): void;
  start(name: string): void;
  /** The file is whole when `onSaved` says so. */
  stop(): void;
  saveReplay(name: string): void;
  close(): void;
}

/** Frames on their way to the encoder. */
const MOST_WAITING = 3;
/** A display's frames come a little early or late, ms. */
const SLACK = 2;
/** A worker that is ended may first give back the frames that it has, ms: they would leak. */
const LAST_FRAMES_MS = 1000;

/** @throws Error with a sentence where the microphone cannot be had. */
export const openStageRecorder = async (
  options: RecorderOptions,
  events: RecorderEvents,
): Promise<StageRecorder> => {
  const { settings, width, height } = options;
  const sound = await openRecordedSound(settings, options.tapSpeech);
  const worker = new Worker(new URL('./recorder.worker.ts', import.meta.url), { type: 'module' });
  const figures: RecorderFigures = {
    seconds: 0,
    bytes: 0,
    dropped: 0,
    frames: 0,
    video: undefined,
    audio: undefined,
  };
  const interval = options.rate > 0 ? 1000 / options.rate : 0;
  let waiting = 0;
  let due = 0;
  let ready = false;
  let closed = false;

  const post = (message: ToRecorder, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);

  const takeBack = (): void => {
    waiting -= 1;
    if (closed && waiting === 0) worker.terminate();
  };

  worker.onmessage = ({ data }: MessageEvent<FromRecorder>): void => {
    if (data.type === 'taken') takeBack();
    else if (closed) return;
    else if (data.type === 'progress') Object.assign(figures, { seconds: data.seconds, bytes: data.bytes });
    else if (data.type === 'saved') events.onSaved(data.what);
    else if (data.type === 'fault') events.onFault(data.what, data.message);
    else {
      ready = true;
      figures.video = data.video;
      figures.audio = data.audio;
    }
  };
  worker.onerror = () => {
    if (!closed) events.onFault('recorder', 'The recorder has stopped. Record again.');
  };

  const { format, quality, replaySeconds } = settings;
  const audio = sound?.audio;
  post(
    { type: 'set-up', setup: { format, quality, width, height, replaySeconds, audio } },
    audio === undefined ? [] : [audio.stream as unknown as Transferable],
  );

  return {
    figures,
    offer(canvas, time) {
      if (!ready || closed || time < due - SLACK) return;
      due = time - due > interval ? time + interval : due + interval;
      if (waiting >= MOST_WAITING) {
        figures.dropped += 1;
        return;
      }
      const frame = new VideoFrame(canvas, {
        timestamp: Math.round(time * 1000),
        alpha: format === 'webm' ? 'keep' : 'discard',
      });
      waiting += 1;
      figures.frames += 1;
      post({ type: 'frame', frame, time }, [frame]);
    },
    start(name) {
      Object.assign(figures, { seconds: 0, bytes: 0, dropped: 0 });
      post({ type: 'start', name });
    },
    stop: () => post({ type: 'stop' }),
    saveReplay: (name) => post({ type: 'save-replay', name }),
    close() {
      closed = true;
      sound?.close();
      if (waiting === 0) worker.terminate();
      else setTimeout(() => worker.terminate(), LAST_FRAMES_MS);
    },
  };
};
