import type { Milliseconds } from '@shared/clock';
import type { SpeechState } from '@shared/speech';

/** When the avatar speaks, as a microphone beside the loudspeakers would hear it. */
export interface OwnSpeech {
  follow(state: SpeechState): void;
  /** Whether it sounds, or has sounded a moment ago; `now` on the one clock. */
  sounds(now: Milliseconds): boolean;
}

/** The room and the way through loudspeaker and microphone end so much later than the sound. */
const TAIL: Milliseconds = 300;

/** @param clock the one clock */
export const createOwnSpeech = (clock: () => Milliseconds): OwnSpeech => {
  /** When what is spoken began; undefined while nothing is, or no page plays it yet. */
  let startedAt: Milliseconds | undefined;
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    follow: ({ spoken }) => {
      const now = clock();
      // What was stopped before it sounded leaves no tail.
      if (startedAt !== undefined && startedAt <= now && spoken?.startedAt !== startedAt) endedAt = now;
      startedAt = spoken?.startedAt;
    },
    sounds: (now) => (startedAt !== undefined && now >= startedAt) || now - endedAt < TAIL,
  };
};
