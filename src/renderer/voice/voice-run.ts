import { createKeywordMatcher } from '@motion/voice/keywords';
import { createLipSync, type LipSync } from '@motion/voice/lip-sync';
import { FRAME_SIZE, SILENCE_DB } from '@motion/voice/sound-reader';
import { createVoiceActivity, type HeardWord } from '@motion/voice/voice-activity';
import { createVoiceMouth } from '@motion/voice/voice-mouth';
import type { Fault } from '@shared/channel';
import { toClock } from '@shared/clock';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import type { SpeechState } from '@shared/speech';
import { microphoneFault, watchMicrophones } from '../microphone';
import { createOwnSpeech } from './own-speech';
import { openSoundInput, type SoundInput, type SoundInputEvents } from './sound-input';

/** What the microphone does. `off`: nothing wants it, or it is muted, or the panic key closed it. */
export interface VoiceStatus {
  state: 'off' | 'starting' | 'running' | 'fault';
  /** Of a running one: it gives nothing but silence, or the browser nothing before a click. */
  fault?: Fault | undefined;
  /** The microphone's name; empty while none runs. */
  label: string;
}

/** What is heard, of the last frame. */
export type VoiceReading = Pick<LipSync, 'level' | 'voiced' | 'opening' | 'shares'>;

type HeardListener = (reading: VoiceReading, frames: Float32Array) => void;

/** The microphone in the page that leads: opened when something wants it, and what is made of it. */
export interface VoiceRun {
  readonly status: VoiceStatus;
  follow(settings: Settings): void;
  /** Only the page that leads opens the microphone. */
  setLeading(leading: boolean): void;
  /** What the avatar speaks: the microphone need not hear it. */
  followSpeech(state: SpeechState): void;
  /** A solved frame of the camera: whether its face is seen, and its mouth. */
  see(frame: MotionFrame): void;
  /** Keeps the microphone open for as long as Studio shows or teaches something. @returns lets go */
  hold(): () => void;
  /** Tries again now. */
  retry(): void;
  /** Each returns its unsubscribe function. */
  onStatus(listener: (status: VoiceStatus) => void): () => void;
  /** Every 20 ms: the reading, which is used again, and its frames of `motion/voice/sound-reader.ts`, one behind the other. */
  onHeard(listener: HeardListener): () => void;
  /** Every word that is said by itself, and the keyword that it is, by id; the word is used again. */
  onWord(listener: WordListener): () => void;
  close(): void;
}

type WordListener = (word: HeardWord, keyword: string | undefined) => void;

export interface VoiceRunDeps {
  /** The mouth of the voice, every 20 ms while lip-sync is on; used again. */
  onMouth(frame: MotionFrame): void;
  /** The user has said the keyword of this id. */
  onKeyword(id: string): void;
  /** For tests. */
  open?(choice: Settings['voice'], events: SoundInputEvents): Promise<SoundInput>;
}

const RETRY_MS = 4_000;
/** Nothing but digital silence for so long is no quiet room. */
const SILENT_MS = 5_000;
/** Of one message of frames. */
const MESSAGE_MS = 20;

const clockNow = (): number => toClock(performance.timeOrigin, performance.now());

export const createVoiceRun = ({ onMouth, onKeyword, open = openSoundInput }: VoiceRunDeps): VoiceRun => {
  const lipSync = createLipSync({ gate: 0, strength: 1 });
  const mouth = createVoiceMouth(lipSync);
  const ownSpeech = createOwnSpeech(clockNow);
  const frame = createMotionFrame('voice');
  const statusListeners = new Set<(status: VoiceStatus) => void>();
  const keywords = createKeywordMatcher();
  const wordListeners = new Set<WordListener>();
  const heardListeners = new Set<HeardListener>();
  const activity = createVoiceActivity((word) => {
    const keyword = keywords.match(word, settings?.voice.tolerance ?? 1);
    for (const listener of wordListeners) listener(word, keyword);
    if (keyword !== undefined && holders === 0) onKeyword(keyword);
  });
  let settings: Settings | undefined;
  let leading = false;
  let holders = 0;
  let input: SoundInput | undefined;
  let status: VoiceStatus = OFF;
  /** Which microphone is open or being opened; undefined while none is wanted. */
  let wanted: string | undefined;
  /** Raised with every change: what an older attempt still brings belongs to nobody. */
  let generation = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silentFor = 0;

  const tell = (next: VoiceStatus): void => {
    status = next;
    for (const listener of statusListeners) listener(next);
  };

  const isWanted = ({ voice, capture, triggers }: Settings): boolean =>
    leading &&
    !voice.muted &&
    !capture.panicked &&
    (holders > 0 ||
      voice.lipSync !== 'off' ||
      triggers.rules.some(
        ({ on, when }) =>
          on && when.kind === 'voice' && voice.keywords.some((keyword) => keyword.id === when.id),
      ));

  const closeInput = (): void => {
    generation += 1;
    clearTimeout(retryTimer);
    input?.close();
    input = undefined;
    lipSync.reset();
    activity.reset();
    silentFor = 0;
  };

  const update = (): void => {
    const next =
      settings && isWanted(settings)
        ? JSON.stringify([settings.voice.deviceId, settings.voice.deviceLabel])
        : undefined;
    if (next === wanted) return;
    wanted = next;
    if (next !== undefined) void start();
    else {
      closeInput();
      tell(OFF);
    }
  };

  const start = async (): Promise<void> => {
    if (settings === undefined) return;
    closeInput();
    const mine = generation;
    if (status.state !== 'fault') tell({ state: 'starting', label: '' });
    try {
      const opened = await open(settings.voice, {
        onFrames: (frames) => {
          if (mine === generation) hear(frames);
        },
        onEnd: () => {
          if (mine === generation) fail(microphoneFault('unplugged'));
        },
        onWaiting: (waiting) => {
          if (mine === generation) wait(waiting);
        },
      });
      if (mine !== generation) {
        opened.close();
        return;
      }
      input = opened;
      tell({ state: 'running', label: opened.label });
    } catch (error) {
      if (mine === generation) fail(microphoneFault(error));
    }
  };

  const fail = (fault: Fault): void => {
    closeInput();
    // One that is away stays unplugged in the user's eyes, whatever the next attempt calls it.
    const known = status.fault?.code === 'microphone-unplugged' && fault.code === 'microphone-missing';
    tell({ state: 'fault', fault: known ? status.fault : fault, label: '' });
    // Asking anew after a refusal would nag.
    if (fault.code !== 'microphone-refused' && fault.code !== 'microphone-insecure')
      retryTimer = setTimeout(() => void start(), RETRY_MS);
  };

  const wait = (waiting: boolean): void => {
    if (status.state !== 'running' || waiting === (status.fault?.code === 'microphone-waiting')) return;
    tell({ ...status, fault: waiting ? microphoneFault('waiting') : undefined });
  };

  const watchSilence = (): void => {
    silentFor = lipSync.level <= SILENCE_DB ? silentFor + MESSAGE_MS : 0;
    const silent = silentFor >= SILENT_MS;
    if (silent === (status.fault !== undefined)) return;
    tell({ ...status, fault: silent ? microphoneFault('silent') : undefined });
  };

  const hear = (frames: Float32Array): void => {
    const deaf = settings?.voice.deafWhileSpeaking === true && ownSpeech.sounds(clockNow());
    if (deaf) silence(frames);
    for (let at = 0; at < frames.length; at += FRAME_SIZE) {
      lipSync.push(frames, at);
      activity.push(frames, at);
    }
    for (const listener of heardListeners) listener(lipSync, frames);
    if (!deaf) watchSilence();
    if (settings?.voice.lipSync === 'off') return;
    mouth.write(frame, clockNow());
    onMouth(frame);
  };

  const unwatch = watchMicrophones(() => {
    if (status.state === 'fault') void start();
  });

  return {
    get status() {
      return status;
    },
    follow: (next) => {
      settings = next;
      const { gate, strength, vowels, lipSync: mode } = next.voice;
      lipSync.setOptions({ gate, strength, vowels: vowels ?? undefined });
      mouth.setMode(mode);
      activity.setGate(gate);
      keywords.setKeywords(next.voice.keywords);
      update();
    },
    setLeading: (next) => {
      leading = next;
      if (!next) mouth.reset();
      update();
    },
    followSpeech: ownSpeech.follow,
    see: (solved) => mouth.see(solved, clockNow()),
    hold: () => {
      holders += 1;
      update();
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        update();
      };
    },
    retry: () => {
      if (wanted !== undefined) void start();
    },
    onStatus: (listener) => subscribe(statusListeners, listener),
    onWord: (listener) => subscribe(wordListeners, listener),
    onHeard: (listener) => subscribe(heardListeners, listener),
    close: () => {
      leading = false;
      update();
      unwatch();
    },
  };
};

/** Makes frames those of silence, in place. */
const silence = (frames: Float32Array): void => {
  frames.fill(0);
  for (let at = 0; at < frames.length; at += FRAME_SIZE) frames[at] = SILENCE_DB;
};

const OFF: VoiceStatus = { state: 'off', label: '' };

const subscribe = <Listener>(listeners: Set<Listener>, listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
