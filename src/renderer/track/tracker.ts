import type { FaceTrackerKind } from '@shared/tracking-frame';

/** Folders that the host serves, as URLs that end in a slash. */
export interface TrackerAssets {
  /** `resources/mediapipe/vision/` */
  wasm: string;
  /** `resources/models/` */
  models: string;
  /** `resources/mediapipe/face-mesh/` */
  faceMesh: string;
}

export type Delegate = 'gpu' | 'cpu';

/** Parts that a model of its own looks for. */
export const TRACKED_PARTS = ['face', 'pose', 'hands'] as const;
export type TrackedPart = (typeof TRACKED_PARTS)[number];
export type PerPart<T> = Record<TrackedPart, T>;

export interface TrackerOptions {
  /** `face`: the face alone; `upper`: pose and hands too; `full`: the legs as well, always with the exact pose model. */
  mode: 'face' | 'upper' | 'full';
  /** `auto` measures GPU against CPU at start and takes the faster. */
  delegate: 'auto' | Delegate;
  /** Which pose and hand models. */
  quality: 'full' | 'lite';
  face: 'auto' | FaceTrackerKind;
  /** Whether the official face model is there. */
  faceModelPresent: boolean;
}

export interface TrackerInfo {
  state: 'off' | 'starting' | 'ready';
  delegate: Delegate | undefined;
  faceTracker: FaceTrackerKind | undefined;
  /** Results a second over the last second or so. */
  rates: PerPart<number>;
  /** Median milliseconds of the last runs of each part. */
  ms: PerPart<number>;
}

/** Which face tracker the options come to. */
export const chooseFaceTracker = (options: TrackerOptions): FaceTrackerKind =>
  options.face === 'face-mesh' || !options.faceModelPresent ? 'face-mesh' : 'face-landmarker';

/** Which pose and hand models the options come to. */
export const chooseBodyModels = (options: TrackerOptions): { pose: string; hands: string } => ({
  pose: options.mode === 'full' || options.quality === 'full' ? 'pose_full.task' : 'pose_lite.task',
  hands: `hand_${options.quality}.task`,
});
