import { createKeywordLesson, createKeywordMatcher, KEYWORD_TAKES } from '@motion/voice/keywords';
import { createSoundReader, FRAME_SIZE } from '@motion/voice/sound-reader';
import { createVoiceActivity, type HeardWord, LONGEST_WORD_MS } from '@motion/voice/voice-activity';
import { distanceOfWords, MOST, shapeOfWord, WORD_NUMBERS } from '@motion/voice/word-shape';
import type { VoiceKeyword } from '@shared/settings/voice';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileFlite } from '../../../scripts/make-vowel-profile';
import { joined, silence, speak } from './flite-voice';

/** What is cut out of a sound. */
const wordsIn = (sound: Float32Array): HeardWord[] => {
  const words: HeardWord[] = [];
  const activity = createVoiceActivity(({ frames, count }) =>
    words.push({ frames: frames.slice(0, count * FRAME_SIZE), count }),
  );
  activity.setGate(-45);
  createSoundReader((frame) => activity.push(frame, 0)).push(sound);
  return words;
};

let flite: WebAssembly.Module;
const said = new Map<string, HeardWord>();
/** A word of one voice, said faster or higher than usual. */
const say = (text: string, rate = 1, pitch = 1): HeardWord => {
  const key = `${text} ${rate} ${pitch}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  const sound = joined(silence(0.3), speak(flite, 'slt', text, { rate, pitch }), silence(0.6));
  const [word] = wordsIn(sound);
  said.set(key, word!);
  return word!;
};
beforeAll(() => {
  flite = compileFlite();
});

const teach = (id: string, takes: readonly HeardWord[], others: readonly VoiceKeyword[] = []) => {
  const lesson = createKeywordLesson(others);
  for (const take of takes) lesson.add(take);
  expect(lesson.takes).toBe(KEYWORD_TAKES);
  const learnt = lesson.finish();
  return learnt === 'unlike' || 'like' in learnt ? learnt : { id, name: id, ...learnt };
};
const threeOf = (text: string): HeardWord[] => [say(text), say(text, 0.88, 1.08), say(text, 1.15, 0.94)];
const known = (keyword: ReturnType<typeof teach>): VoiceKeyword => {
  if (keyword === 'unlike' || 'like' in keyword) throw new Error('not learnt');
  return keyword;
};

describe('a keyword', () => {
  it('is heard when it is said again, faster, slower, higher or lower, and not when another word is', () => {
    const matcher = createKeywordMatcher();
    matcher.setKeywords([
      known(teach('banana', threeOf('banana'))),
      known(teach('next', threeOf('next scene'))),
    ]);
    expect(matcher.match(say('banana', 0.95, 1.04), 1)).toBe('banana');
    expect(matcher.match(say('banana', 1.08, 0.97), 1)).toBe('banana');
    expect(matcher.match(say('next scene', 1.06, 1.05), 1)).toBe('next');
    for (const other of ['watermelon', 'applause', 'hello everyone', 'panorama'])
      expect(matcher.match(say(other), 1), other).toBeUndefined();
  });

  it('is not learnt of three different words, nor twice under two names', () => {
    expect(teach('mixed', [say('banana'), say('next scene'), say('applause')])).toBe('unlike');
    const banana = known(teach('banana', threeOf('banana')));
    expect(teach('again', threeOf('banana'), [banana])).toEqual({ like: 'banana' });
  });

  it('that makes no sense, as of a file that was edited by hand, is passed over', () => {
    const matcher = createKeywordMatcher();
    matcher.setKeywords([{ id: 'broken', name: 'broken', takes: [[1, 2, 3]], limit: 10 }]);
    expect(matcher.match(say('banana'), 1)).toBeUndefined();
  });
});

describe('the distance of two words', () => {
  const shape = fc.array(fc.integer({ min: -MOST, max: MOST }), {
    minLength: WORD_NUMBERS,
    maxLength: WORD_NUMBERS,
  });

  it('is none from a word to itself, and the same both ways', () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        expect(distanceOfWords(a, a)).toBe(0);
        expect(distanceOfWords(a, b)).toBeCloseTo(distanceOfWords(b, a), 9);
        expect(distanceOfWords(a, b)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 30 },
    );
  });

  it('does not depend on how loud the microphone is', () => {
    const word = say('applause');
    const louder = {
      count: word.count,
      frames: word.frames.map((x, i) => (i % FRAME_SIZE === 0 ? x + 12 : x)),
    };
    expect(distanceOfWords(shapeOfWord(word), shapeOfWord(louder))).toBe(0);
  });
});

describe('cutting speech into words', () => {
  const hiss = (seconds: number, amplitude: number): Float32Array => {
    let seed = 1;
    return silence(seconds).map(() => {
      seed = (seed * 48_271) % 2_147_483_647;
      return amplitude * ((2 * seed) / 2_147_483_647 - 1);
    });
  };

  it('gives what is said between two pauses, once, with its quiet ends', () => {
    const words = wordsIn(joined(silence(0.5), hiss(0.6, 0.2), silence(0.5), hiss(0.4, 0.2), silence(0.5)));
    expect(words.map(({ count }) => Math.abs(count - 60) < 14 || Math.abs(count - 40) < 14)).toEqual([
      true,
      true,
    ]);
  });

  it('leaves out clicks, talk without a pause, and whatever is quieter than the gate', () => {
    expect(wordsIn(joined(silence(0.4), hiss(0.05, 0.5), silence(0.5)))).toEqual([]);
    expect(wordsIn(joined(silence(0.4), hiss(LONGEST_WORD_MS / 1000 + 3, 0.2), silence(0.5)))).toEqual([]);
    expect(wordsIn(joined(silence(0.4), hiss(0.6, 0.003), silence(0.5)))).toEqual([]);
  });

  it('hears a word after a long talk', () => {
    expect(wordsIn(joined(hiss(8, 0.2), silence(0.5), hiss(0.5, 0.2), silence(0.5)))).toHaveLength(1);
  });
});
