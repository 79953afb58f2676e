import { createPowerSpectrum } from '@motion/voice/fft';
import { createSoundReader, FRAME_SIZE, HOP, SILENCE_DB, SOUND_RATE } from '@motion/voice/sound-reader';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const SIZE = 32;
const samples = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: SIZE, maxLength: SIZE })
  .map((values) => Float32Array.from(values));

describe('the power spectrum', () => {
  it('is that of the discrete Fourier transform by its definition', () => {
    const spectrum = createPowerSpectrum(SIZE);
    const out = new Float64Array(SIZE / 2 + 1);
    fc.assert(
      fc.property(samples, (sound) => {
        spectrum.read(sound, out);
        for (let k = 0; k <= SIZE / 2; k++) {
          let re = 0;
          let im = 0;
          sound.forEach((x, n) => {
            re += x * Math.cos((2 * Math.PI * k * n) / SIZE);
            im -= x * Math.sin((2 * Math.PI * k * n) / SIZE);
          });
          expect(out[k]).toBeCloseTo(re * re + im * im, 6);
        }
      }),
    );
  });
});

describe('reading sound', () => {
  const read = (sound: Float32Array, chunk: number): Float32Array[] => {
    const frames: Float32Array[] = [];
    const reader = createSoundReader((frame) => frames.push(frame.slice()));
    for (let at = 0; at < sound.length; at += chunk) reader.push(sound.subarray(at, at + chunk));
    return frames;
  };
  const tone = (amplitude: number): Float32Array =>
    Float32Array.from(
      { length: SOUND_RATE / 2 },
      (_, i) => amplitude * Math.sin((2 * Math.PI * 220 * i) / SOUND_RATE),
    );

  it('gives a frame every 10 ms, the same however the sound is cut', () => {
    const sound = tone(0.3);
    const whole = read(sound, sound.length);
    expect(whole).toHaveLength(Math.floor(sound.length / HOP));
    for (const chunk of [1, 128, 161, 1000]) expect(read(sound, chunk)).toEqual(whole);
  });

  it('tells the level in dBFS', () => {
    const [loud, quiet] = [read(tone(0.5), 128)[30]!, read(tone(0.05), 128)[30]!];
    expect(loud[0]).toBeCloseTo(20 * Math.log10(0.5 / Math.SQRT2), 0);
    expect(loud[0]! - quiet[0]!).toBeCloseTo(20, 1);
  });

  it('tells the timbre apart from the level', () => {
    /** A click train: every band has something in it. */
    const buzz = (amplitude: number): Float32Array =>
      Float32Array.from({ length: 4_000 }, (_, i) => (i % 80 === 0 ? amplitude : 0));
    const [loud, quiet] = [read(buzz(0.9), 128)[15]!, read(buzz(0.05), 128)[15]!];
    for (let c = 1; c < FRAME_SIZE; c++) expect(quiet[c]).toBeCloseTo(loud[c]!, 2);
  });

  it('stays in numbers, whatever comes in', () => {
    const hostile = fc.array(
      fc.oneof(fc.double({ noDefaultInfinity: false }), fc.constantFrom(Number.NaN, 1e30, -1e30)),
      { minLength: 600, maxLength: 900 },
    );
    fc.assert(
      fc.property(hostile, (values) => {
        for (const frame of read(Float32Array.from(values), 128))
          expect(frame.every((value) => !Number.isNaN(value))).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(read(new Float32Array(2000), 128)[5]![0]).toBe(SILENCE_DB);
  });
});
