import { whiten } from './sound-matcher';
import { CEPSTRA, FRAME_SIZE } from './sound-reader';
import type { HeardWord } from './voice-activity';

/** Steps that every word is brought to, and numbers of a step: timbre, then level. */
export const WORD_STEPS = 24;
export const STEP_SIZE = CEPSTRA + 1;
export const WORD_NUMBERS = WORD_STEPS * STEP_SIZE;
/** A word's numbers are kept as whole ones in a byte each. */
export const MOST = 127;
const SCALE = 16;
/** dB of level that weigh as much as one width of a class of timbre. */
const LEVEL_UNIT = 8;

/**
 * A word as numbers to compare it by: in {@link WORD_STEPS} steps of equal time (C. Myers, L. Rabiner, A. Rosenberg, "Performance
 * tradeoffs in dynamic time warping algorithms for isolated word recognition", 1980), of each the timbre against the word's mean, which
 * takes the microphone off, and the level against the loudest.
 */
export const shapeOfWord = ({ frames, count }: HeardWord): Int8Array => {
  const numbers = new Float64Array(WORD_NUMBERS);
  const step = new Float64Array(CEPSTRA);
  const mean = new Float64Array(CEPSTRA);
  let loudest = Number.NEGATIVE_INFINITY;
  for (let f = 0; f < count; f++) {
    loudest = Math.max(loudest, frames[f * FRAME_SIZE]!);
    for (let i = 0; i < CEPSTRA; i++) mean[i]! += frames[f * FRAME_SIZE + 1 + i]! / count;
  }
  for (let s = 0; s < WORD_STEPS; s++) {
    const from = Math.floor((s * count) / WORD_STEPS);
    const to = Math.max(from + 1, Math.floor(((s + 1) * count) / WORD_STEPS));
    step.fill(0);
    let level = 0;
    for (let f = from; f < to; f++) {
      level += (frames[f * FRAME_SIZE]! - loudest) / (to - from);
      for (let i = 0; i < CEPSTRA; i++)
        step[i]! += (frames[f * FRAME_SIZE + 1 + i]! - mean[i]!) / (to - from);
    }
    whiten(step, numbers, s * STEP_SIZE);
    numbers[s * STEP_SIZE + CEPSTRA] = Math.max(-6, level / LEVEL_UNIT);
  }
  return Int8Array.from(numbers, (value) => Math.max(-MOST, Math.min(MOST, Math.round(value * SCALE))));
};

/** Steps that two words may be apart in time. */
const BAND = 6;
const table = new Float64Array((WORD_STEPS + 1) * (WORD_STEPS + 1));

/**
 * How far two words lie apart, in widths of a class, warped in time onto each other: symmetric dynamic time warping (H. Sakoe, S. Chiba,
 * "Dynamic programming algorithm optimization for spoken word recognition", 1978). Allocates nothing.
 */
export const distanceOfWords = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const width = WORD_STEPS + 1;
  table.fill(Number.POSITIVE_INFINITY);
  table[0] = 0;
  for (let i = 1; i <= WORD_STEPS; i++)
    for (let j = Math.max(1, i - BAND); j <= Math.min(WORD_STEPS, i + BAND); j++) {
      let cost = 0;
      for (let k = 0; k < STEP_SIZE; k++)
        cost += ((a[(i - 1) * STEP_SIZE + k]! - b[(j - 1) * STEP_SIZE + k]!) / SCALE) ** 2;
      table[i * width + j] = Math.min(
        table[(i - 1) * width + j - 1]! + 2 * cost,
        table[(i - 1) * width + j]! + cost,
        table[i * width + j - 1]! + cost,
      );
    }
  return Math.sqrt(table[WORD_STEPS * width + WORD_STEPS]! / (2 * WORD_STEPS));
};
