import { CLASS_COUNT, type OwnVowels, VOWEL_COUNT, type VowelProfile } from './sound-classes';
import { CEPSTRA } from './sound-reader';
import { VOWEL_PROFILE } from './vowel-profile';

/** Tells what a frame of voice is like. */
export interface SoundMatcher {
  /**
   * @param cepstra of a frame that is loud enough to be voice, from index `at` on
   * @param shares how likely it is each of {@link SOUND_CLASSES}: they add up to 1. Allocates nothing.
   */
  match(cepstra: Float32Array, at: number, shares: Float64Array): void;
  /** The user's own vowels; undefined goes back to those that ship. */
  setOwn(vowels: OwnVowels | undefined): void;
  /** A new voice or microphone. */
  reset(): void;
}

/** Frames that the first guess of a voice's mean counts for, and that its mean is made of at most: 2 s and 15 s of voice. */
const BELIEVED = 200;
const REMEMBERED = 1500;
/** Neighbouring frames are much alike, so that one says less than a frame by itself would: divides the logarithm of its likelihood. */
const DOUBT = 2;

/**
 * Gaussian classes with one covariance: linear discriminant analysis (R. Fisher, 1936), on cepstra from which the mean of the voice is
 * taken off, which also takes off what a microphone does to all sounds alike (B. Atal, "Effectiveness of linear prediction characteristics
 * of the speech wave for automatic speaker identification and verification", 1974). Where the user has given vowels of their own, these
 * are the classes and their mean is the voice's.
 */
export const createSoundMatcher = (profile: VowelProfile = VOWEL_PROFILE): SoundMatcher => {
  const centre = Float64Array.from(profile.centre);
  const whitening = Float64Array.from(profile.whitening.flat());
  const offset = new Float64Array(CEPSTRA);
  const whitened = new Float64Array(CEPSTRA);
  const classes = new Float64Array(CLASS_COUNT * CEPSTRA);
  let heard = BELIEVED;
  let learns = true;

  /** Of how far values lie from the centre. */
  const whiten = (offset: ArrayLike<number>, out: Float64Array, at: number): void => {
    for (let i = 0; i < CEPSTRA; i++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += whitening[i * CEPSTRA + k]! * offset[k]!;
      out[at + i] = sum;
    }
  };

  const setClasses = (means: readonly (readonly number[])[]): void => {
    for (const [c, mean] of means.entries()) whiten(mean, classes, c * CEPSTRA);
  };

  const learn = (cepstra: Float32Array, at: number): void => {
    heard = Math.min(REMEMBERED, heard + 1);
    for (let i = 0; i < CEPSTRA; i++) centre[i]! += (cepstra[at + i]! - centre[i]!) / heard;
  };

  const startWith = (own: OwnVowels | undefined): void => {
    learns = own === undefined;
    heard = BELIEVED;
    if (own === undefined) {
      centre.set(profile.centre);
      setClasses(profile.means);
      return;
    }
    centre.set(meanOf(own));
    const shipped = meanOf(profile.means.slice(0, VOWEL_COUNT));
    setClasses([
      ...own.map((mean) => mean.map((value, i) => value - centre[i]!)),
      ...profile.means.slice(VOWEL_COUNT).map((mean) => mean.map((value, i) => value - shipped[i]!)),
    ]);
  };

  let own: OwnVowels | undefined;
  startWith(own);

  return {
    match: (cepstra, at, shares) => {
      if (learns) learn(cepstra, at);
      for (let i = 0; i < CEPSTRA; i++) offset[i] = cepstra[at + i]! - centre[i]!;
      whiten(offset, whitened, 0);
      let nearest = Number.POSITIVE_INFINITY;
      for (let c = 0; c < CLASS_COUNT; c++) {
        let distance = 0;
        for (let i = 0; i < CEPSTRA; i++) distance += (whitened[i]! - classes[c * CEPSTRA + i]!) ** 2;
        shares[c] = distance;
        nearest = Math.min(nearest, distance);
      }
      let total = 0;
      for (let c = 0; c < CLASS_COUNT; c++) {
        shares[c] = Math.exp((nearest - shares[c]!) / (2 * DOUBT));
        total += shares[c]!;
      }
      for (let c = 0; c < CLASS_COUNT; c++) shares[c]! /= total;
    },
    setOwn: (vowels) => {
      if (vowels === own) return;
      own = vowels;
      startWith(own);
    },
    reset: () => startWith(own),
  };
};

const meanOf = (rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

const SHIPPED = Float64Array.from(VOWEL_PROFILE.whitening.flat());

/** Cepstra, or a difference of some, in widths of a class of the shipped profile, into `out` from index `at` on. Allocates nothing. */
export const whiten = (cepstra: ArrayLike<number>, out: Float64Array, at: number): void => {
  for (let i = 0; i < CEPSTRA; i++) {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += SHIPPED[i * CEPSTRA + k]! * cepstra[k]!;
    out[at + i] = sum;
  }
};
