const WINDOW_MS = 2000;
const SAMPLES = 31;
/** More than any camera gives in the window. */
const STAMPS = 512;

/** Counts results and their cost; reading it allocates, writing does not. */
export interface Meter {
  add(now: number, ms: number): void;
  /** Results a second over the last two seconds. */
  rate(now: number): number;
  /** Median of the last costs; 0 before the first. */
  median(): number;
  reset(): void;
}

export const createMeter = (): Meter => {
  const stamps = new Float64Array(STAMPS).fill(-Infinity);
  const costs = new Float32Array(SAMPLES);
  let count = 0;
  let first = 0;
  return {
    add(now, ms) {
      if (count === 0) first = now;
      stamps[count % STAMPS] = now;
      costs[count % SAMPLES] = ms;
      count++;
    },
    rate(now) {
      let recent = 0;
      for (const stamp of stamps) if (now - stamp < WINDOW_MS) recent++;
      // Just after the start the window is not full yet.
      const span = Math.min(WINDOW_MS, Math.max(now - first, 250));
      return count === 0 ? 0 : (recent * 1000) / span;
    },
    median() {
      const seen = costs.slice(0, Math.min(count, SAMPLES)).sort();
      return seen[seen.length >> 1] ?? 0;
    },
    reset() {
      stamps.fill(-Infinity);
      count = 0;
    },
  };
};
