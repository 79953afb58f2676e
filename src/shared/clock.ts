/** Milliseconds on Kagami's one clock: monotonic within a page, and the same for every page and process of one machine. */
export type Milliseconds = number;

/**
 * From a page's `performance.now()` timeline to the one clock. Pages start at different times, so times that cross a
 * window are always given on the one clock: `performance.timeOrigin + performance.now()`.
 */
export const toClock = (timeOrigin: number, pageTime: number): Milliseconds => timeOrigin + pageTime;
