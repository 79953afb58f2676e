import type { UpdateState } from '@shared/updates';
import { createListeners } from '../listeners';
import type { Log } from '../log';

/** What the host can do about newer versions: `electron-updater` in the installed program. */
export interface Updater {
  /** @returns the newer version, or undefined where this one is the newest */
  check(): Promise<NewerVersion | undefined>;
  /** Fetches what {@link check} found. */
  download(onShare: (share: number) => void): Promise<void>;
  /** Ends the program and starts the new one. */
  install(): void;
}

export interface NewerVersion {
  version: string;
  /** What is new, plain text. */
  notes: string;
}

/** Newer versions: looked for once a day, fetched and installed at a press alone. */
export interface Updates {
  readonly state: UpdateState;
  onChange(listener: (state: UpdateState) => void): () => void;
  check(): Promise<UpdateState>;
  /** Fetches the newer version; does nothing where there is none. */
  download(): Promise<UpdateState>;
  /** Installs what was fetched, which ends the program; does nothing before. */
  install(): void;
  close(): void;
}

export interface UpdatesOptions {
  /** Undefined where this build has no place to ask. */
  updater: Updater | undefined;
  /** Whether the settings allow asking by itself, and reaching out at all. */
  mayAsk: () => boolean;
  mayReachOut: () => boolean;
  log: Pick<Log, 'warn'>;
}

/** Not while everything starts. */
const FIRST_ASK_MS = 30_000;
const ASK_EVERY_MS = 24 * 60 * 60 * 1000;
const LONGEST_NOTES = 20_000;

export const createUpdates = ({ updater, mayAsk, mayReachOut, log }: UpdatesOptions): Updates => {
  const listeners = createListeners<UpdateState>();
  let state: UpdateState = { state: updater === undefined ? 'unavailable' : 'idle' };
  const become = (next: UpdateState): UpdateState => {
    state = next;
    listeners.tell(next);
    return next;
  };

  const failed = (error: unknown): UpdateState => {
    log.warn(`Updates: ${(error as Error).message}`);
    return become({ state: 'failed', reason: 'unreachable' });
  };

  const check = async (): Promise<UpdateState> => {
    if (updater === undefined || isBusy(state)) return state;
    if (!mayReachOut()) return become({ state: 'failed', reason: 'offline' });
    become({ state: 'checking' });
    try {
      const newer = await updater.check();
      if (newer === undefined) return become({ state: 'current' });
      return become({
        state: 'available',
        version: newer.version,
        notes: newer.notes.slice(0, LONGEST_NOTES),
      });
    } catch (error) {
      return failed(error);
    }
  };

  const download = async (): Promise<UpdateState> => {
    if (updater === undefined || state.state !== 'available') return state;
    if (!mayReachOut()) return become({ state: 'failed', reason: 'offline' });
    const { version, notes } = state;
    become({ state: 'downloading', version, notes, share: 0 });
    try {
      await updater.download((share) => become({ state: 'downloading', version, notes, share }));
      return become({ state: 'ready', version, notes });
    } catch (error) {
      return failed(error);
    }
  };

  const askByItself = (): void => {
    if (mayAsk() && mayReachOut()) void check();
  };
  const first = updater && setTimeout(askByItself, FIRST_ASK_MS);
  const daily = updater && setInterval(askByItself, ASK_EVERY_MS);
  first?.unref();
  daily?.unref();

  return {
    get state() {
      return state;
    },
    onChange: listeners.add,
    check,
    download,
    install() {
      if (state.state === 'ready') updater?.install();
    },
    close() {
      clearTimeout(first);
      clearInterval(daily);
    },
  };
};

/** Nothing is asked again over a download, or over one that waits to be installed. */
const isBusy = ({ state }: UpdateState): boolean =>
  state === 'checking' || state === 'downloading' || state === 'ready';
