import type { Milliseconds } from '@shared/clock';
import type { SpeechCue, Viseme } from '@shared/speech';

/**
 * A mouth by the letters of a text, for voices that do not say when they speak which sound. Right about where vowels, closed lips and
 * pauses are, in writing that spells sounds (Latin, kana, hangul, Cyrillic, Greek); Chinese characters are one open syllable each.
 */

/** A sound that a text stands for. */
export interface SpelledSound {
  viseme: Viseme;
  /** How long it is beside others. */
  units: number;
  /** Of its letter in the text, UTF-16 units. */
  offset: number;
}

/** One unit at an ordinary pace: flite's slt speaks a phone in 83 ms on average. */
export const UNIT_MS = 80;

const VOWEL_UNITS = 1.2;
const CONSONANT_UNITS = 0.9;
const COMMA_UNITS = 3;
const STOP_UNITS = 6;

type Sound = readonly [viseme: Viseme, units: number];
const vowel = (viseme: Viseme): Sound => [viseme, VOWEL_UNITS];
const consonant = (viseme: Viseme): Sound => [viseme, CONSONANT_UNITS];

/** By lower-case letter without marks. Vowels have their value of most languages, not English's. */
const LETTERS: ReadonlyMap<string, Sound> = new Map([
  ...spread('aàаяα', vowel('aa')),
  ...spread('eеэєεη', vowel('E')),
  ...spread('iyиыіїйιυ', vowel('I')),
  ...spread('oоёοω', vowel('O')),
  ...spread('uwуюў', vowel('U')),
  ...spread('bmpбмпμπβ', consonant('PP')),
  ...spread('fvфвφ', consonant('FF')),
  ...spread('dtдтδτ', consonant('DD')),
  ...spread('lnлнλν', consonant('nn')),
  ...spread('cgkqxгкхґγκχξ', consonant('kk')),
  ...spread('jчшщжц', consonant('CH')),
  ...spread('szсзσςζψ', consonant('SS')),
  ...spread('rрρ', consonant('RR')),
  ...spread('θ', consonant('TH')),
]);

/** Kana by the five rows of vowels (Unicode charts 3040 and 30A0); small ones too. */
const KANA_VOWELS: readonly (readonly [string, Viseme])[] = [
  ['あかさたなはまやらわがざだばぱぁゃゎ', 'aa'],
  ['いきしちにひみりゐぎじぢびぴぃ', 'I'],
  ['うくすつぬふむゆるぐずづぶぷゔぅゅ', 'U'],
  ['えけせてねへめれゑげぜでべぺぇ', 'E'],
  ['おこそとのほもよろをごぞどぼぽぉょ', 'O'],
];
const KANA: ReadonlyMap<string, Viseme> = new Map(
  KANA_VOWELS.flatMap(([kana, viseme]) => [...kana].map((letter): [string, Viseme] => [letter, viseme])),
);
const KANA_CONSONANTS: ReadonlyMap<string, Viseme> = new Map([
  ...spread('まみむめもばびぶべぼぱぴぷぺぽ', 'PP' as const),
  ...spread('さすせそざずぜぞ', 'SS' as const),
  ...spread('しちじぢ', 'CH' as const),
  ...spread('たてとだでどつづ', 'DD' as const),
  ...spread('なにぬねのらりるれろ', 'nn' as const),
  ...spread('かきくけこがぎぐげご', 'kk' as const),
  ...spread('わふ', 'U' as const),
]);

/** Medial vowels and initial consonants of hangul syllables, in the order of Unicode (The Unicode Standard, section 3.12). */
const HANGUL_VOWELS: readonly Viseme[] = 'aa E aa E O E O E O aa E E O U O E I U U I I'.split(
  ' ',
) as Viseme[];
const HANGUL_INITIALS: readonly (Viseme | undefined)[] = [
  'kk',
  'kk',
  'nn',
  'DD',
  'DD',
  'nn',
  'PP',
  'PP',
  'PP',
  'SS',
  'SS',
  undefined,
  'CH',
  'CH',
  'CH',
  'kk',
  'DD',
  'PP',
  undefined,
];
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;

/** Vowels of characters whose reading is not known, one after the other: a mouth that moves. */
const UNKNOWN_VOWELS: readonly Viseme[] = ['aa', 'I', 'E', 'U', 'O'];
const SYLLABLE_UNITS = 2.4;

/** @returns the sounds in order; pauses are `sil` */
export const soundsOfText = (text: string): SpelledSound[] => {
  const sounds: SpelledSound[] = [];
  let unknown = 0;
  let offset = 0;
  const add = (viseme: Viseme, units: number): void => {
    const last = sounds.at(-1);
    // A doubled letter is one longer sound.
    if (last?.viseme === viseme && viseme !== 'sil') last.units += units / 2;
    else if (last?.viseme === viseme) last.units = Math.max(last.units, units);
    else sounds.push({ viseme, units, offset });
  };
  for (const character of text) {
    const plain = character.normalize('NFD').charAt(0).toLowerCase();
    const code = character.codePointAt(0)!;
    const hiragana = toHiragana(character);
    const letter = LETTERS.get(plain);
    const kana = KANA.get(hiragana);
    if (letter !== undefined) add(letter[0], letter[1]);
    else if (kana !== undefined) {
      const before = KANA_CONSONANTS.get(hiragana);
      if (before !== undefined) add(before, CONSONANT_UNITS);
      add(kana, VOWEL_UNITS);
    } else if (hiragana === 'ん') add('nn', VOWEL_UNITS);
    else if (character === 'ー' && sounds.length > 0) sounds.at(-1)!.units += VOWEL_UNITS;
    else if (code >= HANGUL_FIRST && code <= HANGUL_LAST) {
      const syllable = code - HANGUL_FIRST;
      const before = HANGUL_INITIALS[Math.floor(syllable / 588)];
      if (before !== undefined) add(before, CONSONANT_UNITS);
      add(HANGUL_VOWELS[Math.floor((syllable % 588) / 28)]!, VOWEL_UNITS);
    } else if (/[.!?。！？…]/u.test(character)) add('sil', STOP_UNITS);
    else if (/[,;:，、；：\n]/u.test(character)) add('sil', COMMA_UNITS);
    else if (/[\p{L}\p{N}]/u.test(character)) {
      add(UNKNOWN_VOWELS[unknown % UNKNOWN_VOWELS.length]!, SYLLABLE_UNITS);
      unknown += 1;
    }
    offset += character.length;
  }
  return sounds;
};

/** Cues of sounds at the pace of `unitMs`, from `begin` ms on. */
export const cuesAtPace = (sounds: readonly SpelledSound[], unitMs: Milliseconds, begin = 0): SpeechCue[] => {
  const cues: SpeechCue[] = begin > 0 ? [{ viseme: 'sil', end: begin }] : [];
  let end = begin;
  for (const { viseme, units } of sounds) {
    end += units * unitMs;
    cues.push({ viseme, end });
  }
  return cues;
};

/** A stretch of a sound in which somebody speaks, milliseconds from its beginning. */
export interface VoicedSpan {
  begin: number;
  end: number;
}

/** Cues of sounds laid over the spans of a recording in which a voice is heard; silent between them. */
export const cuesOverSpans = (sounds: readonly SpelledSound[], spans: readonly VoicedSpan[]): SpeechCue[] => {
  const voiced = sounds.filter(({ viseme }) => viseme !== 'sil');
  const units = voiced.reduce((sum, sound) => sum + sound.units, 0);
  const length = spans.reduce((sum, { begin, end }) => sum + end - begin, 0);
  if (units === 0 || length === 0) return [];
  const unitMs = length / units;
  const cues: SpeechCue[] = [];
  let s = 0;
  /** Voiced time that is left of the sound. */
  let left = voiced[0]!.units * unitMs;
  for (const { begin, end } of spans) {
    let at = begin;
    if (begin > (cues.at(-1)?.end ?? 0)) cues.push({ viseme: 'sil', end: begin });
    while (s < voiced.length && at < end) {
      const step = Math.min(left, end - at);
      at += step;
      left -= step;
      cues.push({ viseme: voiced[s]!.viseme, end: at });
      if (left > 1e-6) break;
      s += 1;
      left = (voiced[s]?.units ?? 0) * unitMs;
    }
  }
  return cues;
};

/** Katakana, marks of voicing and all, as the hiragana of the same sound. */
const toHiragana = (character: string): string => {
  const code = character.codePointAt(0)!;
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : character;
};

function spread<Value>(letters: string, value: Value): [string, Value][] {
  return [...letters].map((letter) => [letter, value]);
}
