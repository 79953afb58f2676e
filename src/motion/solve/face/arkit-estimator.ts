import { ARKIT_COUNT, ARKIT_INDEX } from '@shared/expressions';
import { clamp, smoothstep } from '../maths/vector';
import type { AlignedFace } from './aligned-face';
import { type ArkitNetworks, EYE_ANSWERS, MOUTH_ANSWERS, placesOf } from './arkit-answers';
import {
  EYE_INPUTS,
  FEATURE_COUNT,
  measureFeatures,
  measureOpenness,
  POINT_VALUES,
  POSE_INPUTS,
  READ_LANDMARKS,
  SIDE_INPUTS,
} from './arkit-features';
import { ARKIT_NETWORKS } from './arkit-networks';
import { createNetworkRunner, type NetworkRunner } from './small-network';

/** A person's face at rest: the measures of arkit-features.ts, then the openness of the right and of the left eye. */
export const FACE_REST_VALUES = FEATURE_COUNT + 2;

export interface ArkitEstimator {
  /** Writes ARKIT_COUNT weights, 0..1, of the face that `face` has aligned last. */
  estimate(face: AlignedFace, weights: Float32Array): void;
  /** What was measured of the face estimated last, FACE_REST_VALUES long; reused. */
  readonly measured: Float64Array;
  /**
   * The person's own face at rest: mean of {@link ArkitEstimator.measured} over a neutral pose. From then on the answers are
   * those of the average person who makes the same face. Undefined, or of another length: an average person.
   */
  setNeutral(rest: readonly number[] | undefined): void;
}

/** Gap between the lids of the average open eye, as a share of its width; median of the project's footage. */
const AVERAGE_OPENNESS = 0.3;
/** Shares of the gap at rest: shut up to the first, at the last as open as at rest. */
const SHUT = 0.25;
const CLOSING = 0.5;
const NARROWED = 0.8;
const OPEN = 1;
/** A face at rest is never farther than this from the average one, in standard deviations over all faces and expressions. */
const FARTHEST = 2;

const EYE_PLACES = placesOf(EYE_ANSWERS);
const MOUTH_PLACES = placesOf(MOUTH_ANSWERS);
const BLINKS = [ARKIT_INDEX.eyeBlinkRight, ARKIT_INDEX.eyeBlinkLeft] as const;

/**
 * ARKit's blendshapes from landmarks alone, for trackers that give none: two small networks on distances of the head-free
 * face, one for an eye and its brow, one for a side of the mouth, each run for both sides. They were fitted to what the
 * official blendshape model answers (scripts/arkit-training). That the lids meet, and part, is read off their gap.
 */
export const createArkitEstimator = (networks: ArkitNetworks = ARKIT_NETWORKS): ArkitEstimator => {
  const points = new Float64Array(POINT_VALUES);
  const measured = new Float64Array(FACE_REST_VALUES);
  const inputs = new Float64Array(FEATURE_COUNT);
  const offset = new Float64Array(FEATURE_COUNT);
  const restOpenness = Float64Array.of(AVERAGE_OPENNESS, AVERAGE_OPENNESS);
  const eye = createNetworkRunner(networks.eye);
  const mouth = createNetworkRunner(networks.mouth);
  const deviation = [...networks.eye.deviation, ...networks.mouth.deviation];

  return {
    measured,

    estimate(face, weights) {
      weights.fill(0, 0, ARKIT_COUNT);
      face.points(READ_LANDMARKS, points);
      measureFeatures(points, measured);
      measureOpenness(points, measured, FEATURE_COUNT);
      for (let i = 0; i < FACE_REST_VALUES; i++) if (!Number.isFinite(measured[i]!)) return;
      for (let i = 0; i < FEATURE_COUNT; i++) inputs[i] = measured[i]! - offset[i]!;
      eye.run(inputs, 0);
      addAnswers(eye, EYE_PLACES.right, EYE_PLACES.left, weights);
      eye.run(inputs, SIDE_INPUTS);
      addAnswers(eye, EYE_PLACES.left, EYE_PLACES.right, weights);
      mouth.run(inputs, EYE_INPUTS);
      addAnswers(mouth, MOUTH_PLACES.right, MOUTH_PLACES.left, weights);
      mouth.run(inputs, SIDE_INPUTS + EYE_INPUTS);
      addAnswers(mouth, MOUTH_PLACES.left, MOUTH_PLACES.right, weights);
      for (let side = 0; side < 2; side++) settleBlink(measured, restOpenness, side, weights);
    },

    setNeutral(rest) {
      offset.fill(0);
      restOpenness.fill(AVERAGE_OPENNESS);
      if (rest?.length !== FACE_REST_VALUES || !rest.every(Number.isFinite)) return;
      for (let i = 0; i < FEATURE_COUNT; i++) {
        const place = i % SIDE_INPUTS;
        const isPose = place < POSE_INPUTS || (place >= EYE_INPUTS && place < EYE_INPUTS + POSE_INPUTS);
        const most = isPose ? 0 : FARTHEST * deviation[place]!;
        offset[i] = clamp(rest[i]! - networks.rest[place]!, -most, most);
      }
      for (let side = 0; side < 2; side++)
        restOpenness[side] = clamp(rest[FEATURE_COUNT + side]!, AVERAGE_OPENNESS / 2, AVERAGE_OPENNESS * 2);
    },
  };
};

/** A blendshape on the middle of the face is the mean of what both sides answer. */
const addAnswers = (
  network: NetworkRunner,
  places: readonly number[],
  otherPlaces: readonly number[],
  weights: Float32Array,
): void => {
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    weights[place]! += place === otherPlaces[i] ? network.answers[i]! / 2 : network.answers[i]!;
  }
};

const settleBlink = (
  measured: Float64Array,
  restOpenness: Float64Array,
  side: number,
  weights: Float32Array,
): void => {
  const open = measured[FEATURE_COUNT + side]! / restOpenness[side]!;
  const blink = BLINKS[side]!;
  const shut = 1 - smoothstep(SHUT, CLOSING, open);
  weights[blink] = Math.max(weights[blink]! * (1 - smoothstep(NARROWED, OPEN, open)), shut);
};
