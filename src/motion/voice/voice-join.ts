import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT, EXPRESSION_INDEX } from '@shared/expressions';
import type { MotionFrame } from '@shared/motion-frame';
import type { LipSyncMode } from '@shared/settings/voice';
import { type LipSync, limitVowels } from './lip-sync';
import { SPOKEN_EXPRESSIONS } from './viseme-shapes';

/** Brings the voice's mouth into motion, before it is published. */
export interface VoiceJoin {
  setMode(mode: LipSyncMode): void;
  /** Changes a solved frame's mouth in place, at `now`. Allocates nothing. */
  join(frame: MotionFrame, now: Milliseconds): void;
  /** @returns whether frames of the voice alone are due at `now`, since none with a camera come. */
  isAlone(now: Milliseconds): boolean;
  /** Makes `frame` one with the mouth alone, at `now`. Allocates nothing. */
  writeAlone(frame: MotionFrame, now: Milliseconds): void;
  reset(): void;
}

/** A face that was lost a moment ago may be back with the next frame: its mouth waits for so long, ms. */
const UNSEEN_AFTER: Milliseconds = 300;
/** The mouth goes from the camera's to the voice's in so long, ms. */
const FADE: Milliseconds = 200;
/** Without a frame for so long no camera is taken to run: shorter than this, or than some of its frames. */
const SILENT_AFTER: Milliseconds = 400;
const SILENT_FRAMES = 3;
const LONGEST_INTERVAL: Milliseconds = 700;
/** Every solver drives it for a face that is seen. */
const AA = EXPRESSION_INDEX.aa;

export const createVoiceJoin = (lipSync: Pick<LipSync, 'write'>): VoiceJoin => {
  const mouth = new Float32Array(EXPRESSION_COUNT);
  let mode: LipSyncMode = 'off';
  let lastFrame = Number.NEGATIVE_INFINITY;
  let interval = 0;
  let lastSeen = Number.NEGATIVE_INFINITY;
  /** How much of the mouth is the voice's, 0..1. */
  let share = 0;

  const isSeen = (frame: MotionFrame): boolean => frame.drives.expressions[AA] === 1;

  const takeOver = (frame: MotionFrame): void => {
    for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) {
      const e = SPOKEN_EXPRESSIONS[i]!;
      frame.expressions[e]! += share * (mouth[e]! - frame.expressions[e]!);
      frame.drives.expressions[e] = 1;
    }
  };

  const addTo = (frame: MotionFrame): void => {
    for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) {
      const e = SPOKEN_EXPRESSIONS[i]!;
      frame.expressions[e] = Math.max(frame.expressions[e]!, mouth[e]!);
      frame.drives.expressions[e] = 1;
    }
    limitVowels(frame.expressions);
  };

  return {
    setMode: (next) => {
      mode = next;
    },
    join: (frame, now) => {
      const since = now - lastFrame;
      if (since > 0 && since < LONGEST_INTERVAL) interval = since;
      lastFrame = now;
      if (mode === 'off') return;
      const seen = isSeen(frame);
      if (seen) lastSeen = now;
      const takes = mode === 'alone' || (!seen && now - lastSeen > UNSEEN_AFTER);
      const step = Number.isFinite(since) ? Math.max(0, since) / FADE : 1;
      share = takes ? Math.min(1, share + step) : Math.max(0, share - step);
      // A face that is away has nothing to fade from.
      if (!seen && share > 0) share = 1;
      lipSync.write(mouth);
      if (share > 0) takeOver(frame);
      else if (seen && mode === 'together') addTo(frame);
    },
    isAlone: (now) => mode !== 'off' && now - lastFrame > Math.max(SILENT_AFTER, SILENT_FRAMES * interval),
    writeAlone: (frame, now) => {
      frame.time = now;
      share = 1;
      lipSync.write(mouth);
      for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) {
        const e = SPOKEN_EXPRESSIONS[i]!;
        frame.expressions[e] = mouth[e]!;
        frame.drives.expressions[e] = 1;
      }
    },
    reset: () => {
      lastFrame = Number.NEGATIVE_INFINITY;
      lastSeen = Number.NEGATIVE_INFINITY;
      interval = 0;
      share = 0;
    },
  };
};
