import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Language } from '../../src/shared/language';
import { folderOf } from './languages';

/** A page of the guide, by its file's name without the ending. */
export interface GuidePage {
  name: string;
  title: string;
  markdown: string;
  /** English where the page has no translation. */
  language: Language;
  /** Hash of the English text that it was translated from, as `hashOf` makes it; none in English. */
  madeFrom?: string | undefined;
}

/** First line of a translated page, which names the English text that it was made from. */
export const STAMP = /^<!-- Translated from ([\w-]+)\.md ([0-9a-f]{16}) -->\n/;

/** A developers' page, which Studio's users have no need of in their language. */
export const ENGLISH_ALONE: readonly string[] = ['contributing'];

/** Pages in a language, English where one is missing; in the order in which the English first page links to them. */
export const readGuide = (folder: string, language: Language = 'en'): GuidePage[] => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => basename(file, '.md'));
  const order = linksOf(textOf(join(folder, 'index.md')));
  const place = (name: string): number => (name === 'index' ? -1 : order.indexOf(name) + 1 || 1e3);
  return names
    .sort((one, other) => place(one) - place(other))
    .map((name) => readPage(folder, name, language) ?? readPage(folder, name, 'en'))
    .filter((page) => page !== undefined);
};

/** @returns undefined where the page is not there in that language */
export const readPage = (folder: string, name: string, language: Language): GuidePage | undefined => {
  const file = join(folder, folderOf(language), `${name}.md`);
  if (!existsSync(file)) return undefined;
  const text = textOf(file);
  const markdown = text.replace(STAMP, '');
  return {
    name,
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? 'Kagami',
    markdown,
    language,
    madeFrom: STAMP.exec(text)?.[2],
  };
};

/** Git may give files the line ends of Windows. */
const textOf = (file: string): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

/** Pages that a text links to, in order. */
const linksOf = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(([\w-]+)\.html\)/g)].map((match) => match[1] ?? '');

/** Pictures that a text shows: files of `docs/pictures`. */
export const picturesOf = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\((?:\.\.\/)+pictures\/([\w-]+\.\w+)\)/g)].map((match) => match[1] ?? '');
