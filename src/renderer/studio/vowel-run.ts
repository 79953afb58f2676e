import type { OwnVowels } from '@motion/voice/sound-classes';
import type { SourcePipeline } from '../pipeline';
import type { VoiceStatus } from '../voice/voice-run';

export type VowelState =
  /** `vowel`: index of the one that is listened to; `share`: how much of it was heard. */
  | { phase: 'listening'; vowel: number; share: number }
  | { phase: 'done' }
  | { phase: 'failed'; why: 'silent' | 'no-microphone' }
  /** Two vowels, by index, that sound alike. */
  | { phase: 'alike'; vowels: readonly [number, number] };

export interface VowelRunOptions {
  voice: SourcePipeline['voice'];
  onState(state: VowelState): void;
  onVowels(vowels: OwnVowels): void;
}

/** Silence that ends the lesson, ms. */
const PATIENCE = 10_000;
/** The progress is shown in so many steps. */
const STEPS = 20;

/** Listens to the user's five vowels; the microphone is open meanwhile. @returns cancels */
export const startVowels = ({ voice, onState, onVowels }: VowelRunOptions): (() => void) => {
  let stopped = false;
  const ends = [voice.hold()];

  const stop = (): void => {
    stopped = true;
    for (const end of ends.splice(0)) end();
  };

  const end = (state: VowelState): void => {
    stop();
    onState(state);
  };

  const watchStatus = ({ state }: VoiceStatus): void => {
    if (state === 'fault' || state === 'off') end({ phase: 'failed', why: 'no-microphone' });
  };

  const run = async (): Promise<void> => {
    const [{ createVowelLesson }, { FRAME_SIZE }, { VOWEL_COUNT }] = await Promise.all([
      import('@motion/voice/vowel-lesson'),
      import('@motion/voice/sound-reader'),
      import('@motion/voice/sound-classes'),
    ]);
    if (stopped) return;
    const lesson = createVowelLesson();
    let told = '';
    const tell = (): void => {
      const share = Math.round(lesson.share * STEPS) / STEPS;
      const next = `${lesson.vowel} ${share}`;
      if (next !== told) onState({ phase: 'listening', vowel: lesson.vowel, share });
      told = next;
    };
    ends.push(
      voice.onHeard(({ voiced }, frames) => {
        for (let at = 0; at < frames.length; at += FRAME_SIZE) lesson.push(frames, at, voiced);
        if (lesson.vowel === VOWEL_COUNT) finish();
        else if (lesson.silentFor > PATIENCE) end({ phase: 'failed', why: 'silent' });
        else tell();
      }),
      voice.onStatus(watchStatus),
    );
    tell();
    watchStatus(voice.status);

    const finish = (): void => {
      const vowels = lesson.finish();
      if ('alike' in vowels) end({ phase: 'alike', vowels: vowels.alike });
      else {
        onVowels(vowels);
        end({ phase: 'done' });
      }
    };
  };

  void run();
  return stop;
};
