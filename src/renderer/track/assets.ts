import type { TrackerAssets } from './tracker';

/** Where the host serves what the trackers load. */
export const TRACKER_ASSETS: TrackerAssets = {
  wasm: '/resources/mediapipe/vision/',
  models: '/models/',
  faceMesh: '/resources/mediapipe/face-mesh/',
};
