import { ARKIT_INDEX } from '@shared/expressions';
import { FEATURE_COUNT, LEFT_AT, MIDDLE_AT, SIDE_COUNT } from './arkit-estimator-features';

/** The average face at rest, and how far a person's own may lie from it; in the order of SIDE_FEATURES. */
const SIDE_REST: readonly (readonly [rest: number, spread: number])[] = [
  [0.3, 0.1],
  [0.45, 0.15],
  [-0.4, 0.12],
  [0.01, 0.05],
  [-0.02, 0.07],
  [1.6, 0.3],
  [1.87, 0.4],
  [2.35, 0.4],
  [1.72, 0.4],
  [2.85, 0.35],
  [-7.9, 0.5],
  [-2.8, 0.4],
  [-8, 0.5],
  [-8.15, 0.5],
  [-7.5, 0.5],
  [-8.9, 0.5],
  [2.35, 0.2],
  [-4.4, 0.4],
  [5.8, 0.4],
  [-3.3, 0.4],
  [-3.7, 0.4],
  [-4.8, 0.4],
];
/** The same in the order of MIDDLE_FEATURES and LATERAL_FEATURES. How the head is turned has no rest to learn. */
const OTHER_REST: readonly (readonly [rest: number, spread: number])[] = [
  [0.06, 0.15],
  [-13.1, 0.8],
  [-3.6, 0.6],
  [-7.5, 0.5],
  [-8.1, 0.5],
  [-8.2, 0.5],
  [-9.2, 0.6],
  [-0.5, 0.3],
  [-1.1, 0.3],
  [0, 0],
  [0, 0],
  [0, 0.15],
  [0, 0.15],
  [0, 0],
];
const ALL_REST = [...SIDE_REST, ...SIDE_REST, ...OTHER_REST];
const AVERAGE = Float64Array.from(ALL_REST, ([rest]) => rest);
const LEAST = Float64Array.from(ALL_REST, ([rest, spread]) => rest - spread);
const MOST = Float64Array.from(ALL_REST, ([rest, spread]) => rest + spread);
/** Features of a side before this one are of eye and brow, the rest of the mouth and cheeks. */
const MOUTH_FROM = 9;

/** Share of a calm frame that is learnt: of the first ones, and later. */
const FIRST_SHARE = 0.06;
const LATER_SHARE = 0.004;
const FIRST_FRAMES = 60;

export interface NeutralFace {
  subtract(features: Float64Array, out: Float64Array): void;
  /** Learns from a frame that is calm by its weights: the eyes and the mouth each by themselves. */
  learn(features: Float64Array, weights: Float32Array): void;
  set(features: Float64Array): void;
  reset(): void;
}

/** A person's own face at rest, never farther from the average one than faces differ: a lasting smile is not taken for rest. */
export const createNeutralFace = (): NeutralFace => {
  const rest = new Float64Array(FEATURE_COUNT);
  let eyeFrames = 0;
  let mouthFrames = 0;
  const reset = (): void => {
    rest.set(AVERAGE);
    eyeFrames = 0;
    mouthFrames = 0;
  };
  const move = (features: Float64Array, i: number, share: number): void => {
    const moved = rest[i]! + share * (features[i]! - rest[i]!);
    rest[i] = Math.max(LEAST[i]!, Math.min(MOST[i]!, moved));
  };
  reset();
  return {
    subtract(features, out) {
      for (let i = 0; i < FEATURE_COUNT; i++) out[i] = features[i]! - rest[i]!;
    },
    learn(features, weights) {
      const frontal = Math.abs(features[FEATURE_COUNT - 1]!) < 0.35;
      if (frontal && areEyesCalm(weights)) {
        const share = eyeFrames++ < FIRST_FRAMES ? FIRST_SHARE : LATER_SHARE;
        for (let i = 0; i < MOUTH_FROM; i++) {
          move(features, i, share);
          move(features, LEFT_AT + i, share);
        }
      }
      if (frontal && isMouthCalm(weights)) {
        const share = mouthFrames++ < FIRST_FRAMES ? FIRST_SHARE : LATER_SHARE;
        for (let i = MOUTH_FROM; i < SIDE_COUNT; i++) {
          move(features, i, share);
          move(features, LEFT_AT + i, share);
        }
        for (let i = MIDDLE_AT; i < FEATURE_COUNT; i++) move(features, i, share);
      }
    },
    set(features) {
      for (let i = 0; i < FEATURE_COUNT; i++) if (Number.isFinite(features[i]!)) move(features, i, 1);
    },
    reset,
  };
};

const { eyeBlinkLeft, eyeBlinkRight, mouthSmileLeft, mouthSmileRight, jawOpen, mouthPucker } = ARKIT_INDEX;

const areEyesCalm = (weights: Float32Array): boolean =>
  Math.max(weights[eyeBlinkLeft]!, weights[eyeBlinkRight]!) < 0.35;

const isMouthCalm = (weights: Float32Array): boolean =>
  Math.max(weights[mouthSmileLeft]!, weights[mouthSmileRight]!, weights[jawOpen]!, weights[mouthPucker]!) <
  0.3;
