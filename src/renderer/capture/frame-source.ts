import type { Fault } from '@shared/channel';
import type { Milliseconds } from '@shared/clock';

/** A picture for the tracker. Whoever receives one owns it and closes it. */
export type CapturedImage = VideoFrame | ImageBitmap;

/**
 * `running` may come with a fault: pictures arrive, but something is wrong with them (a covered lens). `fault`: no pictures;
 * the source goes on trying by itself where that can help. `ended`: a file that is not looped has been played.
 */
export type SourceState = 'starting' | 'running' | 'fault' | 'ended';

/** What a source tells its owner. */
export interface FrameSourceEvents {
  /** Whether a picture could be worked on at once. While false, the source keeps the newest picture and copies nothing. */
  wantsFrame(): boolean;
  /** A picture and when it was captured, ms on the clock of `shared/clock.ts`. The receiver closes it. */
  onFrame(image: CapturedImage, time: Milliseconds): void;
  /** Never called after `stop`. */
  onState(state: SourceState, fault?: Fault): void;
}

/** Where pictures come from: a camera, a video file or a still image. */
export interface FrameSource {
  /** Resolves when the first attempt has worked, failed (see `onState`) or been stopped; never rejects. Starting twice restarts. */
  start(): Promise<void>;
  /** Closes the camera or file for good (its light goes out); may be called at any time and more than once. */
  stop(): void;
  /** The consumer is free again: hands over the newest picture that came while it was busy, if there is one. */
  demand(): void;
  /** The picture to show in Studio; made when first asked for, so that a page without preview does not pay for it. */
  readonly preview: HTMLVideoElement | HTMLImageElement | undefined;
  /** Camera's label or file's name. */
  readonly label: string;
  /** Pictures since `start`, taken by the consumer or not: the capture rate is its growth a second. */
  readonly frameCount: number;
}
