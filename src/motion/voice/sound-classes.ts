import type { Viseme } from '@shared/speech';

/** What a frame of voice can be: the five vowels in the order of VRM's presets, then a hum of closed lips and a hiss through teeth. */
export const SOUND_CLASSES = ['aa', 'ih', 'ou', 'ee', 'oh', 'hum', 'hiss'] as const;
export type SoundClass = (typeof SOUND_CLASSES)[number];

export const VOWELS = SOUND_CLASSES.slice(0, 5);
export const VOWEL_COUNT = 5;
export const CLASS_COUNT = SOUND_CLASSES.length;

/** The mouth that goes with each class. */
export const CLASS_VISEMES = ['aa', 'I', 'U', 'E', 'O', 'PP', 'SS'] as const satisfies readonly Viseme[];

/** How voices sound, class by class: made by `scripts/make-vowel-profile.ts`. */
export interface VowelProfile {
  /** Mean cepstra of each of {@link SOUND_CLASSES}, against the mean of the voice that they were spoken by. */
  means: readonly (readonly number[])[];
  /** Mean cepstra of all voices: where to begin with a voice that is not known yet. */
  centre: readonly number[];
  /** Rows of a lower triangle that makes what is left within a class round and of unit size: the inverse of its covariance's Cholesky factor. */
  whitening: readonly (readonly number[])[];
}

/** Mean cepstra of the user's own five vowels, in the order of {@link VOWELS}. */
export type OwnVowels = readonly (readonly number[])[];
