import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT, EXPRESSION_INDEX } from '@shared/expressions';
import { type SpeechCue, VISEMES, type Viseme } from '@shared/speech';
import { SPOKEN_EXPRESSIONS, shapeRows } from './viseme-shapes';

/** The mouth of one utterance over time. */
export interface MouthLine {
  /** Of the last cue's end, ms. */
  readonly duration: Milliseconds;
  /**
   * Writes the mouth `time` ms after the sound began into the expressions of {@link SPOKEN_EXPRESSIONS}; leaves the others. At rest
   * before and after. Allocates nothing.
   *
   * @param strength how far it opens: 1 = as in clear speech
   */
  at(time: Milliseconds, strength: number, out: Float32Array): void;
}

/*
 * Co-articulation by dominance (M. Cohen, D. Massaro, "Modeling coarticulation in synthetic visual speech", 1993): each viseme has most to
 * say in its own time and less and less before and after it, and the mouth is the mean by what each has to say. Lips that must meet (p, b,
 * m) or touch the teeth (f, v) are no mean: they come through whole.
 */

/** How fast a viseme loses its say beside its own time, ms. Vowels reach farther than consonants. */
const REST_FADES: Milliseconds = 60;
const FADES: Readonly<Partial<Record<Viseme, Milliseconds>>> = {
  sil: REST_FADES,
  aa: 70,
  E: 65,
  I: 65,
  O: 75,
  U: 80,
};
const CONSONANT_FADES: Milliseconds = 40;
/** What a viseme has to say in its own time. */
const SAYS: Readonly<Partial<Record<Viseme, number>>> = {
  sil: 1.2,
  aa: 1.3,
  E: 1.4,
  I: 1.4,
  O: 1.3,
  U: 1.3,
  kk: 0.45,
  DD: 0.55,
  nn: 0.55,
  TH: 0.8,
  RR: 0.7,
};
/** Lips take this long to meet and to part, ms: beside their cue, since within it they are together. */
const MEETING: Milliseconds = 55;
const MEETS: Readonly<Partial<Record<Viseme, number>>> = { PP: 1, FF: 0.95 };
/** Farther away than this a viseme says nothing, ms. */
const REACH: Milliseconds = 260;

const REST = VISEMES.indexOf('sil');
const PRESS = VISEMES.indexOf('PP');
const LIP_TO_TEETH = VISEMES.indexOf('FF');
const ROWS = shapeRows();

/** @param cues their ends never go back */
export const createMouthLine = (cues: readonly SpeechCue[]): MouthLine => {
  const count = cues.length;
  const ends = Float64Array.from(cues, ({ end }) => end);
  const visemes = Uint8Array.from(cues, ({ viseme }) => VISEMES.indexOf(viseme));
  const fades = Float64Array.from(cues, ({ viseme }) => FADES[viseme] ?? CONSONANT_FADES);
  const says = Float64Array.from(cues, ({ viseme }) => SAYS[viseme] ?? 1);
  const meets = Float64Array.from(cues, ({ viseme }) => MEETS[viseme] ?? 0);
  const shares = new Float64Array(VISEMES.length);
  const duration = ends[count - 1] ?? 0;

  const firstEndingAfter = (time: Milliseconds): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > time) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    duration,
    at: (time, strength, out) => {
      shares.fill(0);
      // The mouth rests before and after.
      let total = fall(Math.max(0, Math.min(time, duration - time)) / REST_FADES);
      shares[REST] = total;
      let press = 0;
      let teeth = 0;
      for (let c = firstEndingAfter(time - REACH); c < count; c++) {
        const begin = c === 0 ? 0 : ends[c - 1]!;
        if (begin > time + REACH) break;
        const away = Math.max(0, begin - time, time - ends[c]!);
        const dominance = says[c]! * fall(away / fades[c]!);
        shares[visemes[c]!]! += dominance;
        total += dominance;
        if (meets[c]! === 0 || away >= MEETING) continue;
        const meeting = meets[c]! * soft(1 - away / MEETING);
        if (visemes[c]! === PRESS) press = Math.max(press, meeting);
        else teeth = Math.max(teeth, meeting);
      }
      const spoken = total > 0 ? strength / total : 0;
      for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) {
        const e = SPOKEN_EXPRESSIONS[i]!;
        let weight = 0;
        for (let v = 0; v < shares.length; v++) weight += shares[v]! * ROWS[v * EXPRESSION_COUNT + e]!;
        weight *= spoken;
        weight += teeth * (ROWS[LIP_TO_TEETH * EXPRESSION_COUNT + e]! - weight);
        weight += press * (ROWS[PRESS * EXPRESSION_COUNT + e]! - weight);
        out[e] = Math.min(1, weight);
      }
      holdSum(out);
    },
  };
};

const VOWELS = (['aa', 'ih', 'ou', 'ee', 'oh'] as const).map((name) => EXPRESSION_INDEX[name]);

/** Vowels of the presets that add up to more than 1 would tear the mesh. */
const holdSum = (out: Float32Array): void => {
  let sum = 0;
  for (let i = 0; i < VOWELS.length; i++) sum += out[VOWELS[i]!]!;
  if (sum > 1) for (let i = 0; i < VOWELS.length; i++) out[VOWELS[i]!]! /= sum;
};

/** Steeper than the exponential of the paper, so that a pause of some tenths of a second is one. */
const fall = (distance: number): number => Math.exp(-(distance ** 1.5));

const soft = (t: number): number => t * t * (3 - 2 * t);
