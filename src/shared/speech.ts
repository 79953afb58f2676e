import { z } from 'zod';

/**
 * Mouth shapes of speech: the fifteen visemes that Oculus LipSync named and that most avatars and tools speak of.
 * `sil` is the mouth at rest; `E`, `I`, `O`, `U` and `aa` are vowels, the others consonants.
 */
export const VISEMES = [
  'sil',
  'PP',
  'FF',
  'TH',
  'DD',
  'kk',
  'CH',
  'SS',
  'nn',
  'RR',
  'aa',
  'E',
  'I',
  'O',
  'U',
] as const;
export type Viseme = (typeof VISEMES)[number];

/** A viseme until `end`, milliseconds from the beginning of the sound. It begins where the one before ends. */
export interface SpeechCue {
  viseme: Viseme;
  end: number;
}

/** Longest text that is spoken in one go, characters. */
export const LONGEST_SPOKEN = 500;
/** Texts that may wait for their turn; more are refused. */
export const MOST_WAITING_TEXTS = 20;
/** Longest sound of one text, milliseconds. */
export const LONGEST_SOUND_MS = 180_000;

export const SPEECH_ENGINES = ['built-in', 'system', 'server'] as const;
export type SpeechEngine = (typeof SPEECH_ENGINES)[number];

/** A text that is spoken now. */
export interface Utterance {
  /** Counts up from 1 while the program runs. */
  id: number;
  text: string;
  engine: SpeechEngine;
  /** Where its sound is read, below the host's origin; undefined where the page's own `speechSynthesis` speaks. */
  url?: string;
  cues: readonly SpeechCue[];
  /** How far the mouth opens: 1 = as in clear speech. */
  mouth: number;
  /** When its sound began, or is going to begin: milliseconds on the one clock. Undefined until a page plays it. */
  startedAt?: number;
}

export const SPEECH_FAULTS = [
  'not-english',
  'no-engine',
  'too-slow',
  'offline',
  'no-address',
  'unreachable',
  'refused',
  'not-wav',
  'no-system-voice',
  'no-player',
  'blocked',
  'not-played',
] as const;
export type SpeechFaultCode = (typeof SPEECH_FAULTS)[number];

/** Why the last text was not heard. */
export interface SpeechFault {
  code: SpeechFaultCode;
  /** What else is known, in the words of whoever refused: a server's status. */
  detail?: string;
}

/** What is spoken, for every page. */
export interface SpeechState {
  /** Null while nothing is heard. */
  spoken: Utterance | null;
  /** A voice is being made for the next text. */
  preparing: boolean;
  /** Texts that wait, in order. */
  waiting: readonly string[];
  /** Whether there is a key for a server that speaks, and how it is kept: see `main/services/secrets`. */
  key: 'none' | 'keychain' | 'file';
  /** Of the last text; gone when the next one is heard. */
  fault?: SpeechFault | undefined;
}

export const SILENT: SpeechState = { spoken: null, preparing: false, waiting: [], key: 'none' };

/** What a browser source has to know of an utterance: how its mouth goes, and never the words. */
export type SpokenMouth = Pick<Utterance, 'id' | 'cues' | 'mouth' | 'startedAt'>;

const utteranceId = z.number().int().min(1);
/** Milliseconds on the one clock. */
const time = z.number().min(0).max(1e14);

/** What the page that plays an utterance says of it. */
export const speechReport = z.discriminatedUnion('event', [
  /** Told again where a word comes earlier or later than it was thought to. */
  z.object({ event: z.literal('started'), id: utteranceId, startedAt: time }),
  z.object({ event: z.literal('ended'), id: utteranceId }),
  z.object({
    event: z.literal('failed'),
    id: utteranceId,
    code: z.enum(['no-system-voice', 'blocked', 'not-played']),
  }),
]);
export type SpeechReport = z.infer<typeof speechReport>;
