import {
  LONGEST_SOUND_MS,
  MOST_WAITING_TEXTS,
  SILENT,
  type SpeechEngine,
  type SpeechFault,
  type SpeechReport,
  type SpeechState,
  type Utterance,
} from '@shared/speech';
import { createListeners } from '../listeners';
import type { Log } from '../log';
import type { SettingsStore } from '../settings';
import { SpeechRefusal, type SpeechVoice, type SpokenSound } from './engine';
import { spokenText } from './spoken-text';

/** Texts that the avatar speaks, one after the other: made into sound here, played by one page, shown by all. */
export interface Speech {
  readonly state: SpeechState;
  /**
   * Puts a text in the queue. One in which nothing can be spoken is left out.
   * @throws Error with a sentence for the user where too many wait
   */
  say(text: string): void;
  /** Ends what is spoken, and forgets what waits. */
  stop(): void;
  /** From the page that plays. */
  report(report: SpeechReport): void;
  /** The sound of the utterance with this id, a WAV file; undefined once it is over. */
  sound(id: number): Uint8Array | undefined;
  /** The key for a server was set or forgotten. */
  keyChanged(): void;
  onChange(listener: (state: SpeechState) => void): () => void;
  close(): void;
}

export interface SpeechOptions {
  settings: SettingsStore;
  voices: Readonly<Record<SpeechEngine, SpeechVoice>>;
  log: Pick<Log, 'info' | 'warn'>;
  /** Of the server's key. */
  keyState?(): SpeechState['key'];
  /** How long a page may take to begin, ms. */
  beginsWithinMs?: number;
  now?: () => number;
}

/** Where pages read the sounds. */
export const SPEECH_PATH = '/speech/';

const BEGINS_WITHIN_MS = 8000;
/** A page that was closed while it played ends nothing: then the sound's own length does, and this, ms. */
const SPARE_MS = 1500;

interface Wish {
  text: string;
  /** That makes it. */
  engine?: SpeechEngine;
  /** Made while the one before is heard. */
  sound?: Promise<SpokenSound>;
}

export const createSpeech = (options: SpeechOptions): Speech => {
  const { settings, voices, log, beginsWithinMs = BEGINS_WITHIN_MS, now = Date.now } = options;
  const { keyState = () => 'none' as const } = options;
  const changes = createListeners<SpeechState>();
  let state: SpeechState = { ...SILENT, key: keyState() };
  let queue: Wish[] = [];
  let lastId = 0;
  let wav: Uint8Array | undefined;
  /** Of everything that is under way; aborted by a stop. */
  let turn = new AbortController();
  let working = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (next: Partial<SpeechState>): void => {
    state = { ...state, ...next, waiting: queue.map(({ text }) => text) };
    changes.tell(state);
  };

  const make = (wish: Wish): Promise<SpokenSound> => {
    const { speech } = settings.current;
    wish.engine ??= speech.engine;
    wish.sound ??= voices[wish.engine].speak(wish.text, speech, turn.signal);
    // Whoever awaits it hears of a fault; until then it is nobody's.
    wish.sound.catch(() => undefined);
    return wish.sound;
  };

  const begin = ({ text, engine = 'built-in' }: Wish, sound: SpokenSound): void => {
    lastId += 1;
    wav = sound.wav;
    const { mouth } = settings.current.speech;
    const spoken: Utterance = { id: lastId, text, engine, cues: sound.cues, mouth };
    if (wav !== undefined) spoken.url = `${SPEECH_PATH}${lastId}.wav`;
    arm(beginsWithinMs, () => endWith(lastId, { code: 'no-player' }));
    tell({ spoken, preparing: false, fault: undefined });
    // The next one is ready when this one is over.
    if (queue[0] !== undefined) void make(queue[0]);
  };

  const goOn = async (): Promise<void> => {
    if (working || state.spoken !== null) return;
    const wish = queue.shift();
    if (wish === undefined) return;
    working = true;
    const own = turn;
    tell({ preparing: true });
    try {
      const sound = await make(wish);
      if (!own.signal.aborted) begin(wish, sound);
    } catch (error) {
      if (own.signal.aborted) return;
      const fault: SpeechFault = error instanceof SpeechRefusal ? error.fault : { code: 'no-engine' };
      // Its code alone: the address of a server and its words are for the user.
      log.warn(`Speech: ${fault.code}`);
      tell({ preparing: false, fault });
    } finally {
      // A stop has begun anew meanwhile.
      if (own === turn) {
        working = false;
        void goOn();
      }
    }
  };

  const arm = (ms: number, act: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
    timer.unref();
  };

  const endWith = (id: number, fault?: SpeechFault): void => {
    if (state.spoken?.id !== id) return;
    clearTimeout(timer);
    wav = undefined;
    if (fault !== undefined) log.warn(`Speech: ${fault.code}`);
    tell({ spoken: null, ...(fault && { fault }) });
    void goOn();
  };

  const started = (spoken: Utterance, startedAt: number): void => {
    const length = Math.min(LONGEST_SOUND_MS, spoken.cues.at(-1)?.end ?? 0);
    // The system's own voices may take far longer than was thought.
    const longest = spoken.engine === 'system' ? LONGEST_SOUND_MS : length;
    arm(Math.max(0, startedAt + longest + SPARE_MS - now()), () => endWith(spoken.id));
    tell({ spoken: { ...spoken, startedAt } });
  };

  return {
    get state() {
      return state;
    },
    say(wanted) {
      const text = spokenText(wanted);
      if (text === '') return;
      if (queue.length >= MOST_WAITING_TEXTS)
        throw new Error(`${MOST_WAITING_TEXTS} texts wait to be spoken already. Stop the speech, or wait.`);
      queue.push({ text });
      tell({});
      void goOn();
    },
    stop() {
      turn.abort();
      turn = new AbortController();
      working = false;
      queue = [];
      clearTimeout(timer);
      wav = undefined;
      const { spoken, preparing, waiting, fault } = state;
      if (spoken !== null || preparing || waiting.length > 0 || fault !== undefined)
        tell({ spoken: null, preparing: false, fault: undefined });
    },
    report(report) {
      const { spoken } = state;
      if (spoken?.id !== report.id) return;
      if (report.event === 'started') started(spoken, report.startedAt);
      else endWith(report.id, report.event === 'failed' ? { code: report.code } : undefined);
    },
    sound: (id) => (state.spoken?.id === id ? wav : undefined),
    keyChanged: () => tell({ key: keyState() }),
    onChange: changes.add,
    close() {
      turn.abort();
      clearTimeout(timer);
      queue = [];
      for (const voice of Object.values(voices)) voice.close();
    },
  };
};
