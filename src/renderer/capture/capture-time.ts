import type { Milliseconds } from '@shared/clock';

/** How fast the estimate of the offset may grow, ms a ms: follows a camera clock that runs slow. */
const OFFSET_LEAK = 0.001;
/** A captureTime older than this belongs to another clock. */
const PLAUSIBLE_AGE = 2000;

/**
 * When a camera picture was captured, on the page's `performance.now()` timeline.
 *
 * Where the browser says it (`VideoFrame.metadata().captureTime`), that is taken. Otherwise it is estimated from the
 * picture's own timestamp, whose zero is arbitrary: the picture that arrived with the least delay so far tells where the
 * zero lies, so that jitter of the arrival does not come through as jitter of the capture.
 */
export const createCaptureTime = () => {
  let offset = Number.POSITIVE_INFINITY;
  let lastTimestamp = Number.NEGATIVE_INFINITY;

  return {
    /**
     * @param timestamp the picture's own time, ms, from any zero
     * @param arrival `performance.now()` when it came
     * @param captureTime `performance.now()` timeline, where the browser knows it
     */
    at(timestamp: Milliseconds, arrival: Milliseconds, captureTime?: number): Milliseconds {
      if (captureTime !== undefined && captureTime <= arrival && arrival - captureTime < PLAUSIBLE_AGE)
        return captureTime;
      const step = timestamp - lastTimestamp;
      lastTimestamp = timestamp;
      const arrivalOffset = arrival - timestamp;
      // A timestamp that jumps means a new zero: the camera was restarted.
      if (!(step >= 0 && step < PLAUSIBLE_AGE)) offset = arrivalOffset;
      else offset = Math.min(offset + step * OFFSET_LEAK, arrivalOffset);
      return Math.max(timestamp + offset, arrival - PLAUSIBLE_AGE);
    },
  };
};
