import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { SpeechCue } from '@shared/speech';
import type { Log } from '../log';
import { SpeechRefusal, type SpeechVoice, type SpokenSound } from './engine';
import type { FliteRequest } from './flite';
import { englishOf, isEnglishWriting } from './spoken-text';

export interface BuiltInVoiceOptions {
  /** `flite.wasm`. */
  wasm: string;
  /** `flite-worker.ts`, built into one file of its own. */
  workerFile: string;
  log: Pick<Log, 'warn'>;
  /** Longest time for one text, ms. */
  withinMs?: number;
}

/** Five hundred digits, the slowest that may come, took 6 s on two slow cores. */
const WITHIN_MS = 30_000;
/** Whoever has been silent for this long gives the memory back, ms. */
const IDLE_MS = 120_000;

type Answer = { wav: Uint8Array; cues: SpeechCue[] } | { error: string };

/** flite in a thread of its own, so that a long text holds nothing up; the thread is ended when it takes too long or is not needed. */
export const createBuiltInVoice = ({
  wasm,
  workerFile,
  log,
  withinMs = WITHIN_MS,
}: BuiltInVoiceOptions): SpeechVoice => {
  /** One at a time, also while it starts. */
  let thread: Promise<Worker> | undefined;
  let idle: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(idle);
    void thread?.then((worker) => worker.terminate()).catch(() => undefined);
    thread = undefined;
  };

  /** By its text: what lies inside of Electron's archive is read by the host, which knows how. */
  const start = async (onGone: () => void): Promise<Worker> => {
    const script = await readFile(workerFile, 'utf8');
    const started = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
      workerData: { wasm },
      // Nothing that the program itself was started with concerns the thread.
      execArgv: [],
    });
    started.unref();
    // A thread that dies while nobody waits for it is started anew when it is needed.
    started.on('error', (error) => log.warn(`The built-in voice: ${(error as Error).message}`));
    started.on('exit', onGone);
    return started;
  };

  const ready = (): Promise<Worker> => {
    if (thread !== undefined) return thread;
    const gone = (): void => {
      if (thread === started) thread = undefined;
    };
    const started = start(gone);
    // What could not start is tried again with the next text.
    started.catch(gone);
    thread = started;
    return started;
  };

  const ask = (asked: Worker, request: FliteRequest, signal: AbortSignal): Promise<Answer> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const finish = (settle: () => void, keep = false): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        asked.off('message', onAnswer).off('error', onFault).off('exit', onExit);
        // An answer that nobody waits for any more must not be taken for the next one.
        if (!keep) end();
        settle();
      };
      const onAnswer = (answer: Answer): void => finish(() => resolve(answer), true);
      const onFault = (error: unknown): void => finish(() => reject(error));
      const onExit = (): void => finish(() => reject(new Error('The thread has ended.')));
      const onAbort = (): void => finish(() => reject(signal.reason));
      const timer = setTimeout(() => finish(() => reject(new SpeechRefusal('too-slow'))), withinMs);
      signal.addEventListener('abort', onAbort, { once: true });
      asked.on('message', onAnswer).on('error', onFault).on('exit', onExit);
      asked.postMessage(request);
    });

  return {
    async speak(text, { voice, rate, pitch }, signal): Promise<SpokenSound> {
      if (!isEnglishWriting(text)) throw new SpeechRefusal('not-english');
      clearTimeout(idle);
      try {
        const answer = await ask(await ready(), { text: englishOf(text), voice, rate, pitch }, signal);
        if ('error' in answer) throw new Error(answer.error);
        return answer;
      } catch (error) {
        if (signal.aborted || error instanceof SpeechRefusal) throw error;
        log.warn(`The built-in voice: ${(error as Error).message}`);
        throw new SpeechRefusal('no-engine');
      } finally {
        idle = setTimeout(end, IDLE_MS);
        idle.unref();
      }
    },
    close: end,
  };
};
