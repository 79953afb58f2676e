import { ARKIT_COUNT } from '@shared/expressions';
import type { TrackingFrame } from '@shared/tracking-frame';
import { createArkitEstimator, FACE_REST_VALUES } from './arkit-estimator';
import { createFacePose } from './face-pose';

/** Learns a person's face at rest from a neutral pose, for trackers that give no blendshapes. */
export interface FaceRestWatch {
  push(frame: TrackingFrame): void;
  /** FACE_REST_VALUES, as the estimator's `setNeutral` takes them; undefined where no such face was seen. */
  finish(): number[] | undefined;
}

export const createFaceRestWatch = (): FaceRestWatch => {
  const pose = createFacePose();
  const estimator = createArkitEstimator();
  const weights = new Float32Array(ARKIT_COUNT);
  const sum = new Float64Array(FACE_REST_VALUES);
  let count = 0;
  return {
    push(frame) {
      if (frame.face.hasBlendshapes) return;
      pose.solve(frame);
      if (!pose.isAligned) return;
      estimator.estimate(pose.aligned, weights);
      if (!estimator.measured.every(Number.isFinite)) return;
      for (let i = 0; i < sum.length; i++) sum[i]! += estimator.measured[i]!;
      count++;
    },
    finish: () =>
      count === 0 ? undefined : Array.from(sum, (total) => Math.round((total / count) * 1000) / 1000),
  };
};
