import { cuesAtPace, soundsOfText, UNIT_MS } from '@motion/voice/letters';
import type { SpeechVoice } from './engine';

/** The page that plays speaks by itself (`speechSynthesis`): here only the mouth is made, which it sets right word by word. */
export const createSystemVoice = (): SpeechVoice => ({
  async speak(text, { rate }) {
    return { cues: cuesAtPace(soundsOfText(text), UNIT_MS / rate) };
  },
  close: () => undefined,
});
