/** The newest samples of two numbers: as seen and as shown. A ring: adding allocates nothing. */
export interface Trace {
  /** @param time milliseconds, rising */
  add(time: number, seen: number, shown: number): void;
  /** Calls back from the oldest sample on that is not older than `since`. */
  each(since: number, look: (time: number, seen: number, shown: number) => void): void;
  clear(): void;
  /** Of the newest sample; undefined while there is none. */
  readonly newest: { time: number; seen: number; shown: number } | undefined;
}

export const createTrace = (capacity = 1024): Trace => {
  const times = new Float64Array(capacity);
  const seen = new Float32Array(capacity);
  const shown = new Float32Array(capacity);
  let added = 0;
  return {
    add: (time, seenValue, shownValue) => {
      const at = added % capacity;
      times[at] = time;
      seen[at] = seenValue;
      shown[at] = shownValue;
      added++;
    },
    each: (since, look) => {
      for (let i = Math.max(0, added - capacity); i < added; i++) {
        const at = i % capacity;
        if (times[at]! >= since) look(times[at]!, seen[at]!, shown[at]!);
      }
    },
    clear: () => {
      added = 0;
    },
    get newest() {
      if (added === 0) return undefined;
      const at = (added - 1) % capacity;
      return { time: times[at]!, seen: seen[at]!, shown: shown[at]! };
    },
  };
};
