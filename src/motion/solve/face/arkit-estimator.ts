import { ARKIT_COUNT } from '@shared/expressions';
import { clamp } from '../maths/vector';
import type { AlignedFace } from './aligned-face';
import { type ArkitNetworks, EYE_ANSWERS, MOUTH_ANSWERS, placesOf } from './arkit-answers';
import {
  LANDMARK_VALUES,
  measureFeatures,
  measureLipGap,
  measureOpenness,
  POINT_VALUES,
  READ_LANDMARKS,
} from './arkit-features';
import { ARKIT_NETWORKS } from './arkit-networks';
import { createLidGaps, settleBlinks } from './lids';
import { settleJaw } from './lips';
import { measureSeenGaps, readBlinks } from './seen-lids';
import { createNetworkRunner } from './small-network';

/**
 * A person's face at rest: the landmarks of arkit-features.ts laid on the average face, then the openness of the right and of the
 * left eye.
 */
export const FACE_REST_VALUES = LANDMARK_VALUES + 2;

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
/** A landmark of a face at rest is never farther than this from the average one's, centimetres along each axis. */
const FARTHEST = 1;
/** Lips at rest are never farther apart than this, centimetres. */
const WIDEST_REST = 0.5;

/**
 * ARKit's blendshapes from landmarks alone, for trackers that give none: two small networks on where
 * the landmarks lie, one for the eyes and brows, one for the mouth and cheeks. They were fitted to what the official blendshape model
 * answers (scripts/arkit-training). Half of a blink is read off the gap between the lids, and that the jaw is shut off the
 * lips'.
 */
export const createArkitEstimator = (networks: ArkitNetworks = ARKIT_NETWORKS): ArkitEstimator => {
  const points = new Float64Array(POINT_VALUES);
  const measured = new Float64Array(FACE_REST_VALUES);
  const offset = new Float64Array(LANDMARK_VALUES);
  const restOpenness = Float64Array.of(AVERAGE_OPENNESS, AVERAGE_OPENNESS);
  const lids = createLidGaps();
  // How far the person's eyes are open at rest is not known yet.
  lids[2] = 0;
  const seenGaps = new Float64Array(2);
  const lips = new Float64Array(1);
  const restLips = new Float64Array(1);
  const eyes = createNetworkRunner(networks.eye);
  const mouth = createNetworkRunner(networks.mouth);
  const { inputs: eyeInputs } = eyes;
  const { inputs: mouthInputs } = mouth;
  const eyePlaces = answerPlaces(EYE_ANSWERS);
  const mouthPlaces = answerPlaces(MOUTH_ANSWERS);

  return {
    measured,

    estimate(face, weights) {
      weights.fill(0, 0, ARKIT_COUNT);
      face.points(READ_LANDMARKS, points);
      for (let i = 0; i < LANDMARK_VALUES; i++) measured[i] = points[i]!;
      measureOpenness(points, measured, LANDMARK_VALUES);
      if (!measureFeatures(points, offset, eyeInputs, mouthInputs)) return;
      eyes.run();
      addAnswers(eyes.right, eyePlaces.right, weights);
      addAnswers(eyes.left, eyePlaces.left, weights);
      mouth.run();
      addAnswers(mouth.right, mouthPlaces.right, weights);
      addAnswers(mouth.left, mouthPlaces.left, weights);
      for (let side = 0; side < 2; side++)
        lids[side] = measured[LANDMARK_VALUES + side]! / restOpenness[side]!;
      measureSeenGaps(eyeInputs, seenGaps);
      readBlinks(weights, seenGaps);
      settleBlinks(weights, lids);
      measureLipGap(points, lips, 0);
      lips[0]! -= restLips[0]!;
      settleJaw(weights, lips);
    },

    setNeutral(rest) {
      offset.fill(0);
      restOpenness.fill(AVERAGE_OPENNESS);
      restLips.fill(0);
      lids[2] = 0;
      if (rest?.length !== FACE_REST_VALUES || !rest.every(Number.isFinite)) return;
      for (let i = 0; i < LANDMARK_VALUES; i++)
        offset[i] = clamp(rest[i]! - networks.rest[i]!, -FARTHEST, FARTHEST);
      for (let side = 0; side < 2; side++)
        restOpenness[side] = clamp(rest[LANDMARK_VALUES + side]!, AVERAGE_OPENNESS / 2, AVERAGE_OPENNESS * 2);
      lids[2] = 1;
      measureLipGap(rest, restLips, 0);
      restLips[0] = clamp(restLips[0]!, 0, WIDEST_REST);
    },
  };
};

interface AnswerPlaces {
  readonly places: Uint8Array;
  readonly shares: Float64Array;
}

/** Where a side's answers belong; a blendshape on the middle of the face is the mean of what both sides answer. */
const answerPlaces = (answers: readonly string[]): { right: AnswerPlaces; left: AnswerPlaces } => {
  const { right, left } = placesOf(answers);
  const shares = Float64Array.from(right, (place, i) => (place === left[i] ? 0.5 : 1));
  return {
    right: { places: Uint8Array.from(right), shares },
    left: { places: Uint8Array.from(left), shares },
  };
};

const addAnswers = (answers: Float64Array, { places, shares }: AnswerPlaces, weights: Float32Array): void => {
  for (let i = 0; i < places.length; i++) weights[places[i]!]! += shares[i]! * answers[i]!;
};
