import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GUIDE_SOURCE } from '../../../scripts/guide';
import { TRANSLATIONS } from '../../../scripts/guide/languages';
import { readPage } from '../../../scripts/guide/read';
import { readTranslations, stampTranslations, type Translation } from '../../../scripts/guide/stamp';

/** How often each part occurs in a page; what a translation must have as often as the English page. */
const partsOf = (markdown: string): Record<string, number> => {
  const parts: Record<string, number> = {};
  const count = (part: string) => {
    parts[part] = (parts[part] ?? 0) + 1;
  };
  for (const { type, tag, content, children } of new MarkdownIt().parse(markdown, {})) {
    if (type === 'heading_open') count(tag);
    if (/^(list_item|tr|td|th)_open$/.test(type)) count(type);
    if (/^(fence|code_block)$/.test(type)) count(content);
    for (const child of children ?? []) {
      const to = child.attrGet('href') ?? String(child.attrGet('src') ?? '').replace(/^(\.\.\/)+/, '');
      if (to !== '') count(`${child.type} ${to}`);
    }
  }
  return parts;
};

/** Names, keys and addresses in the running text, which no language changes; sentences among them are examples. */
const codeOf = (markdown: string): string[] =>
  [...markdown.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '').sort();

const translations = readTranslations(GUIDE_SOURCE);
const behind = translations.filter((translation) => translation.behind !== undefined);
const textsOf = ({ name, language }: Translation) => ({
  english: readPage(GUIDE_SOURCE, name, 'en')?.markdown ?? '',
  translated: readPage(GUIDE_SOURCE, name, language)?.markdown ?? '',
});

describe('the guide in other languages', () => {
  it('has every page that is there in English', () => {
    const missing = translations.filter(({ name, language }) => !readPage(GUIDE_SOURCE, name, language));
    expect(missing.map(({ language, name }) => `docs/guide/${language}/${name}.md`)).toEqual([]);
  });

  // Whoever changes the English text need not speak five languages: this only tells, and `npm run package:check` does not pass.
  it('is of the English text as it is now', (context) => {
    for (const { behind: sentence } of behind) console.warn(sentence);
    if (behind.length > 0) context.skip(behind[0]?.behind);
  });

  describe.each(TRANSLATIONS)('%s', (language) => {
    const pages = translations.filter((page) => page.language === language);
    it.for(pages)('$name has the parts of the English page', (page, context) => {
      if (page.behind !== undefined) context.skip(page.behind);
      const { english, translated } = textsOf(page);
      expect(partsOf(translated)).toEqual(partsOf(english));
      expect(codeOf(translated)).toEqual(codeOf(english));
    });
  });
});

describe('a translated page', () => {
  let folder: string;
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kagami-guide-'));
    write('index.md', '# Guide\n\n- [Voice](voice.html)\n');
    write('voice.md', '# Voice\n\nIt speaks.\n');
    for (const language of TRANSLATIONS) {
      mkdirSync(join(folder, language));
      for (const name of ['index', 'voice']) write(`${language}/${name}.md`, `# ${language}\n`);
    }
    stampTranslations(folder, []);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const sentences = () => readTranslations(folder).flatMap(({ behind: sentence }) => sentence ?? []);

  it('is named once its English text has changed, until it is stamped again', () => {
    expect(sentences()).toEqual([]);
    write('voice.md', '# Voice\n\nIt speaks and sings.\n');
    expect(sentences()).toHaveLength(TRANSLATIONS.length);
    expect(sentences()).toContain(
      'docs/guide/ja/voice.md was translated from an older voice.md: translate what changed, then run `npx tsx scripts/guide.ts --stamp ja/voice`.',
    );
    expect(stampTranslations(folder, ['ja/voice'])).toBe(1);
    expect(sentences()).toHaveLength(TRANSLATIONS.length - 1);
  });

  it('is named where it is missing', () => {
    rmSync(join(folder, 'ko/voice.md'));
    expect(sentences()).toEqual([
      'docs/guide/ko/voice.md is missing: translate it, then run `npx tsx scripts/guide.ts --stamp ko/voice`.',
    ]);
  });

  it('is the same to its stamp with the line ends of Windows', () => {
    write('voice.md', '# Voice\r\n\r\nIt speaks.\r\n');
    expect(sentences()).toEqual([]);
  });
});
