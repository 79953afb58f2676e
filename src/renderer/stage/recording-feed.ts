import type { OutputState } from '@shared/outputs';
import type { Settings } from '@shared/settings';
import type { Host } from '../host';
import type { TapSpeech } from '../output/recording/recorded-sound';
import type { StageRecorder } from '../output/recording/stage-recorder';

/** Records what this Stage shows, and keeps its last seconds to be saved afterwards. */
export interface RecordingFeed {
  follow(settings: Settings, size: { width: number; height: number }): void;
  /** Must be called in the task that drew the canvas. @param time ms of the one clock */
  offer(canvas: HTMLCanvasElement, time: number): void;
  close(): void;
}

/** Of several Stages one records: the one that holds this Web Lock. */
const LOCK = 'kagami.recording';
const REPORT_EVERY_MS = 1000;

/** @param tapSpeech the sound of spoken texts, where this page may play them */
export const createRecordingFeed = (host: Host, tapSpeech?: TapSpeech): RecordingFeed => {
  const closing = new AbortController();
  let isOurs = false;
  let release: (() => void) | undefined;
  let wish:
    | { settings: Settings['outputs']['recording']; width: number; height: number; rate: number }
    | undefined;
  let wishKey = '';
  let recorder: StageRecorder | undefined;
  let opening: Promise<void> | undefined;
  let state: OutputState['state'] = 'off';
  let fault: { message: string; action: string; code: string } | undefined;
  let notice: string | undefined;
  /** Recordings that have ended and are still being written: the recorder must not be closed yet. */
  let finishing = 0;
  const afterFinishing: (() => void)[] = [];
  let framesBefore = 0;
  /** The settings that the open recorder was made for. */
  let openKey = '';

  const report = (): void => {
    if (!isOurs) return;
    const figures = recorder?.figures;
    const coming = (figures?.frames ?? 0) - framesBefore;
    framesBefore = figures?.frames ?? 0;
    const shown: OutputState = { id: 'recording', state, rate: state === 'live' ? coming : 0 };
    if (finishing > 0) shown.finishing = true;
    if (fault !== undefined) Object.assign(shown, fault);
    else if (notice !== undefined) shown.message = notice;
    if (state === 'live' && figures !== undefined) {
      const { seconds, bytes, dropped } = figures;
      shown.recording = { seconds, bytes, dropped };
    }
    host.api.reportOutput(shown).catch(() => {});
  };

  const fail = (message: string, code: string): void => {
    state = 'error';
    fault = { message, action: '', code };
    report();
  };

  const finished = (): Promise<void> =>
    finishing === 0 ? Promise.resolve() : new Promise((resolve) => afterFinishing.push(resolve));

  const setFinishing = (count: number): void => {
    finishing = count;
    if (finishing === 0) for (const goOn of afterFinishing.splice(0)) goOn();
  };

  const closeRecorder = (): void => {
    recorder?.close();
    recorder = undefined;
    setFinishing(0);
    framesBefore = 0;
    openKey = '';
  };

  const openRecorder = async (): Promise<void> => {
    if (recorder !== undefined && openKey === wishKey) return;
    await finished();
    if (wish === undefined) return;
    closeRecorder();
    openKey = wishKey;
    const { openStageRecorder } = await import('../output/recording/stage-recorder');
    const opened = await openStageRecorder(
      { ...wish, tapSpeech },
      {
        onSaved: (what) => {
          if (what === 'replay') return;
          setFinishing(Math.max(0, finishing - 1));
          report();
          settle();
        },
        onFault: (what, message) => {
          void host.api.log('warn', `Recording: ${message}`).catch(() => {});
          // The recording that runs by now goes on.
          if (what === 'microphone' || (what === 'finishing' && state === 'live')) notice = message;
          else fail(message, what);
          if (what === 'recorder') closeRecorder();
        },
      },
    );
    if (closing.signal.aborted) opened.close();
    else recorder = opened;
  };

  const ensureRecorder = (): Promise<void> => {
    opening ??= openRecorder().finally(() => {
      opening = undefined;
    });
    return opening;
  };

  /** Between recordings: runs the recorder while seconds are to be kept, and takes up changed settings. */
  const settle = (): void => {
    if (!isOurs || finishing > 0 || state === 'live' || state === 'starting') return;
    if (wish === undefined || wish.settings.replaySeconds === 0) {
      closeRecorder();
      return;
    }
    ensureRecorder().catch((error: unknown) => fail(sentence(error), 'recorder'));
  };

  const isStarting = (): boolean => state === 'starting';

  const start = async (): Promise<void> => {
    if (state === 'live' || state === 'starting') return;
    state = 'starting';
    fault = undefined;
    notice = undefined;
    report();
    try {
      await ensureRecorder();
      // It may have been switched off again meanwhile.
      if (!isStarting()) return settle();
      recorder?.start(fileName(new Date(), wish?.settings.format ?? 'webm'));
      state = 'live';
      report();
    } catch (error) {
      closeRecorder();
      fail(sentence(error), 'recorder');
    }
  };

  const stop = (): void => {
    fault = undefined;
    notice = undefined;
    if (state === 'live' && recorder !== undefined) {
      setFinishing(finishing + 1);
      recorder.stop();
    }
    state = 'off';
    report();
    settle();
  };

  const saveReplay = (): void => {
    if (recorder === undefined || (wish?.settings.replaySeconds ?? 0) === 0) return;
    recorder.saveReplay(`replay ${fileName(new Date(), wish?.settings.format ?? 'webm')}`);
  };

  const hold = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    isOurs = true;
    const known = await host.api.getOutputs().catch(() => []);
    if (known.some((output) => output.id === 'recording' && output.state === 'starting')) void start();
    settle();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  };

  navigator.locks.request(LOCK, { signal: closing.signal }, hold).catch(() => {});
  const timer = setInterval(() => {
    if (state !== 'off' || finishing > 0) report();
  }, REPORT_EVERY_MS);
  const stops = [
    host.onOutputSwitched(({ id, on }) => {
      if (id !== 'recording' || !isOurs) return;
      if (on) void start();
      else stop();
    }),
    host.onCommand(({ command, phase }) => {
      if (isOurs && phase === 'press' && command.type === 'save-replay') saveReplay();
    }),
  ];

  return {
    follow({ outputs: { recording }, stage }, size) {
      const next = { settings: recording, ...size, rate: stage.maxFrameRate };
      const key = JSON.stringify(next);
      if (key === wishKey) return;
      wish = next;
      wishKey = key;
      settle();
    },
    offer(canvas, time) {
      recorder?.offer(canvas, time);
    },
    close() {
      closing.abort();
      release?.();
      clearInterval(timer);
      for (const end of stops) end();
      closeRecorder();
    },
  };
};

const sentence = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'Recording could not begin.';

/** `2026-11-24 17.40.05.webm`: sorts by time and holds no character that a file name may not. */
const fileName = (at: Date, format: 'webm' | 'mp4'): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}.${format}`;
};
