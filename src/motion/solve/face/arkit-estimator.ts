import { ARKIT_COUNT } from '@shared/expressions';
import type { AlignedFace } from './aligned-face';
import { FEATURE_COUNT, measureFeatures } from './arkit-estimator-features';
import { createNeutralFace } from './arkit-estimator-neutral';
import { writeWeights } from './arkit-estimator-weights';

export interface ArkitEstimator {
  /** Writes ARKIT_COUNT weights, 0..1, of the face that `face` has aligned last. */
  estimate(face: AlignedFace, weights: Float32Array): void;
  /** Takes the face estimated last for the person's face at rest. */
  setNeutral(): void;
  /** Forgets the person. */
  reset(): void;
}

/**
 * ARKit's blendshapes from landmarks alone, for trackers that give none: distances on the head-free face, against the person's
 * own face at rest, which is learnt on the way from calm frames.
 */
export const createArkitEstimator = (): ArkitEstimator => {
  const features = new Float64Array(FEATURE_COUNT);
  const change = new Float64Array(FEATURE_COUNT);
  const neutral = createNeutralFace();
  return {
    estimate(face, weights) {
      measureFeatures(face, features);
      for (let i = 0; i < FEATURE_COUNT; i++)
        if (!Number.isFinite(features[i]!)) {
          weights.fill(0, 0, ARKIT_COUNT);
          return;
        }
      neutral.subtract(features, change);
      writeWeights(change, weights);
      neutral.learn(features, weights);
    },
    setNeutral: () => neutral.set(features),
    reset: () => neutral.reset(),
  };
};

const estimators = new WeakMap<AlignedFace, ArkitEstimator>();

/** One estimator per aligned face, as that belongs to one person before one camera. */
export const estimateArkit = (face: AlignedFace, weights: Float32Array): void => {
  let estimator = estimators.get(face);
  if (!estimator) {
    estimator = createArkitEstimator();
    estimators.set(face, estimator);
  }
  estimator.estimate(face, weights);
};
