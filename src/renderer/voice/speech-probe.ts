import type { SpeechPlayer } from './speech-player';

/** A read-only probe for tests, `window.kagamiSpeech`. Nothing of the program reads it. */
export type SpeechProbe = Pick<SpeechPlayer, 'level'>;

declare global {
  interface Window {
    kagamiSpeech?: SpeechProbe;
  }
}

export const exposeSpeechProbe = (player: SpeechPlayer): void => {
  window.kagamiSpeech = player;
};
