import {
  ARKIT_BLENDSHAPES,
  ARKIT_OFFSET,
  EXPRESSION_INDEX,
  EXPRESSIONS,
  type ExpressionName,
} from '@shared/expressions';
import type { MotionFrame } from '@shared/motion-frame';

/** An expression as it is asked for. */
export interface WantedExpression {
  /** As in the avatar's file. */
  name: string;
  /** 0..1. */
  intensity: number;
  /** Seconds. */
  fadeIn: number;
  fadeOut: number;
  /** The tracked mouth, or lids and gaze, rest meanwhile. */
  holdMouth: boolean;
  holdEyes: boolean;
}

/** Expressions by hotkey or click, laid over what the mixer gives. Each fades by itself. */
export interface ExpressionLayer {
  /** What is to be shown from now on; those that are left out fade away. */
  want(expressions: readonly WantedExpression[]): void;
  /**
   * `elapsed` ms later: writes what is shown into the frame's expressions, holds back tracked emotions, and mouth and eyes where that
   * is asked for. The author's own expressions, which no frame carries, are in {@link weights} alone. Allocates nothing.
   */
  lay(frame: MotionFrame, elapsed: number): void;
  /** Weight of each expression that is shown now, 0..1, by name; used again. */
  readonly weights: ReadonlyMap<string, number>;
}

interface Entry extends WantedExpression {
  index: number;
  isEmotion: boolean;
  /** 0..1, in a straight line. */
  progress: number;
  wanted: boolean;
}

const isMouth = (name: string): boolean => /^(aa|ih|ou|ee|oh)$|^(jaw|mouth|tongue|cheekPuff)/.test(name);
const isEyes = (name: string): boolean => /^(blink|look|eye(Blink|Look|Squint|Wide))/.test(name);

const EMOTIONS = ['happy', 'angry', 'sad', 'relaxed', 'surprised'] as const;
const EMOTION_AT = EMOTIONS.map((name) => EXPRESSION_INDEX[name]);
const at = (test: (name: string) => boolean): number[] =>
  EXPRESSIONS.flatMap((name, i) => (test(name) ? [i] : []));
const MOUTH_AT = at(isMouth);
const EYES_AT = at(isEyes);
const KNOWN: ReadonlyMap<string, number> = new Map([
  ...EXPRESSIONS.map((name, i): [string, number] => [name, i]),
  // Files write ARKit's names in any letter case.
  ...ARKIT_BLENDSHAPES.map((name, i): [string, number] => [name.toLowerCase(), ARKIT_OFFSET + i]),
]);

const indexOf = (name: string): number => KNOWN.get(name) ?? KNOWN.get(name.toLowerCase()) ?? -1;

export const createExpressionLayer = (): ExpressionLayer => {
  let entries: Entry[] = [];
  const weights = new Map<string, number>();

  const advance = (entry: Entry, elapsed: number): void => {
    const seconds = entry.wanted ? entry.fadeIn : entry.fadeOut;
    const step = seconds > 0 ? elapsed / 1000 / seconds : 1;
    entry.progress = Math.min(1, Math.max(0, entry.progress + (entry.wanted ? step : -step)));
  };

  return {
    weights,
    want: (expressions) => {
      for (const entry of entries) entry.wanted = false;
      for (const wanted of expressions) {
        const known = entries.find(({ name }) => name === wanted.name);
        if (known === undefined) entries.push(createEntry(wanted));
        else Object.assign(known, wanted, { wanted: true });
      }
    },
    lay: (frame, elapsed) => {
      if (entries.length === 0) return;
      let emotion = 0;
      let mouth = 0;
      let eyes = 0;
      let gone = false;
      for (let e = 0; e < entries.length; e++) {
        const entry = entries[e]!;
        advance(entry, elapsed);
        const eased = soft(entry.progress);
        weights.set(entry.name, eased * entry.intensity);
        if (entry.isEmotion) emotion = Math.max(emotion, eased);
        if (entry.holdMouth) mouth = Math.max(mouth, eased);
        if (entry.holdEyes) eyes = Math.max(eyes, eased);
        if (!entry.wanted && entry.progress === 0) gone = true;
      }
      scale(frame.expressions, EMOTION_AT, 1 - emotion);
      scale(frame.expressions, MOUTH_AT, 1 - mouth);
      scale(frame.expressions, EYES_AT, 1 - eyes);
      if (eyes > 0) for (let k = 0; k < 2; k++) frame.gaze[k]! *= 1 - eyes;
      for (let e = 0; e < entries.length; e++) {
        const { index, name } = entries[e]!;
        if (index >= 0) frame.expressions[index] = Math.max(frame.expressions[index]!, weights.get(name)!);
      }
      if (gone) forget();
    },
  };

  /** Now and then: an expression has faded away. */
  function forget(): void {
    for (const { name, wanted, progress } of entries) if (!wanted && progress === 0) weights.delete(name);
    entries = entries.filter(({ wanted, progress }) => wanted || progress > 0);
  }
};

const createEntry = (wanted: WantedExpression): Entry => {
  const index = indexOf(wanted.name);
  const name = index < 0 ? undefined : (EXPRESSIONS[index] as ExpressionName);
  const isEmotion =
    name === undefined || (EMOTIONS as readonly string[]).includes(name) || name === 'neutral';
  return { ...wanted, index, isEmotion, progress: 0, wanted: true };
};

const soft = (t: number): number => t * t * (3 - 2 * t);

const scale = (weights: Float32Array, indices: readonly number[], by: number): void => {
  if (by === 1) return;
  for (let i = 0; i < indices.length; i++) weights[indices[i]!]! *= by;
};
