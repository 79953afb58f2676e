/*
 * A microphone's chunks carry times of a clock of the browser's own: that of the page which reads them (so what was read before the stream
 * went to a worker is told by another clock than the rest), or of the machine. It is set against the one clock by when chunks arrive.
 */

/** Chunks that are heard as they are made, before the clock is set: the one that came soonest was late least. */
const TELLING_CHUNKS = 20;
/** A chunk that had to be waited for has just been made; one that lay ready has lain for nobody knows how long. Milliseconds. */
const WAITED_MS = 4;
/** A thread that never has to wait lags behind: then the best of what has come must do. Milliseconds. */
const LONGEST_SETTLING_MS = 5000;
/** Chunks follow each other within a few milliseconds; where their times fall back further, another clock tells them. */
const FALL_BACK_MS = 100;

/** Of a chunk of sound, all in milliseconds. */
export interface ChunkTimes {
  /** On the microphone's clock. */
  begin: number;
  end: number;
  /** On the one clock: when the chunk was asked for, and when it was there. */
  asked: number;
  arrived: number;
}

/** Sets the clock of a microphone's chunks against the one clock. */
export interface SoundClock {
  /** To be added to a chunk's own time to have that of the one clock, ms; undefined until it is known. */
  readonly offset: number | undefined;
  /** Takes the next chunk into account. @returns true where another clock tells it than those before, whose times mean nothing any more */
  hear(chunk: ChunkTimes): boolean;
}

export const createSoundClock = (): SoundClock => {
  let least = Number.POSITIVE_INFINITY;
  let telling = 0;
  let firstArrived: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let offset: number | undefined;

  const beginAnew = (): void => {
    least = Number.POSITIVE_INFINITY;
    telling = 0;
    firstArrived = undefined;
    offset = undefined;
  };

  return {
    get offset() {
      return offset;
    },
    hear({ begin, end, asked, arrived }) {
      const isAnother = begin < last - FALL_BACK_MS;
      if (isAnother) beginAnew();
      last = begin;
      if (offset !== undefined) return isAnother;
      firstArrived ??= arrived;
      least = Math.min(least, arrived - end);
      if (arrived - asked >= WAITED_MS) telling += 1;
      if (telling >= TELLING_CHUNKS || arrived - firstArrived >= LONGEST_SETTLING_MS) offset = least;
      return isAnother;
    },
  };
};
