import type { VoiceKeyword } from '@shared/settings/voice';
import type { HeardWord } from './voice-activity';
import { distanceOfWords, STEP_SIZE, shapeOfWord, WORD_NUMBERS, WORD_STEPS } from './word-shape';

/** Tells words that the user has taught. No speech recognition: a word is known by how this person says it, in any language. */
export interface KeywordMatcher {
  setKeywords(keywords: readonly VoiceKeyword[]): void;
  /** @param tolerance 1 = as taught; more lets words pass that are less alike. @returns the id of the keyword that was said */
  match(word: HeardWord, tolerance: number): string | undefined;
}

/** The second likeliest keyword must be farther by this factor: what is like two of them is neither. */
const CLEARLY = 1.06;

export const createKeywordMatcher = (): KeywordMatcher => {
  let keywords: readonly VoiceKeyword[] = [];
  return {
    setKeywords: (next) => {
      // Of another version, or edited by hand: such numbers make no sense.
      keywords = next.filter(({ takes }) => takes.every((take) => take.length === WORD_NUMBERS));
    },
    match: (word, tolerance) => {
      if (keywords.length === 0) return undefined;
      const shape = shapeOfWord(word);
      let best: VoiceKeyword | undefined;
      let nearest = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      for (const keyword of keywords) {
        const distance = distanceTo(keyword.takes, shape);
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          best = keyword;
        } else second = Math.min(second, distance);
      }
      if (best === undefined || nearest > best.limit * tolerance || second < nearest * CLEARLY)
        return undefined;
      return best.id;
    },
  };
};

/** The mean of the two nearest takes: one that went wrong does not count. */
const distanceTo = (takes: readonly ArrayLike<number>[], shape: ArrayLike<number>): number => {
  const distances = takes.map((take) => distanceOfWords(take, shape)).sort((a, b) => a - b);
  const two = distances.slice(0, 2);
  return two.reduce((sum, distance) => sum + distance, 0) / two.length;
};

/** Takes of a word in a lesson. */
export const KEYWORD_TAKES = 3;

export type KeywordLessonEnd =
  | Pick<VoiceKeyword, 'takes' | 'limit'>
  /** The takes have too little in common. */
  | 'unlike'
  /** It sounds like another keyword: its name. */
  | { like: string };

/** Listens to somebody who says a new keyword a few times. */
export interface KeywordLesson {
  add(word: HeardWord): void;
  /** Takes so far. */
  readonly takes: number;
  /** To call after {@link KEYWORD_TAKES}. */
  finish(): KeywordLessonEnd;
}

/** Takes farther apart than this are not of one word. Takes of one lie 1.2 to 2 apart, different words hardly ever under 2.4. */
const MOST_APART = 2.6;
/** The limit: so many times the distance of the takes, and something for what they do not show. */
const SPREAD = 1.3;
const SLACK = 0.25;
/** Never farther than this share of the nearest of other speech. */
const OTHER_SHARE = 0.85;
/** A limit that others would set lower makes a word that cannot be told from them. */
const LEAST_LIMIT = 1.2;

export const createKeywordLesson = (others: readonly VoiceKeyword[]): KeywordLesson => {
  const takes: Int8Array[] = [];
  return {
    add: (word) => {
      if (takes.length < KEYWORD_TAKES) takes.push(shapeOfWord(word));
    },
    get takes() {
      return takes.length;
    },
    finish: () => {
      const spread = pairsOf(takes).map(([a, b]) => distanceOfWords(a, b));
      if (Math.max(...spread) > MOST_APART) return 'unlike';
      const wanted = SPREAD * mean(spread) + SLACK;
      const like = others.find(({ takes: theirs }) =>
        takes.some((take) => distanceTo(theirs, take) < wanted * OTHER_SHARE),
      );
      if (like !== undefined) return { like: like.name };
      const other = Math.min(...otherSpeechOf(takes).map((shape) => distanceTo(takes, shape)));
      const limit = Math.max(LEAST_LIMIT, Math.min(wanted, OTHER_SHARE * other));
      return { takes: takes.map((take) => [...take]), limit: Math.round(limit * 1e3) / 1e3 };
    },
  };
};

/**
 * Speech that is not the word, by the same voice over the same microphone: the word backwards, and with its halves changed over. Its
 * distance tells how much of the word's likeness is merely that of the voice.
 */
const otherSpeechOf = (takes: readonly Int8Array[]): Int8Array[] =>
  takes.flatMap((take) => [
    inOrder(take, (step) => WORD_STEPS - 1 - step),
    inOrder(take, (step) => (step + WORD_STEPS / 2) % WORD_STEPS),
  ]);

const inOrder = (take: Int8Array, from: (step: number) => number): Int8Array => {
  const changed = new Int8Array(WORD_NUMBERS);
  for (let step = 0; step < WORD_STEPS; step++)
    changed.set(take.subarray(from(step) * STEP_SIZE, (from(step) + 1) * STEP_SIZE), step * STEP_SIZE);
  return changed;
};

const pairsOf = <T>(values: readonly T[]): [T, T][] =>
  values.flatMap((a, i) => values.slice(i + 1).map((b): [T, T] => [a, b]));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
