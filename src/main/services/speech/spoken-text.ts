import { LONGEST_SPOKEN } from '@shared/speech';

/** What is asked to be spoken, as one line of plain characters, at most {@link LONGEST_SPOKEN} of them; empty where nothing can be spoken. */
export const spokenText = (text: string): string => {
  const line = text
    // Before anything else looks at all of it.
    .slice(0, LONGEST_SPOKEN * 4)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    // Controls, direction marks, zero-width characters, lone surrogates, private use.
    .replace(/\p{C}/gu, '')
    .trim();
  const cut = [...line].slice(0, LONGEST_SPOKEN).join('').trim();
  return /[\p{L}\p{N}]/u.test(cut) ? cut : '';
};

/** Share of letters from which a text is not Latin writing any more. */
const MOST_FOREIGN = 0.2;

/**
 * Whether an English voice can read the writing. It cannot tell languages apart that share the Latin alphabet: those it reads as if
 * they were English.
 */
export const isEnglishWriting = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const foreign = text.match(/(?!\p{Script=Latin})\p{L}/gu)?.length ?? 0;
  return foreign <= letters * MOST_FOREIGN;
};

/** In the characters that flite knows (ASCII): no marks on letters, straight quotes and dashes. */
export const englishOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[–—]/g, ', ')
    .replace(/[^\x20-\x7e]/g, ' ');
