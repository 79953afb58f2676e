import type { VoicedSpan } from '@motion/voice/letters';

/** Sound of a WAV file, one channel of it. */
export interface WavSound {
  sampleRate: number;
  /** -1..1. */
  samples: Float32Array;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/**
 * Reads a RIFF WAVE file of 16-bit PCM or 32-bit floats, the first channel. Files that were streamed give sizes that are too large or
 * 0: then what is there counts. Source: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", chapter 3.
 *
 * @returns undefined where it is none, or of another kind
 */
export const readWav = (bytes: Uint8Array): WavSound | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return undefined;
  let format: { kind: number; channels: number; sampleRate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = tag(at);
    const size = view.getUint32(at + 4, true);
    const begin = at + 8;
    if (name === 'fmt ' && begin + 16 <= bytes.length) {
      const kind = view.getUint16(begin, true);
      format = {
        kind: kind === EXTENSIBLE && begin + 26 <= bytes.length ? view.getUint16(begin + 24, true) : kind,
        channels: view.getUint16(begin + 2, true),
        sampleRate: view.getUint32(begin + 4, true),
        bits: view.getUint16(begin + 14, true),
      };
    }
    if (name === 'data') {
      if (format === undefined) return undefined;
      const end = size === 0 ? bytes.length : Math.min(bytes.length, begin + size);
      return readSamples(view, begin, end, format);
    }
    at = begin + size + (size % 2);
  }
  return undefined;
};

const readSamples = (
  view: DataView,
  begin: number,
  end: number,
  format: { kind: number; channels: number; sampleRate: number; bits: number },
): WavSound | undefined => {
  const { kind, channels, sampleRate, bits } = format;
  const isInteger = kind === PCM && bits === 16;
  if ((!isInteger && !(kind === FLOAT && bits === 32)) || channels < 1 || channels > 8) return undefined;
  if (sampleRate < 4000 || sampleRate > 192_000) return undefined;
  const step = (bits / 8) * channels;
  const samples = new Float32Array(Math.floor((end - begin) / step));
  for (let i = 0; i < samples.length; i++)
    samples[i] = isInteger
      ? view.getInt16(begin + i * step, true) / 32_768
      : view.getFloat32(begin + i * step, true);
  return { sampleRate, samples };
};

/** A file of 16-bit PCM, one channel: what goes to pages is written by us, whoever made the sound. */
export const writeWav = ({ sampleRate, samples }: WavSound): Uint8Array => {
  const bytes = new Uint8Array(HEADER + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, name: string): void => bytes.set(new TextEncoder().encode(name), at);
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (let i = 0; i < samples.length; i++) {
    // A number that is none is silence.
    const sample = Math.max(-1, Math.min(1, samples[i]! || 0));
    view.setInt16(HEADER + i * 2, Math.round(sample * 32_767), true);
  }
  return bytes;
};

const HEADER = 44;
const WINDOW_MS = 20;
/** Of the loudest window: what is quieter is no voice. */
const QUIET_SHARE = 0.06;
/** Shorter silences lie within words, ms. */
const SHORTEST_PAUSE = 140;

/** Where a voice is heard. */
export const voicedSpans = ({ samples, sampleRate }: WavSound): VoicedSpan[] => {
  const width = Math.max(1, Math.round((sampleRate * WINDOW_MS) / 1000));
  const levels: number[] = [];
  for (let at = 0; at < samples.length; at += width) {
    let sum = 0;
    const end = Math.min(samples.length, at + width);
    for (let i = at; i < end; i++) sum += samples[i]! * samples[i]!;
    levels.push(Math.sqrt(sum / (end - at)));
  }
  const least = levels.reduce((most, level) => Math.max(most, level), 0) * QUIET_SHARE;
  const spans: VoicedSpan[] = [];
  levels.forEach((level, w) => {
    if (level <= least) return;
    const begin = w * WINDOW_MS;
    const last = spans.at(-1);
    if (last !== undefined && begin - last.end < SHORTEST_PAUSE) last.end = begin + WINDOW_MS;
    else spans.push({ begin, end: begin + WINDOW_MS });
  });
  return spans;
};
