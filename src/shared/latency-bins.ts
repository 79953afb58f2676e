/** Latencies are told as counts in steps of {@link LATENCY_STEP} ms; the last bin holds all that are longer. */
export const LATENCY_STEP = 10;
export const LATENCY_BINS = 40;

export const latencyBin = (ms: number): number =>
  Math.min(LATENCY_BINS - 1, Math.max(0, Math.floor(ms / LATENCY_STEP)));
