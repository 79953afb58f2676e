import type { Settings, SettingsPatch } from '@shared/settings';
import type { SourcePipeline } from '../pipeline';
import type { VoiceReading } from '../voice/voice-run';
import { type KeywordState, startKeyword } from './keyword-run';
import { startVowels, type VowelState } from './vowel-run';

/** What a user can do with the microphone. */
export interface VoiceActions {
  /** What is heard, every 20 ms while the microphone is open; the reading is used again. @returns unsubscribes */
  onHeard(listener: (reading: VoiceReading) => void): () => void;
  /** A keyword was said, by its id. @returns unsubscribes */
  onKeyword(listener: (id: string) => void): () => void;
  retryMicrophone(): void;
  /** Listens to the five vowels and keeps them. @returns cancels */
  learnVowels(onState: (state: VowelState) => void): () => void;
  /** Listens to a word that is said three times, and keeps it under this name. @returns cancels */
  teachKeyword(name: string, onState: (state: KeywordState) => void): () => void;
  /** Forgets a keyword, and the rules that wait for it. */
  forgetKeyword(id: string): void;
}

export interface VoiceActionsOptions {
  settings(): Settings;
  change(patch: SettingsPatch): void;
  pipeline(): SourcePipeline | undefined;
}

const nothing = (): void => undefined;

export const createVoiceActions = ({ settings, change, pipeline }: VoiceActionsOptions): VoiceActions => ({
  onHeard: (listener) => pipeline()?.voice.onHeard(listener) ?? nothing,
  onKeyword: (listener) =>
    pipeline()?.voice.onWord((_, keyword) => {
      if (keyword !== undefined) listener(keyword);
    }) ?? nothing,
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

  teachKeyword: (name, onState) => {
    const voice = pipeline()?.voice;
    if (voice === undefined) return nothing;
    return startKeyword({
      voice,
      others: settings().voice.keywords,
      onState,
      onKeyword: (numbers) => {
        const keyword = { ...numbers, id: crypto.randomUUID(), name };
        change({ voice: { keywords: [...settings().voice.keywords, keyword] } });
      },
    });
  },

  forgetKeyword: (id) =>
    change({
      voice: { keywords: settings().voice.keywords.filter((keyword) => keyword.id !== id) },
      triggers: {
        rules: settings().triggers.rules.filter(({ when }) => when.kind !== 'voice' || when.id !== id),
      },
    }),
});
