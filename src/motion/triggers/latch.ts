import type { Milliseconds } from '@shared/clock';

/** Turns a score that flickers into a clear yes or no. */
export interface Latch {
  /** @param score 0..1; NaN where nothing can be said (a hand is lost): the latch then waits a while before it lets go. */
  update(score: number, time: Milliseconds): void;
  /** When it was last taken up; undefined while it is not. */
  readonly since: Milliseconds | undefined;
}

/** Taken up from this score on, dropped below the lower one. */
const TAKEN_UP = 0.6;
const DROPPED = 0.3;
/** A low score or a lost hand for this long lets go, ms. */
const LOW_FOR: Milliseconds = 200;
const LOST_FOR: Milliseconds = 500;
/** Scores this far apart belong to another time: a pause, a new source. */
const PAUSE: Milliseconds = 1000;

export const createLatch = (): Latch => {
  let since: Milliseconds | undefined;
  let good = Number.NEGATIVE_INFINITY;
  let heard = Number.NEGATIVE_INFINITY;
  let newest = Number.NEGATIVE_INFINITY;
  return {
    get since() {
      return since;
    },
    update: (score, time) => {
      if (time < newest || time - newest > PAUSE) since = undefined;
      newest = time;
      if (score >= TAKEN_UP) since ??= time;
      if (score >= DROPPED) good = time;
      if (score >= 0) heard = time;
      const lost = Number.isNaN(score);
      if (since !== undefined && (lost ? time - heard > LOST_FOR : time - good > LOW_FOR)) since = undefined;
    },
  };
};

/** 0 at `from`, 1 at `to`, straight between and flat beyond; `from` may be the larger. */
export const ramp = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));
