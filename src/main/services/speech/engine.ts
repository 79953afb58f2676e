import type { SpeechSettings } from '@shared/settings/speech';
import type { SpeechCue, SpeechFault, SpeechFaultCode } from '@shared/speech';

/** A text as sound, and how the mouth goes with it. */
export interface SpokenSound {
  /** A WAV file; undefined where the page's own voice speaks. */
  wav?: Uint8Array;
  cues: SpeechCue[];
}

/** Makes speech of text. */
export interface SpeechVoice {
  /**
   * @param text cleaned, never blank
   * @throws SpeechRefusal where it cannot be spoken; AbortError of `signal`
   */
  speak(text: string, settings: SpeechSettings, signal: AbortSignal): Promise<SpokenSound>;
  close(): void;
}

/** A text that cannot be spoken, and why. Studio says it in the user's language (`speech.json`), by its code. */
export class SpeechRefusal extends Error {
  constructor(
    readonly code: SpeechFaultCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }

  get fault(): SpeechFault {
    return { code: this.code, ...(this.detail !== undefined && { detail: this.detail }) };
  }
}
