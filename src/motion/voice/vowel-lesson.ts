import { type OwnVowels, VOWEL_COUNT } from './sound-classes';
import { whiten } from './sound-matcher';
import { CEPSTRA, HOP_MS } from './sound-reader';

/** Listens to somebody who says a, i, u, e and o, one after the other, and holds each. */
export interface VowelLesson {
  /** A frame of `sound-reader.ts` from index `at` on, and whether it is voice. */
  push(frame: Float32Array, at: number, voiced: boolean): void;
  /** Which vowel is listened to, in the order of VOWELS; VOWEL_COUNT when all have been heard. */
  readonly vowel: number;
  /** How much of it has been heard, 0..1. */
  readonly share: number;
  /** How long nothing has been heard, ms. */
  readonly silentFor: number;
  /** @returns the first two vowels that can hardly be told apart, by index, where there are such */
  finish(): OwnVowels | { alike: readonly [number, number] };
}

/** Of the voice after a vowel is asked for: the end of the one before, and its own beginning, ms. */
const SETTLE_MS = 500;
const LISTEN_MS = 1500;
/** Two vowels nearer than this, in widths of a class, are one. The nearest two of the shipped profile lie 1.8 apart. */
const LEAST_APART = 0.8;

export const createVowelLesson = (): VowelLesson => {
  const sums = Array.from({ length: VOWEL_COUNT }, () => new Float64Array(CEPSTRA));
  let vowel = 0;
  let heard = 0;
  let silentFor = 0;

  return {
    push: (frame, at, voiced) => {
      silentFor = voiced ? 0 : silentFor + HOP_MS;
      if (!voiced || vowel === VOWEL_COUNT) return;
      heard += HOP_MS;
      if (heard <= SETTLE_MS) return;
      const sum = sums[vowel]!;
      for (let i = 0; i < CEPSTRA; i++) sum[i]! += frame[at + 1 + i]!;
      if (heard < SETTLE_MS + LISTEN_MS) return;
      vowel += 1;
      heard = 0;
    },
    get vowel() {
      return vowel;
    },
    get share() {
      return Math.max(0, heard - SETTLE_MS) / LISTEN_MS;
    },
    get silentFor() {
      return silentFor;
    },
    finish: () => {
      const means = sums.map((sum) =>
        Array.from(sum, (value) => Math.round(value * (HOP_MS / LISTEN_MS) * 1e3) / 1e3),
      );
      for (let a = 0; a < VOWEL_COUNT; a++)
        for (let b = a + 1; b < VOWEL_COUNT; b++)
          if (distance(means[a]!, means[b]!) < LEAST_APART) return { alike: [a, b] };
      return means;
    },
  };
};

/** In widths of a class. */
const distance = (a: readonly number[], b: readonly number[]): number => {
  const whitened = new Float64Array(CEPSTRA);
  const difference = a.map((value, i) => value - b[i]!);
  whiten(difference, whitened, 0);
  return Math.hypot(...whitened);
};
