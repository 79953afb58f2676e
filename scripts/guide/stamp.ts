import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../src/shared/language';
import { TRANSLATIONS } from './languages';
import { ENGLISH_ALONE, readGuide, readPage, STAMP } from './read';

/** A translated page and whether its English text is still the one that it was made from. */
export interface Translation {
  name: string;
  language: Language;
  /** What to do about it, in a sentence; undefined where it is in step. */
  behind?: string | undefined;
}

/** What a page's stamp keeps of the English text: the first 16 digits of its SHA-256. */
export const hashOf = (markdown: string): string =>
  createHash('sha256').update(markdown).digest('hex').slice(0, 16);

/** Every page that there should be in another language. */
export const readTranslations = (folder: string): Translation[] =>
  readGuide(folder)
    .filter(({ name }) => !ENGLISH_ALONE.includes(name))
    .flatMap((english) =>
      TRANSLATIONS.map((language) => {
        const { name } = english;
        const page = readPage(folder, name, language);
        const what = `docs/guide/${language}/${name}.md`;
        const stamp = `run \`npx tsx scripts/guide.ts --stamp ${language}/${name}\``;
        if (page === undefined)
          return { name, language, behind: `${what} is missing: translate it, then ${stamp}.` };
        if (page.madeFrom === hashOf(english.markdown)) return { name, language };
        return {
          name,
          language,
          behind: `${what} was translated from an older ${name}.md: translate what changed, then ${stamp}.`,
        };
      }),
    );

/**
 * Writes into translated pages that they are of the English text as it is now.
 * @param chosen such as `ja/voice`; none stands for all
 * @returns how many pages were stamped
 */
export const stampTranslations = (folder: string, chosen: readonly string[]): number => {
  const wanted = readTranslations(folder).filter(
    ({ name, language }) => chosen.length === 0 || chosen.includes(`${language}/${name}`),
  );
  let stamped = 0;
  for (const { name, language } of wanted) {
    const english = readPage(folder, name, 'en');
    if (english === undefined || readPage(folder, name, language) === undefined) continue;
    const file = join(folder, language, `${name}.md`);
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').replace(STAMP, '');
    writeFileSync(file, `<!-- Translated from ${name}.md ${hashOf(english.markdown)} -->\n${text}`);
    stamped += 1;
  }
  return stamped;
};
