import { cuesOfPhones, PHONE_VISEMES, readPhoneEnds } from '@motion/voice/arpabet';
import { cuesAtPace, cuesOverSpans, soundsOfText } from '@motion/voice/letters';
import { createMouthLine } from '@motion/voice/mouth-line';
import { SPOKEN_EXPRESSIONS, VISEME_SHAPES } from '@motion/voice/viseme-shapes';
import { EXPRESSION_COUNT, EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { type SpeechCue, VISEMES, type Viseme } from '@shared/speech';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const VOWELS = ['aa', 'ih', 'ou', 'ee', 'oh'] as const;

const cuesOf = (...parts: [Viseme, number][]): SpeechCue[] => {
  let end = 0;
  return parts.map(([viseme, length]) => {
    end += length;
    return { viseme, end };
  });
};

const mouthAt = (cues: readonly SpeechCue[], time: number, strength = 1): Record<string, number> => {
  const weights = new Float32Array(EXPRESSION_COUNT);
  createMouthLine(cues).at(time, strength, weights);
  return Object.fromEntries(Object.entries(EXPRESSION_INDEX).map(([name, index]) => [name, weights[index]!]));
};

const openness = (mouth: Record<string, number>): number =>
  VOWELS.reduce((sum, name) => sum + mouth[name]!, 0);

const someCues = fc
  .array(fc.tuple(fc.constantFrom(...VISEMES), fc.integer({ min: 5, max: 400 })), { maxLength: 40 })
  .map((parts) => cuesOf(...parts));

describe('the mouth of a spoken text', () => {
  it('says each vowel most with the vowel of VRM that is meant', () => {
    const meant = { aa: 'aa', I: 'ih', U: 'ou', E: 'ee', O: 'oh' } as const;
    for (const [viseme, name] of Object.entries(meant)) {
      const mouth = mouthAt(cuesOf(['sil', 200], [viseme as Viseme, 150], ['sil', 200]), 275);
      const strongest = [...VOWELS].sort((a, b) => mouth[b]! - mouth[a]!)[0];
      expect(strongest, viseme).toBe(name);
      expect(mouth[name], viseme).toBeGreaterThan(0.4);
    }
  });

  it('closes the lips for p, b and m for at least two frames at 60 a second, however open the vowels beside them are', () => {
    for (const length of [20, 40, 80]) {
      const cues = cuesOf(['aa', 150], ['PP', length], ['aa', 150]);
      for (const time of [150, 150 + length / 2, 150 + length]) {
        const mouth = mouthAt(cues, time);
        expect(openness(mouth), `${length} ms at ${time}`).toBeLessThan(0.02);
        expect(mouth.jawOpen).toBeLessThan(0.02);
      }
      expect(mouthAt(cues, 75).aa).toBeGreaterThan(0.6);
      expect(mouthAt(cues, 225 + length).aa).toBeGreaterThan(0.6);
    }
  });

  it('brings the lower lip to the teeth for f and v', () => {
    const mouth = mouthAt(cuesOf(['O', 120], ['FF', 60], ['O', 120]), 150);
    expect(mouth.mouthRollLower).toBeGreaterThan(0.4);
    expect(openness(mouth)).toBeLessThan(0.25);
  });

  it('is rounded before the rounded vowel is heard: the lips come early', () => {
    const mouth = mouthAt(cuesOf(['sil', 200], ['DD', 60], ['U', 150]), 245);
    expect(mouth.ou).toBeGreaterThan(0.25);
  });

  it('rests before, after and in pauses', () => {
    const cues = cuesOf(['aa', 200], ['sil', 400], ['aa', 200]);
    for (const time of [-400, 400, 1100]) expect(openness(mouthAt(cues, time)), `${time}`).toBeLessThan(0.08);
  });

  it('keeps the vowels at 1 together and each weight between 0 and 1, without a jump from frame to frame', () => {
    fc.assert(
      fc.property(someCues, fc.double({ min: 0, max: 1.5, noNaN: true }), (cues, strength) => {
        const line = createMouthLine(cues);
        const before = new Float32Array(EXPRESSION_COUNT);
        const after = new Float32Array(EXPRESSION_COUNT);
        line.at(-300, strength, before);
        for (let time = -292; time < line.duration + 300; time += 8) {
          line.at(time, strength, after);
          let sum = 0;
          for (const name of VOWELS) sum += after[EXPRESSION_INDEX[name]]!;
          if (sum > 1 + 1e-5) return false;
          for (const e of SPOKEN_EXPRESSIONS) {
            if (!(after[e]! >= 0 && after[e]! <= 1)) return false;
            // From open to closed within the time that lips take.
            if (Math.abs(after[e]! - before[e]!) > 0.45) return false;
          }
          before.set(after);
        }
        return true;
      }),
      { numRuns: 60 },
    );
  });

  it('leaves alone what is not speech’s: smiles, brows, lids', () => {
    const weights = new Float32Array(EXPRESSION_COUNT).fill(0.5);
    createMouthLine(cuesOf(['aa', 200])).at(100, 1, weights);
    for (const name of ['mouthSmileLeft', 'happy', 'browInnerUp', 'eyeBlinkLeft', 'blink'] as const)
      expect(weights[EXPRESSION_INDEX[name]], name).toBe(0.5);
  });
});

describe('the table of visemes', () => {
  it('has shapes whose vowels are at most 1 together, and a closed mouth at rest', () => {
    expect(VISEME_SHAPES.sil).toEqual({});
    for (const viseme of VISEMES) {
      const shape = VISEME_SHAPES[viseme];
      const sum = VOWELS.reduce((all, name) => all + (shape[name] ?? 0), 0);
      expect(sum, viseme).toBeLessThanOrEqual(1);
      for (const name of Object.keys(shape)) expect(EXPRESSION_INDEX[name as ExpressionName]).toBeDefined();
    }
    expect(VOWELS.every((name) => VISEME_SHAPES.PP[name] === undefined)).toBe(true);
  });
});

describe('phones of flite', () => {
  it('are read with their ends', () => {
    expect(readPhoneEnds('pau:0.164 hh:0.233 ay:0.40 \n')).toEqual([
      { phone: 'pau', end: 164 },
      { phone: 'hh', end: 233 },
      { phone: 'ay', end: 400 },
    ]);
    expect(readPhoneEnds('nothing of the kind')).toEqual([]);
  });

  it('become cues in order, a diphthong two of them', () => {
    const cues = cuesOfPhones(readPhoneEnds('pau:0.1 m:0.2 ay:0.4 pau:0.5'));
    expect(cues.map(({ viseme }) => viseme)).toEqual(['sil', 'PP', 'aa', 'I', 'sil']);
    expect(cues.at(-1)?.end).toBe(500);
    expect(cuesOfPhones([{ phone: 'xx', end: 10 }])).toEqual([{ viseme: 'kk', end: 10 }]);
  });

  it('close the lips for all of p, b and m, and for no other', () => {
    const closed = Object.entries(PHONE_VISEMES).filter(([, [first]]) => first === 'PP');
    expect(closed.map(([phone]) => phone).sort()).toEqual(['b', 'em', 'm', 'p']);
  });

  it('never go back in time, whatever was printed', () => {
    const phones = fc.record({
      phone: fc.oneof(fc.constantFrom(...Object.keys(PHONE_VISEMES)), fc.string()),
      end: fc.double({ min: -10, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(phones), (list) => {
        const ends = cuesOfPhones(list).map(({ end }) => end);
        return ends.every((end, i) => end > (ends[i - 1] ?? 0));
      }),
    );
  });
});

describe('a mouth by letters', () => {
  const visemesOf = (text: string): string =>
    soundsOfText(text)
      .map(({ viseme }) => viseme)
      .join(' ');

  it('reads Latin letters with and without marks, kana, hangul and Cyrillic', () => {
    expect(visemesOf('mapa')).toBe('PP aa PP aa');
    expect(visemesOf('señor')).toBe('SS E nn O RR');
    expect(visemesOf('こんにちは')).toBe('kk O nn I CH I aa');
    expect(visemesOf('ママ')).toBe('PP aa PP aa');
    expect(visemesOf('안녕')).toBe('aa nn O');
    expect(visemesOf('мама')).toBe('PP aa PP aa');
  });

  it('opens the mouth once for each Chinese character, and pauses at its marks', () => {
    const sounds = soundsOfText('你好，主播。');
    expect(sounds.filter(({ viseme }) => viseme !== 'sil')).toHaveLength(4);
    expect(sounds.filter(({ viseme }) => viseme === 'sil')).toHaveLength(2);
  });

  it('keeps to the spans in which a voice is heard', () => {
    const cues = cuesOverSpans(soundsOfText('mama, papa'), [
      { begin: 200, end: 600 },
      { begin: 900, end: 1300 },
    ]);
    expect(cues[0]).toEqual({ viseme: 'sil', end: 200 });
    expect(cues.find(({ viseme, end }) => viseme === 'sil' && end === 900)).toBeDefined();
    expect(cues.at(-1)?.end).toBeCloseTo(1300);
    expect(cuesOverSpans([], [{ begin: 0, end: 10 }])).toEqual([]);
    expect(cuesOverSpans(soundsOfText('a'), [])).toEqual([]);
  });

  it('gives cues in order for any text and any spans', () => {
    const spans = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 20, max: 900 })), { maxLength: 8 })
      .map((parts) => {
        let at = 0;
        return parts.map(([gap, length]) => {
          const begin = at + gap;
          at = begin + length;
          return { begin, end: at };
        });
      });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), spans, (text, list) => {
        const sounds = soundsOfText(text);
        const all = [cuesOverSpans(sounds, list), cuesAtPace(sounds, 80)];
        return all.every((cues) => cues.every(({ end }, i) => end >= (cues[i - 1]?.end ?? 0)));
      }),
    );
  });
});
