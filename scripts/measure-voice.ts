/**
 * `npm run measure:voice`: how well lip-sync tells vowels, and keywords are known from other words, on flite's voices. They are no people:
 * the figures compare versions, and say nothing certain about a human voice.
 */

import { createKeywordLesson, createKeywordMatcher, KEYWORD_TAKES } from '@motion/voice/keywords';
import { CLASS_COUNT, VOWEL_COUNT } from '@motion/voice/sound-classes';
import { createSoundMatcher } from '@motion/voice/sound-matcher';
import { createSoundReader, FRAME_SIZE } from '@motion/voice/sound-reader';
import { createVoiceActivity, type HeardWord } from '@motion/voice/voice-activity';
import { speakByFlite } from '../src/main/services/speech/flite';
import { readWav } from '../src/main/services/speech/wav';
import {
  compileFlite,
  LEAST_LEVEL,
  labelledFrames,
  profileOf,
  SENTENCES,
  VOICES,
} from './make-vowel-profile';

/** Not among the sentences that profiles are made of. */
const HELD_OUT = [
  'Hello everyone, thanks for watching, what game are we playing next?',
  'Today I will show you how the avatar moves its mouth when I speak.',
  'My favourite song is about a sleepy cow in a yellow field.',
  'Good morning, could you please open the window and let some air in?',
];

const WORDS = [
  ...['banana', 'hello', 'next scene', 'happy', 'applause', 'goodbye', 'surprise', 'dance', 'angry'],
  ...['thank you', 'camera', 'cool', 'yes', 'okay', 'right', 'watermelon', 'good morning', 'seven', 'eleven'],
  ...['hello everyone', 'panorama', 'happiness', 'surely', 'play', 'stream', 'wait', 'wake up', 'very nice'],
  ...['oh my god', 'maybe', 'tomorrow', 'hotel', 'yellow', 'bandana', 'sandwich'],
];
/** Times that each word is said: some are learnt, the others are tried. */
const TIMES = 7;

/** 0..1, the same at every run. Source: the linear congruential generator of ANSI C. */
const createDice = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

const measureVowels = (flite: WebAssembly.Module): void => {
  const spoken = new Map(
    VOICES.map((voice) => [voice, SENTENCES.flatMap((text) => labelledFrames(flite, voice, text))]),
  );
  const shares = new Float64Array(CLASS_COUNT);
  for (const voice of VOICES) {
    const others = VOICES.filter((other) => other !== voice).map((other) => spoken.get(other)!);
    const matcher = createSoundMatcher(profileOf(others));
    let vowels = 0;
    let right = 0;
    for (const { of, level, cepstra } of HELD_OUT.flatMap((text) => labelledFrames(flite, voice, text))) {
      if (level < LEAST_LEVEL) continue;
      matcher.match(Float32Array.from(cepstra), 0, shares);
      if (of < 0 || of >= VOWEL_COUNT) continue;
      vowels += 1;
      const vowelShares = [...shares.subarray(0, VOWEL_COUNT)];
      if (vowelShares.indexOf(Math.max(...vowelShares)) === of) right += 1;
    }
    console.log(
      `vowels   ${voice.padEnd(6)} ${percent(right / vowels)} of ${vowels} frames right, by a profile of the others`,
    );
  }
};

/** A word at some rate, pitch and loudness, over noise. */
const sayWord = (
  flite: WebAssembly.Module,
  voice: string,
  text: string,
  dice: () => number,
): HeardWord | undefined => {
  const rate = 0.85 + 0.35 * dice();
  const pitch = 0.9 + 0.22 * dice();
  const { samples } = readWav(speakByFlite(flite, { text, voice, rate, pitch }).wav)!;
  const gain = 10 ** ((-6 + 9 * dice()) / 20);
  const quiet = 4_000;
  const sound = Float32Array.from({ length: samples.length + 4 * quiet }, (_, i) => {
    const noise = 0.0012 * (dice() + dice() + dice() + dice() - 2);
    return (samples[i - quiet] ?? 0) * gain + noise;
  });
  let heard: HeardWord | undefined;
  const activity = createVoiceActivity(({ frames, count }) => {
    heard = { frames: frames.slice(0, count * FRAME_SIZE), count };
  });
  activity.setGate(LEAST_LEVEL);
  createSoundReader((frame) => activity.push(frame, 0)).push(sound);
  return heard;
};

const measureKeywords = (flite: WebAssembly.Module): void => {
  for (const voice of VOICES) {
    const dice = createDice(7);
    const said = WORDS.map((text) =>
      Array.from({ length: TIMES }, () => sayWord(flite, voice, text, dice)).filter(
        (word) => word !== undefined,
      ),
    );
    const counts = { hits: 0, tried: 0, false: 0, others: 0, refused: 0 };
    said.forEach((words, w) => {
      const lesson = createKeywordLesson([]);
      for (const word of words.slice(0, KEYWORD_TAKES)) lesson.add(word);
      const learnt = lesson.takes === KEYWORD_TAKES ? lesson.finish() : 'unlike';
      if (learnt === 'unlike' || 'like' in learnt) {
        counts.refused += 1;
        return;
      }
      const matcher = createKeywordMatcher();
      matcher.setKeywords([{ id: 'word', name: 'word', ...learnt }]);
      for (const word of words.slice(KEYWORD_TAKES)) {
        counts.tried += 1;
        if (matcher.match(word, 1) !== undefined) counts.hits += 1;
      }
      for (const word of said.filter((_, other) => other !== w).flat()) {
        counts.others += 1;
        if (matcher.match(word, 1) !== undefined) counts.false += 1;
      }
    });
    console.log(
      `keywords ${voice.padEnd(6)} ${counts.hits} of ${counts.tried} heard (${percent(counts.hits / counts.tried)}), ` +
        `${counts.false} false of ${counts.others} other words (${percent(counts.false / counts.others)}), ${counts.refused} of ${WORDS.length} words refused at teaching`,
    );
  }
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const flite = compileFlite();
measureVowels(flite);
measureKeywords(flite);
