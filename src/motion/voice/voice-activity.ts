import { FRAME_SIZE, HOP_MS } from './sound-reader';

/** A word or short phrase that was said by itself: frames of `sound-reader.ts`, one behind the other. Used again: copy what stays. */
export interface HeardWord {
  readonly frames: Float32Array;
  readonly count: number;
}

/** Cuts speech into what is said between two pauses. */
export interface VoiceActivity {
  /** A frame from index `at` on. Allocates nothing. */
  push(frame: Float32Array, at: number): void;
  /** Quieter sound is none of the voice, dBFS. */
  setGate(gate: number): void;
  /** Whether somebody speaks. */
  readonly speaking: boolean;
  reset(): void;
}

/** A pause of so long ends a word; shorter ones lie within words, as before a "t". */
const PAUSE_MS = 300;
/** Shorter sound is a click, longer sound is talk. */
export const SHORTEST_WORD_MS = 140;
export const LONGEST_WORD_MS = 2_400;
/** Quiet beginnings and ends belong to the word: "f", "h". Frames. */
const MARGIN = 4;
const CAPACITY = Math.round((LONGEST_WORD_MS + PAUSE_MS) / HOP_MS) + 2 * MARGIN;

/** @param onWord called in {@link VoiceActivity.push} */
export const createVoiceActivity = (onWord: (word: HeardWord) => void): VoiceActivity => {
  const frames = new Float32Array(CAPACITY * FRAME_SIZE);
  const word = { frames, count: 0 };
  let gate = 0;
  let count = 0;
  /** Index of the frame after the last loud one; 0 while nobody speaks. */
  let loudEnd = 0;
  let tooLong = false;

  const forget = (): void => {
    count = 0;
    loudEnd = 0;
    tooLong = false;
  };

  const keepMargin = (): void => {
    if (count <= MARGIN) return;
    frames.copyWithin(0, (count - MARGIN) * FRAME_SIZE, count * FRAME_SIZE);
    count = MARGIN;
  };

  const finish = (): void => {
    word.count = Math.min(count, loudEnd + MARGIN);
    const length = (loudEnd - MARGIN) * HOP_MS;
    if (!tooLong && length >= SHORTEST_WORD_MS && length <= LONGEST_WORD_MS) onWord(word);
    forget();
  };

  return {
    push: (frame, at) => {
      if (count === CAPACITY) {
        // What is talked is of no use any more; how long the pause at its end is already, is.
        tooLong = true;
        count = MARGIN + count - loudEnd;
        loudEnd = MARGIN;
      }
      for (let i = 0; i < FRAME_SIZE; i++) frames[count * FRAME_SIZE + i] = frame[at + i]!;
      count += 1;
      if (frame[at]! >= gate) loudEnd = count;
      else if (loudEnd === 0) keepMargin();
      else if ((count - loudEnd) * HOP_MS >= PAUSE_MS) finish();
    },
    setGate: (next) => {
      gate = next;
    },
    get speaking() {
      return loudEnd > 0;
    },
    reset: forget,
  };
};
