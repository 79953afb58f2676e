import { createSoundReader, FRAME_SIZE } from '@motion/voice/sound-reader';
import { speakByFlite } from '../../../src/main/services/speech/flite';
import { readWav } from '../../../src/main/services/speech/wav';

/** Sound of a sentence, 16 kHz. */
export const speak = (
  flite: WebAssembly.Module,
  voice: string,
  text: string,
  { rate = 1, pitch = 1 } = {},
): Float32Array => readWav(speakByFlite(flite, { text, voice, rate, pitch }).wav)!.samples;

/** Its frames, one behind the other. */
export const framesOf = (sound: Float32Array): Float32Array[] => {
  const frames: Float32Array[] = [];
  createSoundReader((frame) => frames.push(frame.slice(0, FRAME_SIZE))).push(sound);
  return frames;
};

export const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * 16_000));

export const joined = (...parts: readonly Float32Array[]): Float32Array => {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
