import type { VoiceKeyword } from '@shared/settings/voice';
import type { SourcePipeline } from '../pipeline';
import type { VoiceStatus } from '../voice/voice-run';

export type KeywordState =
  /** `takes`: how often the word has been heard. */
  | { phase: 'listening'; takes: number }
  | { phase: 'done' }
  | { phase: 'failed'; why: 'unlike' | 'silent' | 'no-microphone' }
  /** It sounds like the keyword of this name. */
  | { phase: 'like'; name: string };

export interface KeywordRunOptions {
  voice: SourcePipeline['voice'];
  /** Keywords that there are already. */
  others: readonly VoiceKeyword[];
  onState(state: KeywordState): void;
  onKeyword(numbers: Pick<VoiceKeyword, 'takes' | 'limit'>): void;
}

/** Without a word for so long the lesson ends, ms. */
const PATIENCE = 15_000;

/** Listens to a new keyword, said a few times; the microphone is open meanwhile. @returns cancels */
export const startKeyword = ({ voice, others, onState, onKeyword }: KeywordRunOptions): (() => void) => {
  let stopped = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const ends = [voice.hold(), () => clearTimeout(patience)];

  const stop = (): void => {
    stopped = true;
    for (const end of ends.splice(0)) end();
  };

  const end = (state: KeywordState): void => {
    stop();
    onState(state);
  };

  const watchStatus = ({ state }: VoiceStatus): void => {
    if (state === 'fault' || state === 'off') end({ phase: 'failed', why: 'no-microphone' });
  };

  const run = async (): Promise<void> => {
    const { createKeywordLesson, KEYWORD_TAKES } = await import('@motion/voice/keywords');
    if (stopped) return;
    const lesson = createKeywordLesson(others);
    const listen = (): void => {
      clearTimeout(patience);
      patience = setTimeout(() => end({ phase: 'failed', why: 'silent' }), PATIENCE);
      onState({ phase: 'listening', takes: lesson.takes });
    };
    const finish = (): void => {
      const learnt = lesson.finish();
      if (learnt === 'unlike') end({ phase: 'failed', why: 'unlike' });
      else if ('like' in learnt) end({ phase: 'like', name: learnt.like });
      else {
        onKeyword(learnt);
        end({ phase: 'done' });
      }
    };
    ends.push(
      voice.onWord((word) => {
        lesson.add(word);
        if (lesson.takes === KEYWORD_TAKES) finish();
        else listen();
      }),
      voice.onStatus(watchStatus),
    );
    listen();
    watchStatus(voice.status);
  };

  void run();
  return stop;
};
