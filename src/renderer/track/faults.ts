import type { Fault } from '@shared/channel';
import type { LaneFailure } from './lane';

/** What to do about a tracking worker that ended. */
export interface Remedy {
  fault: Fault;
  /** `cpu`: go on without the GPU; `face-mesh`: go on with the other face tracker; `retry`: the same again. */
  next: 'cpu' | 'face-mesh' | 'retry';
}

/** Pure: from what failed to what the user reads and what happens next. */
export const remedyFor = (
  failure: LaneFailure,
  lane: { delegate: 'gpu' | 'cpu'; tracksFaceByModel: boolean },
): Remedy => {
  if (failure.reason === 'face-model' && lane.tracksFaceByModel)
    return {
      next: 'face-mesh',
      fault: {
        code: 'face-model-broken',
        message: `The face model could not be used (${failure.detail}). The face is tracked with Face Mesh instead.`,
        action: 'Download the face model again in Studio, under Face tracker.',
      },
    };
  if (lane.delegate === 'gpu')
    return {
      next: 'cpu',
      fault: {
        code: 'gpu-lost',
        message: `The graphics card stopped tracking (${failure.detail}). Tracking goes on with the processor.`,
        action: 'Choose “GPU” under Tracking to try again, or keep the processor.',
      },
    };
  if (failure.reason === 'models' || failure.reason === 'face-model' || failure.reason === 'face-mesh')
    return {
      next: 'retry',
      fault: {
        code: 'tracking-files',
        message: `Tracking could not load its files (${failure.detail}).`,
        action: 'Install Kagami again; in a source folder, run `npm run prepare`.',
      },
    };
  return {
    next: 'retry',
    fault: {
      code: 'tracker-stopped',
      message: `Tracking stopped unexpectedly (${failure.detail}) and is being started again.`,
      action: 'If it comes back, choose the lite models or another delegate under Tracking.',
    },
  };
};

const RETRY_DELAYS_MS = [500, 2000, 5000, 10_000] as const;

/** Milliseconds before the `attempt`-th try in a row (from 1). */
export const retryDelay = (attempt: number): number =>
  RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length) - 1] ?? 10_000;
