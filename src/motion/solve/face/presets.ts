import { ARKIT_INDEX, EXPRESSION_INDEX, type VrmPreset } from '@shared/expressions';
import { smoothstepAt } from '../maths/vector';
import type { FaceMoment } from './moment';

// Looked up once: by name they would be at every frame.
const {
  browDownLeft,
  browDownRight,
  browInnerUp,
  browOuterUpLeft,
  browOuterUpRight,
  eyeBlinkLeft,
  eyeBlinkRight,
  eyeWideLeft,
  eyeWideRight,
  jawOpen,
  mouthClose,
  mouthFrownLeft,
  mouthFrownRight,
  mouthFunnel,
  mouthLowerDownLeft,
  mouthLowerDownRight,
  mouthPressLeft,
  mouthPressRight,
  mouthPucker,
  mouthSmileLeft,
  mouthSmileRight,
  mouthStretchLeft,
  mouthStretchRight,
  noseSneerLeft,
  noseSneerRight,
} = ARKIT_INDEX;
const {
  aa: AA,
  ih: IH,
  ou: OU,
  ee: EE,
  oh: OH,
  blinkLeft: BLINK_LEFT,
  blinkRight: BLINK_RIGHT,
} = EXPRESSION_INDEX;

const EMOTIONS = ['happy', 'angry', 'sad', 'relaxed', 'surprised'] as const satisfies readonly VrmPreset[];
const EMOTION_INDICES = EMOTIONS.map((emotion) => EXPRESSION_INDEX[emotion]);

/** An emotion is taken up when its rule passes the first, and dropped below the second. */
const TAKEN_UP = 0.55;
const DROPPED = 0.3;
/** Time in which a taken-up or dropped emotion comes or goes, ms. */
const FADE = 200;
/** Longest step between frames that still counts as the same moment, ms. */
const LEAP = 500;

export interface PresetSolver {
  /** Writes the preset weights into `out` (EXPRESSION_COUNT) from `weights` (ARKIT_COUNT) and marks them in `flags`. */
  solve(weights: Float32Array, moment: FaceMoment, out: Float32Array, flags: Uint8Array): void;
  reset(): void;
}

/**
 * VRM 1.0's presets from ARKit's blendshapes. Vowels by the shape of the mouth: how far it is open, how round, how wide.
 * Emotions by rules on several blendshapes with hysteresis, one at a time, so that a face at rest does not flicker.
 */
export const createPresetSolver = (): PresetSolver => {
  const signs = new Float64Array(SIGNS);
  const scores = new Float64Array(EMOTIONS.length);
  const eased = new Float64Array(EMOTIONS.length);
  const shown = new Float64Array(EMOTIONS.length);
  const lastTime = Float64Array.of(Number.NEGATIVE_INFINITY);
  let current = NONE;

  const fadeEmotions = ({ time }: FaceMoment): void => {
    const elapsed = time - lastTime[0]!;
    const step = elapsed >= 0 && elapsed < LEAP ? elapsed / FADE : 1;
    lastTime[0] = time;
    for (let i = 0; i < EMOTIONS.length; i++) {
      const target = i === current ? 1 : 0;
      shown[i] = Math.max(shown[i]! - step, Math.min(shown[i]! + step, target));
    }
  };

  return {
    solve(weights, moment, out, flags) {
      readSigns(weights, signs);
      solveVowels(weights, signs, out);
      out[BLINK_LEFT] = Math.min(1, weights[eyeBlinkLeft]!);
      out[BLINK_RIGHT] = Math.min(1, weights[eyeBlinkRight]!);
      scoreEmotions(weights, signs, scores);
      current = chooseEmotion(scores, current);
      fadeEmotions(moment);
      eased.set(scores);
      for (let i = 0; i < EMOTIONS.length; i++) {
        smoothstepAt(eased, i, 0.15, 0.9);
        out[EMOTION_INDICES[i]!] = shown[i]! * eased[i]!;
      }
      for (let i = 0; i < WRITTEN.length; i++) flags[WRITTEN[i]!] = 1;
    },
    reset() {
      shown.fill(0);
      current = NONE;
      lastTime[0] = Number.NEGATIVE_INFINITY;
    },
  };
};

const NONE = -1;
const WRITTEN = [AA, IH, OU, EE, OH, BLINK_LEFT, BLINK_RIGHT, ...EMOTION_INDICES];

/** Signs that a face gives, the mean of both sides where ARKit has two; numbers in an array, for none may be put on the heap. */
const [SMILE, FROWN, STRETCH, LOWER_DOWN, PRESS, SNEER, BROW_DOWN, BROW_OUTER_UP, EYE_WIDE, BLINK] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];
const PAIRED = Uint8Array.from(
  [
    [mouthSmileLeft, mouthSmileRight],
    [mouthFrownLeft, mouthFrownRight],
    [mouthStretchLeft, mouthStretchRight],
    [mouthLowerDownLeft, mouthLowerDownRight],
    [mouthPressLeft, mouthPressRight],
    [noseSneerLeft, noseSneerRight],
    [browDownLeft, browDownRight],
    [browOuterUpLeft, browOuterUpRight],
    [eyeWideLeft, eyeWideRight],
    [eyeBlinkLeft, eyeBlinkRight],
  ].flat(),
);
const PAIRS = PAIRED.length / 2;
/** After them room for what is made of them. */
const SIGNS = PAIRS + 3;
const [A, B, C] = [PAIRS, PAIRS + 1, PAIRS + 2];

const readSigns = (weights: Float32Array, signs: Float64Array): void => {
  for (let i = 0; i < PAIRS; i++) signs[i] = (weights[PAIRED[i * 2]!]! + weights[PAIRED[i * 2 + 1]!]!) / 2;
};

/** Weights of the five vowels; together at most 1. */
const solveVowels = (weights: Float32Array, signs: Float64Array, out: Float32Array): void => {
  const open = Math.max(0, Math.min(1, (weights[jawOpen]! - weights[mouthClose]! - 0.06) / 0.5));
  signs[A] = weights[mouthPucker]!;
  signs[B] = weights[mouthFunnel]!;
  // A broad smile parts the lips with no sound in it.
  signs[C] = signs[LOWER_DOWN]! - 0.6 * signs[SMILE]!;
  smoothstepAt(signs, A, 0.15, 0.8);
  smoothstepAt(signs, B, 0.05, 0.5);
  smoothstepAt(signs, C, 0.1, 0.7);
  const round = Math.max(signs[A]!, signs[B]!);
  const wide = Math.max(0, Math.min(1, 1.6 * signs[STRETCH]! + 0.5 * signs[SMILE]!)) * (1 - round);
  const parted = Math.max(open, signs[C]!);
  const oh = open * round;
  const ou = round * (1 - open) * Math.max(signs[A]!, 0.6 * signs[B]!);
  const ee = wide * parted * (1 - 0.6 * open);
  const ih = wide * parted * 0.5 * open;
  const aa = open * (1 - round) * (1 - 0.5 * wide);
  const total = Math.max(1, aa + ih + ou + ee + oh);
  out[AA] = aa / total;
  out[IH] = ih / total;
  out[OU] = ou / total;
  out[EE] = ee / total;
  out[OH] = oh / total;
};

const [HAPPY, ANGRY, SAD, RELAXED, SURPRISED] = [0, 1, 2, 3, 4];

/** How strongly the face shows each of {@link EMOTIONS}, 0..1. */
const scoreEmotions = (weights: Float32Array, signs: Float64Array, scores: Float64Array): void => {
  const smile = signs[SMILE]!;
  scores[HAPPY] = smile;
  scores[ANGRY] = signs[BROW_DOWN]! + 0.5 * signs[SNEER]! + 0.2 * signs[PRESS]!;
  scores[SAD] = weights[browInnerUp]! + 1.2 * signs[FROWN]! - 0.4 * signs[BROW_OUTER_UP]!;
  scores[RELAXED] = signs[BLINK]!;
  scores[SURPRISED] = (weights[browInnerUp]! + signs[BROW_OUTER_UP]!) / 2 + 0.3 * signs[EYE_WIDE]!;
  smoothstepAt(scores, HAPPY, 0.25, 0.85);
  smoothstepAt(scores, ANGRY, 0.25, 0.7);
  smoothstepAt(scores, SAD, 0.35, 0.9);
  smoothstepAt(scores, RELAXED, 0.45, 0.7);
  smoothstepAt(scores, SURPRISED, 0.45, 0.85);

  // Each needs something more, or must not have something.
  signs[A] = smile;
  smoothstepAt(signs, A, 0.2, 0.5);
  scores[ANGRY]! *= 1 - signs[A]!;
  scores[SAD]! *= 1 - signs[A]!;
  signs[A] = signs[BROW_DOWN]!;
  smoothstepAt(signs, A, 0.4, 0.8);
  scores[HAPPY]! *= 1 - signs[A]!;
  signs[A] = signs[FROWN]!;
  smoothstepAt(signs, A, 0.05, 0.3);
  scores[SAD]! *= signs[A]!;
  signs[A] = smile;
  signs[B] = smile;
  smoothstepAt(signs, A, 0.1, 0.35);
  smoothstepAt(signs, B, 0.5, 0.8);
  scores[RELAXED]! *= signs[A]! * (1 - signs[B]!);
  signs[A] = weights[jawOpen]! + signs[EYE_WIDE]!;
  smoothstepAt(signs, A, 0.1, 0.35);
  scores[SURPRISED]! *= signs[A]!;
};

/** Keeps the current emotion while its rule holds; else the strongest one that has risen enough; NONE where there is none. */
const chooseEmotion = (scores: Float64Array, current: number): number => {
  if (current !== NONE && scores[current]! >= DROPPED) return current;
  let best = NONE;
  for (let i = 0; i < scores.length; i++)
    if (scores[i]! >= TAKEN_UP && (best === NONE || scores[i]! > scores[best]!)) best = i;
  return best;
};
