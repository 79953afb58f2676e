import { LONGEST_SPOKEN } from '@shared/speech';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishOf, isEnglishWriting, spokenText } from '../../../src/main/services/speech/spoken-text';
import { readWav, voicedSpans, writeWav } from '../../../src/main/services/speech/wav';

describe('a text that is to be spoken', () => {
  it('is one line of plain characters', () => {
    expect(spokenText('  Hello\n\tworld\u0000\u202e\u200b ')).toBe('Hello world');
    expect(spokenText('e\u0301')).toBe('é');
    expect(spokenText('😀 ♥ …')).toBe('');
    expect(spokenText('\ud800')).toBe('');
  });

  it('is bounded, however long it came', () => {
    expect([...spokenText('語'.repeat(100_000))]).toHaveLength(LONGEST_SPOKEN);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const clean = spokenText(text);
        return [...clean].length <= LONGEST_SPOKEN && !/\p{C}/u.test(clean) && spokenText(clean) === clean;
      }),
    );
  });

  it('is read by the English voice in Latin writing alone, in ASCII', () => {
    expect(isEnglishWriting('Señor café — naïve!')).toBe(true);
    expect(isEnglishWriting('ok desu')).toBe(true);
    expect(isEnglishWriting('了解です OK')).toBe(false);
    expect(isEnglishWriting('привет')).toBe(false);
    expect(englishOf('Señor’s “café” — №1')).toBe('Senor\'s "cafe" ,  No1');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^[\x20-\x7e]*$/.test(englishOf(text))));
  });
});

describe('WAV files', () => {
  const tone = (ms: number, level: number): number[] =>
    Array.from({ length: (16_000 * ms) / 1000 }, (_, i) => level * Math.sin(i / 4));

  it('are read as they were written', () => {
    const sound = { sampleRate: 16_000, samples: Float32Array.from(tone(50, 0.5)) };
    const read = readWav(writeWav(sound))!;
    expect(read.sampleRate).toBe(16_000);
    expect(Math.max(...read.samples.map((s, i) => Math.abs(s - sound.samples[i]!)))).toBeLessThan(1e-4);
    expect(
      readWav(writeWav({ sampleRate: 8000, samples: Float32Array.of(Number.NaN, 9, -9) }))?.samples,
    ).toEqual(Float32Array.of(0, 32_767 / 32_768, -32_767 / 32_768));
  });

  it('are read where a streaming server left their size open', () => {
    const bytes = writeWav({ sampleRate: 16_000, samples: Float32Array.from(tone(50, 0.5)) });
    const view = new DataView(bytes.buffer);
    for (const size of [0, 0xffffffff]) {
      view.setUint32(40, size, true);
      expect(readWav(bytes)?.samples).toHaveLength(800);
    }
  });

  it('that are none are told apart and never throw', () => {
    expect(readWav(new TextEncoder().encode('<html>Not found</html>'))).toBeUndefined();
    const whole = writeWav({ sampleRate: 16_000, samples: Float32Array.from(tone(5, 0.5)) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(255))), fc.nat(whole.length), (edits, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
        const sound = readWav(bytes);
        return sound === undefined || sound.samples.length <= bytes.length;
      }),
    );
  });

  it('are heard to speak in the spans between their pauses, short gaps within words left out', () => {
    const samples = Float32Array.from([
      ...tone(200, 0),
      ...tone(300, 0.5),
      ...tone(60, 0.001),
      ...tone(200, 0.4),
      ...tone(400, 0),
      ...tone(200, 0.3),
    ]);
    expect(voicedSpans({ sampleRate: 16_000, samples })).toEqual([
      { begin: 200, end: 760 },
      { begin: 1160, end: 1360 },
    ]);
    expect(voicedSpans({ sampleRate: 16_000, samples: new Float32Array(1600) })).toEqual([]);
  });
});
