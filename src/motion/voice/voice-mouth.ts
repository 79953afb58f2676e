import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT, EXPRESSION_INDEX } from '@shared/expressions';
import type { MotionFrame } from '@shared/motion-frame';
import type { LipSyncMode } from '@shared/settings/voice';
import { type LipSync, limitVowels } from './lip-sync';
import { SPOKEN_EXPRESSIONS } from './viseme-shapes';

/** Decides what of the mouth is the voice's, and writes that as motion of its own. */
export interface VoiceMouth {
  setMode(mode: LipSyncMode): void;
  /** A solved frame of the camera, as it arrives at `now`. */
  see(frame: MotionFrame, now: Milliseconds): void;
  /** Makes `frame` one of the mouth alone at `now`: it drives what the voice has a say in, and nothing else. Allocates nothing. */
  write(frame: MotionFrame, now: Milliseconds): void;
  /** No camera has been seen. */
  reset(): void;
}

/** A face that was lost a moment ago may be back with the next frame: its mouth waits for so long, or for some frames, ms. */
const UNSEEN_AFTER: Milliseconds = 300;
const UNSEEN_FRAMES = 3;
const LONGEST_INTERVAL: Milliseconds = 700;
/** In a pause of speech as short as this the mouth stays the voice's, ms: it would come back slowly for the next word. */
const PAUSE: Milliseconds = 1500;
/** Every solver drives it for a face that is seen. */
const AA = EXPRESSION_INDEX.aa;

export const createVoiceMouth = (lipSync: Pick<LipSync, 'write' | 'opening'>): VoiceMouth => {
  const camera = new Float32Array(EXPRESSION_COUNT);
  let mode: LipSyncMode = 'off';
  let seenAt = Number.NEGATIVE_INFINITY;
  let frameAt = Number.NEGATIVE_INFINITY;
  let heardAt = Number.NEGATIVE_INFINITY;
  let interval = 0;

  const isSeen = (now: Milliseconds): boolean =>
    now - seenAt <= Math.max(UNSEEN_AFTER, UNSEEN_FRAMES * interval);

  const drives = (now: Milliseconds): boolean => {
    if (mode === 'alone') return true;
    if (mode === 'off') return false;
    if (!isSeen(now)) return true;
    // In silence the camera has the mouth by itself.
    return mode === 'together' && now - heardAt < PAUSE;
  };

  return {
    setMode: (next) => {
      mode = next;
    },
    see: ({ drives: driven, expressions }, now) => {
      const since = now - frameAt;
      if (since > 0 && since < LONGEST_INTERVAL) interval = since;
      frameAt = now;
      if (driven.expressions[AA] !== 1) return;
      seenAt = now;
      camera.set(expressions);
    },
    write: (frame, now) => {
      frame.time = now;
      if (lipSync.opening > 0) heardAt = now;
      const flag = drives(now) ? 1 : 0;
      for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++)
        frame.drives.expressions[SPOKEN_EXPRESSIONS[i]!] = flag;
      if (flag === 0) return;
      lipSync.write(frame.expressions);
      if (mode !== 'together' || !isSeen(now)) return;
      for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) {
        const e = SPOKEN_EXPRESSIONS[i]!;
        frame.expressions[e] = Math.max(frame.expressions[e]!, camera[e]!);
      }
      limitVowels(frame.expressions);
    },
    reset: () => {
      seenAt = Number.NEGATIVE_INFINITY;
      frameAt = Number.NEGATIVE_INFINITY;
      heardAt = Number.NEGATIVE_INFINITY;
      interval = 0;
    },
  };
};
