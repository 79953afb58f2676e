import type { SettingsPatch } from '@shared/settings';
import type { SourcePipeline } from '../pipeline';
import type { VoiceReading } from '../voice/voice-run';
import { startVowels, type VowelState } from './vowel-run';

/** What a user can do with the microphone. */
export interface VoiceActions {
  /** What is heard, every 20 ms while the microphone is open; the reading is used again. @returns unsubscribes */
  onHeard(listener: (reading: VoiceReading) => void): () => void;
  retryMicrophone(): void;
  /** Listens to the five vowels and keeps them. @returns cancels */
  learnVowels(onState: (state: VowelState) => void): () => void;
}

export interface VoiceActionsOptions {
  change(patch: SettingsPatch): void;
  pipeline(): SourcePipeline | undefined;
}

const nothing = (): void => undefined;

export const createVoiceActions = ({ change, pipeline }: VoiceActionsOptions): VoiceActions => ({
  onHeard: (listener) => pipeline()?.voice.onHeard(listener) ?? nothing,
  retryMicrophone: () => pipeline()?.voice.retry(),
  learnVowels: (onState) => {
    const voice = pipeline()?.voice;
    if (voice === undefined) return nothing;
    return startVowels({
      voice,
      onState,
      onVowels: (vowels) => change({ voice: { vowels: vowels.map((vowel) => [...vowel]) } }),
    });
  },
});
