import type { FaceTrackerKind } from '@shared/tracking-frame';
import type { MeasuredDelegate } from './delegate-memory';
import type { Packet } from './packet';
import type { Delegate, TrackedPart, TrackerAssets } from './tracker';

/** What a tracking worker is to track, and how. Another configuration means another worker. */
export interface LaneConfig {
  assets: TrackerAssets;
  parts: readonly TrackedPart[];
  delegate: Delegate;
  faceTracker: FaceTrackerKind;
  poseModel: string;
  handModel: string;
  /** Whether the legs count. */
  legs: boolean;
  /** Least confidence of every detector and tracker, 0..1; MediaPipe's own (0.5) where absent. 0 finds something in any picture. */
  confidence?: number;
}

export type ToWorker =
  | { type: 'start'; config: LaneConfig }
  /** Times both delegates on this machine, unless what was `known` was measured with the same graphics. */
  | { type: 'measure'; assets: TrackerAssets; known: MeasuredDelegate | undefined }
  /** The image is the worker's to close; `packet` comes back with the result. */
  | { type: 'image'; image: VideoFrame | ImageBitmap; time: number; packet: Packet };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'measured'; measured: MeasuredDelegate }
  | {
      type: 'result';
      time: number;
      imageWidth: number;
      imageHeight: number;
      packet: Packet;
      /** Milliseconds of the parts that ran on this image; the others are as they were. */
      ms: Partial<Record<TrackedPart, number>>;
    }
  /** The worker cannot go on. `gpu-lost`: the GPU's context is gone. */
  | {
      type: 'failed';
      reason: 'gpu-lost' | 'models' | 'face-model' | 'face-mesh' | 'tracking';
      detail: string;
    };
