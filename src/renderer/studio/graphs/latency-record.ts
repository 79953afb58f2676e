import type { StageStatus } from '@shared/channel';
import { LATENCY_BINS, LATENCY_STEP } from '@shared/latency-bins';

/** Seconds, as a Stage speaks once a second. */
const KEPT = 60;

/** The last minute of a Stage's latencies: counts of frames by {@link LATENCY_STEP} ms, newest second last. */
export type LatencyRecord = readonly { time: number; counts: readonly number[] }[];

/** `record` with what `status` tells; a status that was told before, as an answer to another page, counts once. */
export const withLatencies = (record: LatencyRecord, { time, latencies }: StageStatus): LatencyRecord => {
  if (latencies.length !== LATENCY_BINS || record.some((second) => second.time === time)) return record;
  return [...record, { time, counts: latencies }].slice(-KEPT);
};

export interface LatencySummary {
  counts: number[];
  /** Milliseconds under which half and 95 % of the frames stay, to the next step. */
  median: number;
  most: number;
  /** Bins that are worth showing: up to the last that holds anything, and at least those under 100 ms. */
  shownBins: number;
}

/** Undefined while nothing was measured. */
export const summariseLatencies = (record: LatencyRecord): LatencySummary | undefined => {
  const counts = Array.from({ length: LATENCY_BINS }, (_, bin) =>
    record.reduce((sum, second) => sum + (second.counts[bin] ?? 0), 0),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const under = (share: number): number => {
    let passed = 0;
    const bin = counts.findIndex((count) => {
      passed += count;
      return passed >= share * total;
    });
    return (bin + 1) * LATENCY_STEP;
  };
  const last = counts.findLastIndex((count) => count > 0);
  return { counts, median: under(0.5), most: under(0.95), shownBins: Math.max(10, last + 1) };
};
