import { ARKIT_COUNT, ARKIT_OFFSET } from '@shared/expressions';
import type { MotionFrame } from '@shared/motion-frame';
import type { TrackingFrame } from '@shared/tracking-frame';
import { createArkitEstimator } from './arkit-estimator';
import { gazeFromLooks, settleEyes } from './eyes';
import type { FacePose } from './face-pose';
import { createFaceGaps } from './gaps';
import { createLidGaps, settleBlinks } from './lids';
import { createFaceMoment, type FaceMoment } from './moment';
import { createPresetSolver } from './presets';

export interface FaceSolver {
  /** Writes expressions and gaze of a frame whose face `pose` has seen; nothing where it has not. */
  solve(frame: TrackingFrame, pose: FacePose, out: MotionFrame): void;
  /** The person's own face at rest, for trackers that give no blendshapes; see the estimator's `setNeutral`. */
  setRest(rest: readonly number[] | undefined): void;
  reset(): void;
}

/**
 * The face's expressions: ARKit's 52 from the model where it gives them, else estimated from the landmarks; what the model
 * leaves out filled from the landmarks; then VRM's presets and the gaze.
 */
export const createFaceSolver = (): FaceSolver => {
  const weights = new Float32Array(ARKIT_COUNT);
  const estimator = createArkitEstimator();
  const presets = createPresetSolver();
  const gaps = createFaceGaps();
  const moment = createFaceMoment();
  const lids = createLidGaps();

  /** @returns false where neither model nor landmarks tell anything. */
  const readWeights = (frame: TrackingFrame, pose: FacePose): boolean => {
    const { face } = frame;
    if (face.hasBlendshapes && copyWeights(face.blendshapes, weights)) return true;
    if (!pose.isAligned) return false;
    estimator.estimate(pose.aligned, weights);
    return true;
  };

  return {
    solve(frame, pose, out) {
      if (!pose.seen || !readWeights(frame, pose)) return;
      noteMoment(moment, frame, pose);
      if (pose.isAligned) {
        gaps.fill(pose.aligned, weights, moment, lids);
        settleBlinks(weights, lids);
      }
      settleEyes(weights, moment);
      out.expressions.set(weights, ARKIT_OFFSET);
      out.drives.expressions.fill(1, ARKIT_OFFSET);
      presets.solve(weights, moment, out.expressions, out.drives.expressions);
      gazeFromLooks(weights, moment, out.gaze);
      out.drives.roots[1] = 1;
    },
    setRest: estimator.setNeutral,
    reset() {
      presets.reset();
      gaps.reset();
    },
  };
};

/** @returns false where a weight is not a number. */
const copyWeights = (from: Float32Array, to: Float32Array): boolean => {
  for (let i = 0; i < ARKIT_COUNT; i++) {
    const weight = from[i]!;
    if (Number.isNaN(weight)) return false;
    to[i] = Math.max(0, Math.min(1, weight));
  }
  return true;
};

const noteMoment = (moment: FaceMoment, { face }: TrackingFrame, { rotation: q }: FacePose): void => {
  moment.time = face.time;
  moment.yaw = Math.atan2(2 * (q.x * q.z + q.w * q.y), 1 - 2 * (q.x * q.x + q.y * q.y));
};
