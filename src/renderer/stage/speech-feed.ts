import { createMouthLine, type MouthLine } from '@motion/voice/mouth-line';
import { SPOKEN_EXPRESSIONS } from '@motion/voice/viseme-shapes';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { SpeechState, Utterance } from '@shared/speech';
import type { Host } from '../host';

/** Moves the mouth with what is spoken, whichever page plays it. */
export interface SpeechFeed {
  /** Tells the mouth at `now` (ms of the one clock), while something is spoken. Allocates nothing. */
  step(now: number): void;
  close(): void;
}

/** Lips are seen before the sound that they make is heard, ms. */
const AHEAD_MS = 60;
/** The mouth has closed this long after the last sound, ms. */
const CLOSES_MS = 120;

/** @param onFrame the frame is reused; one that drives nothing gives the mouth back */
export const createSpeechFeed = (
  host: Pick<Host, 'api' | 'onSpeech'>,
  onFrame: (frame: MotionFrame) => void,
): SpeechFeed => {
  const frame = createMotionFrame('voice');
  let spoken: Utterance | undefined;
  let line: MouthLine | undefined;
  let drives = false;

  const follow = ({ spoken: next }: SpeechState): void => {
    if (next === null) line = undefined;
    else if (next.id !== spoken?.id) line = createMouthLine(next.cues);
    spoken = next ?? undefined;
  };

  const drive = (on: 0 | 1): void => {
    drives = on === 1;
    for (let i = 0; i < SPOKEN_EXPRESSIONS.length; i++) frame.drives.expressions[SPOKEN_EXPRESSIONS[i]!] = on;
  };

  const unsubscribe = host.onSpeech(follow);
  host.api.getSpeech().then(follow, () => undefined);

  return {
    step: (now) => {
      const time = spoken?.startedAt === undefined ? Number.NaN : now - spoken.startedAt + AHEAD_MS;
      if (line !== undefined && spoken !== undefined && time < line.duration + CLOSES_MS) {
        if (!drives) drive(1);
        line.at(time, spoken.mouth, frame.expressions);
        onFrame(frame);
      } else if (drives) {
        drive(0);
        onFrame(frame);
      }
    },
    close: unsubscribe,
  };
};
