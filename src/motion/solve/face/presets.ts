import { ARKIT_INDEX, EXPRESSION_INDEX, type VrmPreset } from '@shared/expressions';
import { clamp, smoothstep } from '../maths/vector';

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
  solve(weights: Float32Array, time: number, out: Float32Array, flags: Uint8Array): void;
  reset(): void;
}

/**
 * VRM 1.0's presets from ARKit's blendshapes. Vowels by the shape of the mouth: how far it is open, how round, how wide.
 * Emotions by rules on several blendshapes with hysteresis, one at a time, so that a face at rest does not flicker.
 */
export const createPresetSolver = (): PresetSolver => {
  const scores = new Float64Array(EMOTIONS.length);
  const shown = new Float64Array(EMOTIONS.length);
  let current = -1;
  let lastTime = Number.NEGATIVE_INFINITY;
  return {
    solve(weights, time, out, flags) {
      solveVowels(weights, out, flags);
      put(BLINK_LEFT, weights[eyeBlinkLeft]!, out, flags);
      put(BLINK_RIGHT, weights[eyeBlinkRight]!, out, flags);
      scoreEmotions(weights, scores);
      current = chooseEmotion(scores, current);
      const elapsed = time - lastTime;
      const step = elapsed >= 0 && elapsed < LEAP ? elapsed / FADE : 1;
      lastTime = time;
      for (let i = 0; i < EMOTIONS.length; i++) {
        const target = i === current ? 1 : 0;
        shown[i] = clamp(target, shown[i]! - step, shown[i]! + step);
        put(EMOTION_INDICES[i]!, shown[i]! * smoothstep(0.15, 0.9, scores[i]!), out, flags);
      }
    },
    reset() {
      shown.fill(0);
      current = -1;
      lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

const put = (expression: number, weight: number, out: Float32Array, flags: Uint8Array): void => {
  out[expression] = clamp(weight, 0, 1);
  flags[expression] = 1;
};

const pair = (weights: Float32Array, left: number, right: number): number =>
  (weights[left]! + weights[right]!) / 2;

/** Weights of the five vowels; together at most 1. */
const solveVowels = (weights: Float32Array, out: Float32Array, flags: Uint8Array): void => {
  const smile = pair(weights, mouthSmileLeft, mouthSmileRight);
  const stretch = pair(weights, mouthStretchLeft, mouthStretchRight);
  const lowerDown = pair(weights, mouthLowerDownLeft, mouthLowerDownRight);
  const closed = weights[mouthClose]!;
  const open = clamp((weights[jawOpen]! - closed - 0.06) / 0.5, 0, 1);
  const pucker = smoothstep(0.15, 0.8, weights[mouthPucker]!);
  const funnel = smoothstep(0.05, 0.5, weights[mouthFunnel]!);
  const round = Math.max(pucker, funnel);
  const wide = clamp(1.6 * stretch + 0.5 * smile, 0, 1) * (1 - round);
  // A broad smile parts the lips with no sound in it.
  const parted = Math.max(open, smoothstep(0.1, 0.7, lowerDown - 0.6 * smile));
  const oh = open * round;
  const ou = round * (1 - open) * Math.max(pucker, 0.6 * funnel);
  const ee = wide * parted * (1 - 0.6 * open);
  const ih = wide * parted * 0.5 * open;
  const aa = open * (1 - round) * (1 - 0.5 * wide);
  const total = Math.max(1, aa + ih + ou + ee + oh);
  put(AA, aa / total, out, flags);
  put(IH, ih / total, out, flags);
  put(OU, ou / total, out, flags);
  put(EE, ee / total, out, flags);
  put(OH, oh / total, out, flags);
};

/** How strongly the face shows each of {@link EMOTIONS}, 0..1. */
const scoreEmotions = (weights: Float32Array, scores: Float64Array): void => {
  const smile = pair(weights, mouthSmileLeft, mouthSmileRight);
  const frown = pair(weights, mouthFrownLeft, mouthFrownRight);
  const browDown = pair(weights, browDownLeft, browDownRight);
  const browOuterUp = pair(weights, browOuterUpLeft, browOuterUpRight);
  const innerUp = weights[browInnerUp]!;
  const wide = pair(weights, eyeWideLeft, eyeWideRight);
  const blink = pair(weights, eyeBlinkLeft, eyeBlinkRight);
  const open = weights[jawOpen]!;
  const sneer = pair(weights, noseSneerLeft, noseSneerRight);
  const press = pair(weights, mouthPressLeft, mouthPressRight);
  const unsmiling = 1 - smoothstep(0.2, 0.5, smile);
  scores[0] = smoothstep(0.25, 0.85, smile) * (1 - smoothstep(0.4, 0.8, browDown));
  scores[1] = smoothstep(0.25, 0.7, browDown + 0.5 * sneer + 0.2 * press) * unsmiling;
  scores[2] =
    smoothstep(0.35, 0.9, innerUp + 1.2 * frown - browOuterUp * 0.4) *
    smoothstep(0.05, 0.3, frown) *
    unsmiling;
  scores[3] = smoothstep(0.45, 0.7, blink) * smoothstep(0.1, 0.35, smile) * (1 - smoothstep(0.5, 0.8, smile));
  scores[4] =
    smoothstep(0.45, 0.85, (innerUp + browOuterUp) / 2 + 0.3 * wide) * smoothstep(0.1, 0.35, open + wide);
};

/** Keeps the current emotion while its rule holds; else the strongest one that has risen enough; -1 = none. */
const chooseEmotion = (scores: Float64Array, current: number): number => {
  if (current >= 0 && scores[current]! >= DROPPED) return current;
  let best = -1;
  for (let i = 0; i < scores.length; i++)
    if (scores[i]! >= TAKEN_UP && (best < 0 || scores[i]! > scores[best]!)) best = i;
  return best;
};
