import type { FaceTrackerKind } from '@shared/tracking-frame';
import type { LaneConfig } from './messages';
import { chooseBodyModels, type Delegate, type TrackerAssets, type TrackerOptions } from './tracker';

/**
 * Which workers track what. The face has one of its own, so that it runs on every image however long pose and hands take:
 * on two cores without a GPU 30 faces a second instead of 11, and pose and hands are no slower (`npm run bench`).
 */
export const configsFor = (
  options: TrackerOptions,
  assets: TrackerAssets,
  delegate: Delegate,
  faceTracker: FaceTrackerKind,
): LaneConfig[] => {
  const face: LaneConfig = {
    assets,
    parts: ['face'],
    delegate,
    faceTracker,
    poseModel: '',
    handModel: '',
    legs: false,
  };
  if (options.mode === 'face') return [face];
  const { pose, hands } = chooseBodyModels(options);
  const body: LaneConfig = {
    ...face,
    parts: ['pose', 'hands'],
    // The body's worker does not depend on the face tracker: changing that must not load it anew.
    faceTracker: 'face-landmarker',
    poseModel: pose,
    handModel: hands,
    legs: options.mode === 'full',
  };
  return [face, body];
};

export const sameConfig = (a: LaneConfig, b: LaneConfig): boolean => JSON.stringify(a) === JSON.stringify(b);
