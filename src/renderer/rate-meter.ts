/** Events a second over the last full window, and the median of a value given with each: for the status bar. */
export interface RateMeter {
  /** Counts one event; `value` is e.g. its cost in milliseconds. Allocates nothing. */
  count(value?: number): void;
  /** Closes the window at `now` (ms) and reads it. */
  read(now: number): { rate: number; median: number | undefined };
}

const KEPT = 256;

export const createRateMeter = (start: number): RateMeter => {
  const values = new Float32Array(KEPT);
  let events = 0;
  let kept = 0;
  let since = start;
  return {
    count: (value) => {
      events++;
      if (value !== undefined && kept < KEPT) values[kept++] = value;
    },
    read: (now) => {
      const seconds = Math.max(now - since, 1) / 1000;
      const sorted = values.subarray(0, kept).sort();
      const reading = { rate: events / seconds, median: kept > 0 ? sorted[kept >> 1] : undefined };
      events = 0;
      kept = 0;
      since = now;
      return reading;
    },
  };
};
