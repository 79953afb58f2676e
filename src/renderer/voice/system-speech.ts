import { soundsOfText } from '@motion/voice/letters';
import type { SpeechSettings } from '@shared/settings/speech';
import type { SpeechCue } from '@shared/speech';
import { clockNow, type Sounding, type SoundingEvents } from './sounding';

/** Voices come after the first question for them, ms. */
const VOICES_WITHIN_MS = 2000;
/** Words that come so much earlier or later than thought move the mouth, ms. */
const OFF_MS = 40;

/** The voices that the system gives to pages; empty where it has none. */
export const systemVoices = async (): Promise<readonly SpeechSynthesisVoice[]> => {
  // Absent in some embedded Chromiums.
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  if (synthesis === undefined) return [];
  const voices = synthesis.getVoices();
  if (voices.length > 0) return voices;
  await new Promise<void>((resolve) => {
    synthesis.addEventListener('voiceschanged', () => resolve(), { once: true });
    setTimeout(resolve, VOICES_WITHIN_MS);
  });
  return synthesis.getVoices();
};

/**
 * Speaks by a voice of the system (Web Speech API, SpeechSynthesis). It tells where it is in the text word by word, if at all; its sound
 * goes to the system's own device and cannot be recorded.
 *
 * @param cues one for each sound of `soundsOfText(text)`
 */
export const speakBySystem = (
  text: string,
  cues: readonly SpeechCue[],
  { systemVoice, volume, rate, pitch }: SpeechSettings,
  { onStarted, onEnded, onFailed }: SoundingEvents,
): Sounding => {
  const offsets = soundsOfText(text).map(({ offset }) => offset);
  let stopped = false;
  let startedAt = 0;

  const speak = async (): Promise<void> => {
    const voices = await systemVoices();
    if (stopped) return;
    const voice =
      voices.find(({ voiceURI }) => voiceURI === systemVoice) ?? voices.find((v) => v.default) ?? voices[0];
    if (voice === undefined) return onFailed('no-system-voice');
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { voice, lang: voice.lang, volume, rate, pitch });
    const tell = (time: number): void => {
      startedAt = time;
      onStarted(time);
    };
    utterance.addEventListener('start', () => tell(clockNow()));
    utterance.addEventListener('boundary', ({ charIndex }) => {
      const sound = offsets.findIndex((offset) => offset >= charIndex);
      const began = clockNow() - (sound > 0 ? (cues[sound - 1]?.end ?? 0) : 0);
      if (sound >= 0 && Math.abs(began - startedAt) > OFF_MS) tell(began);
    });
    utterance.addEventListener('end', () => !stopped && onEnded());
    utterance.addEventListener('error', () => !stopped && onFailed('not-played'));
    window.speechSynthesis.speak(utterance);
  };

  speak().catch(() => onFailed('not-played'));
  return {
    stop: () => {
      stopped = true;
      window.speechSynthesis?.cancel();
    },
  };
};
