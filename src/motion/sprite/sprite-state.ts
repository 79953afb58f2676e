import type { SpriteState } from '@shared/sprite-avatar';

/** Which picture of a sprite avatar is to be seen: a face that moves smoothly becomes a few clear states. */
export interface SpriteStates {
  readonly state: SpriteState;
  /** Index of the mood; 0 is neutral. */
  readonly mood: number;
  /** Time since speech last began, ms; undefined before the first word. */
  readonly sinceTalk: number | undefined;
  /**
   * @param mouth how far the mouth is open, 0..1
   * @param lids how far both eyes are closed, 0..1
   * @param moods weights of the moods from the second on, 0..1
   * @param elapsed ms since the last step. Allocates nothing.
   */
  step(mouth: number, lids: number, moods: Float32Array, elapsed: number): void;
}

/** The mouth counts as closed again below this share of the opening at which speech begins. */
const CLOSED_SHARE = 0.55;
/** Shorter closings lie within a word, ms. */
const SILENT_AFTER = 110;
/** Lids count as closed from here on, and as open again below the second. */
const LIDS_CLOSED = 0.6;
const LIDS_OPEN = 0.4;
/** A mood is taken up from here on, and dropped below the second. */
const MOOD_ON = 0.5;
const MOOD_OFF = 0.3;

/** @param talkAt how far the mouth must be open for speech, 0..1 */
export const createSpriteStates = (talkAt: number): SpriteStates => {
  let talking = false;
  let sinceTalk: number | undefined;
  let silentFor = 0;
  let blinking = false;
  let mood = 0;

  const hear = (mouth: number, elapsed: number): void => {
    if (sinceTalk !== undefined) sinceTalk += elapsed;
    if (!talking && mouth >= talkAt) {
      talking = true;
      sinceTalk = 0;
      silentFor = 0;
    } else if (talking) {
      silentFor = mouth < talkAt * CLOSED_SHARE ? silentFor + elapsed : 0;
      if (silentFor >= SILENT_AFTER) talking = false;
    }
  };

  const feel = (moods: Float32Array): void => {
    let strongest = 0;
    for (let i = 1; i <= moods.length; i++)
      if (moods[i - 1]! >= MOOD_ON && moods[i - 1]! > (moods[strongest - 1] ?? 0)) strongest = i;
    // The mood that is shown stays until it fades or another is clearly stronger.
    if (mood > 0 && (moods[mood - 1] ?? 0) < MOOD_OFF) mood = 0;
    if (strongest > 0 && (mood === 0 || moods[strongest - 1]! > moods[mood - 1]! + 0.2)) mood = strongest;
  };

  return {
    get state() {
      if (talking) return blinking ? 'talkBlink' : 'talk';
      return blinking ? 'blink' : 'idle';
    },
    get mood() {
      return mood;
    },
    get sinceTalk() {
      return sinceTalk;
    },
    step: (mouth, lids, moods, elapsed) => {
      hear(mouth, elapsed);
      blinking = lids >= (blinking ? LIDS_OPEN : LIDS_CLOSED);
      feel(moods);
    },
  };
};
