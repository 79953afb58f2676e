import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { GUIDE_SOURCE } from '../../../scripts/guide';
import { readPage } from '../../../scripts/guide/read';
import { readTranslations } from '../../../scripts/guide/stamp';

/** Studio's texts in a language by their key, `area.key`. */
const textsOf = (language: string): Map<string, string> => {
  const folder = resolve('src/renderer/studio/locales', language);
  const texts = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(key, value);
    else for (const [name, part] of Object.entries(value as object)) add(`${key}.${name}`, part);
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')))
    add(file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return texts;
};

/** What a page emphasises, each step of a way such as `Settings → Check-up` by itself. */
const emphasised = (markdown: string): Set<string> => {
  const found = new Set<string>();
  for (const { children } of new MarkdownIt().parse(markdown, {})) {
    let depth = 0;
    for (const { type, content } of children ?? []) {
      if (/^(em|strong)_open$/.test(type)) depth += 1;
      if (/^(em|strong)_close$/.test(type)) depth -= 1;
      if (type === 'text' && depth > 0) for (const step of content.split(' → ')) found.add(step);
    }
  }
  return found;
};

const english = textsOf('en');

describe('labels of Studio that the guide names', () => {
  const inStep = readTranslations(GUIDE_SOURCE).filter(({ behind }) => behind === undefined);
  it.each(inStep)('are those of Studio in $language in $name', ({ name, language }) => {
    const own = textsOf(language);
    const shown = emphasised(readPage(GUIDE_SOURCE, name, language)?.markdown ?? '');
    for (const label of emphasised(readPage(GUIDE_SOURCE, name, 'en')?.markdown ?? '')) {
      const keys = [...english].filter(([, text]) => text === label).map(([key]) => key);
      const wanted = keys.map((key) => own.get(key) ?? '');
      if (keys.length > 0)
        expect(
          wanted.some((text) => shown.has(text)),
          `docs/guide/${language}/${name}.md: “${label}” is ${[...new Set(wanted)].join(' or ')} there`,
        ).toBe(true);
    }
  });
});
