import { EXPRESSION_COUNT, EXPRESSION_INDEX } from '@shared/expressions';
import { VISEMES } from '@shared/speech';
import { CLASS_COUNT, CLASS_VISEMES, type OwnVowels, VOWEL_COUNT } from './sound-classes';
import { createSoundMatcher } from './sound-matcher';
import { HOP_MS, SILENCE_DB } from './sound-reader';
import { SPOKEN_EXPRESSIONS, shapeRows } from './viseme-shapes';

export interface LipSyncOptions {
  /** Quieter sound is none of the user's voice, dBFS. */
  gate: number;
  /** How far the mouth opens: 1 = as in clear speech. */
  strength: number;
  /** The user's own vowels. */
  vowels?: OwnVowels | undefined;
}

/** A mouth that follows a voice. */
export interface LipSync {
  setOptions(options: LipSyncOptions): void;
  /** A frame of `sound-reader.ts`: level and cepstra from index `at` on. Allocates nothing. */
  push(frame: Float32Array, at: number): void;
  /** Writes the mouth into the expressions of SPOKEN_EXPRESSIONS; leaves the others. Allocates nothing. */
  write(expressions: Float32Array): void;
  /** Of the last frame, dBFS. */
  readonly level: number;
  /** Whether a voice is heard. */
  readonly voiced: boolean;
  /** How far the mouth is open, 0..1. */
  readonly opening: number;
  /** How likely each of SOUND_CLASSES is, of the last voiced frames: used again. */
  readonly shares: Float64Array;
  /** The sound has ended: the mouth is shut at once. */
  reset(): void;
}

/** A voice that began ends this much below the gate, dB, and only after so long, ms: words have quiet ends and short gaps. */
const HYSTERESIS = 4;
const HANG_MS = 80;
/** From the gate to the loudest that the user speaks, dB: what is assumed at first, and what is assumed at least. */
const USUAL_RANGE = 22;
const LEAST_RANGE = 12;
/** How fast a loud moment is forgotten, dB/s. */
const FORGET = 1.2;
/** Time constants of what the sound is like, and of opening and shutting, ms. */
const SHARES_MS = 35;
const OPENING_MS = 18;
const SHUTTING_MS = 45;
/** The likeliest class's share at and below which the mouth merely opens, and from which on its shape counts whole. */
const UNSURE = 0.3;
const SURE = 0.55;

const AA = 0;
const stepOf = (milliseconds: number): number => 1 - Math.exp(-HOP_MS / milliseconds);
const SHARES_STEP = stepOf(SHARES_MS);
const OPENING_STEP = stepOf(OPENING_MS);
const SHUTTING_STEP = stepOf(SHUTTING_MS);

/** The mouth of each class, EXPRESSION_COUNT weights a row. */
const SHAPES = (() => {
  const rows = shapeRows();
  const shapes = new Float32Array(CLASS_COUNT * EXPRESSION_COUNT);
  CLASS_VISEMES.forEach((viseme, c) => {
    const from = VISEMES.indexOf(viseme) * EXPRESSION_COUNT;
    shapes.set(rows.subarray(from, from + EXPRESSION_COUNT), c * EXPRESSION_COUNT);
  });
  return shapes;
})();

/** VRM's vowels, whose weights never add up to more than 1. */
const VOWEL_EXPRESSIONS = (['aa', 'ih', 'ou', 'ee', 'oh'] as const).map((name) => EXPRESSION_INDEX[name]);

/**
 * Loudness opens the mouth, timbre shapes it. Loudness is taken between the gate and the loudest that the user has been lately, so that a
 * quiet microphone does as well as a loud one. Where the timbre is like nothing in particular, the mouth merely opens.
 */
export const createLipSync = (initial: LipSyncOptions): LipSync => {
  const matcher = createSoundMatcher();
  const found = new Float64Array(CLASS_COUNT);
  const shares = new Float64Array(CLASS_COUNT);
  let options = initial;
  let level = SILENCE_DB;
  let loudest = initial.gate + USUAL_RANGE;
  let voiced = false;
  let quietFor = 0;
  let opening = 0;

  const hear = (): void => {
    const { gate } = options;
    if (level >= gate) {
      voiced = true;
      quietFor = 0;
    } else if (level < gate - HYSTERESIS) {
      quietFor += HOP_MS;
      if (quietFor >= HANG_MS) voiced = false;
    }
    if (!voiced) return;
    loudest = Math.max(level, gate + LEAST_RANGE, loudest - (FORGET * HOP_MS) / 1000);
  };

  const open = (): void => {
    const range = loudest - options.gate + HYSTERESIS;
    const share = voiced ? Math.max(0, Math.min(1, (level - options.gate + HYSTERESIS) / range)) : 0;
    // Nearly half of the range in dB is breath and consonants; vowels lie in the upper half.
    const target = share * share * (3 - 2 * share);
    opening += (target > opening ? OPENING_STEP : SHUTTING_STEP) * (target - opening);
    if (target === 0 && opening < SHUT) opening = 0;
  };

  const shape = (frame: Float32Array, at: number): void => {
    if (!voiced || level < options.gate - HYSTERESIS) return;
    matcher.match(frame, at + 1, found);
    for (let c = 0; c < CLASS_COUNT; c++) shares[c]! += SHARES_STEP * (found[c]! - shares[c]!);
  };

  /** How much of the shape counts, 0..1. */
  const sureness = (): number => {
    let most = 0;
    for (let c = 0; c < CLASS_COUNT; c++) most = Math.max(most, shares[c]!);
    return Math.max(0, Math.min(1, (most - UNSURE) / (SURE - UNSURE)));
  };

  const reset = (): void => {
    level = SILENCE_DB;
    voiced = false;
    opening = 0;
    quietFor = 0;
    shares.fill(0);
    loudest = options.gate + USUAL_RANGE;
    matcher.reset();
  };

  const setOptions = (next: LipSyncOptions): void => {
    if (next.gate !== options.gate) loudest = next.gate + USUAL_RANGE;
    options = next;
    matcher.setOwn(next.vowels);
  };
  setOptions(initial);

  return {
    setOptions,
    push: (frame, at) => {
      const heard = frame[at]!;
      level = Number.isFinite(heard) ? heard : SILENCE_DB;
      hear();
      shape(frame, at);
      open();
    },
    write: (expressions) => {
      const sure = sureness();
      const wide = Math.min(1, opening * options.strength);
      for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) {
        const e = SPOKEN_EXPRESSIONS[i]!;
        let sum = (1 - sure) * SHAPES[AA * EXPRESSION_COUNT + e]!;
        for (let c = 0; c < CLASS_COUNT; c++) sum += sure * shares[c]! * SHAPES[c * EXPRESSION_COUNT + e]!;
        expressions[e] = Math.min(1, sum * wide);
      }
      limitVowels(expressions);
    },
    get level() {
      return level;
    },
    get voiced() {
      return voiced;
    },
    get opening() {
      return opening;
    },
    shares,
    reset,
  };
};

/** Below this the mouth is shut. */
const SHUT = 0.01;

/** Scales VRM's vowels so that they do not add up to more than 1, in place. */
export const limitVowels = (expressions: Float32Array): void => {
  let total = 0;
  for (let v = 0; v < VOWEL_COUNT; v++) total += expressions[VOWEL_EXPRESSIONS[v]!]!;
  if (total <= 1) return;
  for (let v = 0; v < VOWEL_COUNT; v++) expressions[VOWEL_EXPRESSIONS[v]!]! /= total;
};
