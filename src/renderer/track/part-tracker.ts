import type { TrackedPart } from './tracker';

export type TrackerImage = VideoFrame | ImageBitmap | OffscreenCanvas | ImageData;

/** One model at work. Writes what it sees into the TrackingFrame that it was made for. */
export interface PartTracker {
  part: TrackedPart;
  /**
   * @param time when the image was captured, on the shared clock.
   * @param timestamp milliseconds that grow with each call, for the tracker's own filters.
   */
  detect(image: TrackerImage, time: number, timestamp: number): void | Promise<void>;
  close(): void;
}
