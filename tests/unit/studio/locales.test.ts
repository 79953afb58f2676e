import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LANGUAGES, type Language } from '@shared/language';
import { describe, expect, it, vi } from 'vitest';
import { createI18n } from '../../../src/renderer/studio/i18n';

const STUDIO = resolve('src/renderer/studio');

const leaves = (node: object, prefix = ''): [key: string, text: string][] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : leaves(value, `${prefix}${key}.`),
  );

const textsOf = (language: string): Map<string, string> =>
  new Map(
    readdirSync(join(STUDIO, 'locales', language))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) =>
        leaves(
          JSON.parse(readFileSync(join(STUDIO, 'locales', language, file), 'utf8')) as object,
          `${file.replace('.json', '')}.`,
        ),
      ),
  );

const code = readdirSync(STUDIO, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(STUDIO, file), 'utf8'));

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

/** Texts that are the same in every language, or may well be. */
const SAME_EVERYWHERE =
  /^(units\.|shell\.live|motion\.solverDirect$|stage\.sizeNamed|settings\.version|takes\.recordingFor|faceTracker\.downloading|obs\.title$|virtualCamera\.driver(Pipewire|V4l2)$)/;

const english = textsOf('en');
const others = Object.keys(LANGUAGES).filter((language) => language !== 'en');

describe('the languages of Studio', () => {
  it('has a folder for each language and no other', () => {
    expect(readdirSync(join(STUDIO, 'locales')).sort()).toEqual(Object.keys(LANGUAGES).sort());
  });

  it('English names each of its files in its index', () => {
    const files = readdirSync(join(STUDIO, 'locales/en')).filter((file) => file.endsWith('.json'));
    const index = readFileSync(join(STUDIO, 'locales/en/index.ts'), 'utf8');
    expect([...index.matchAll(/'\.\/(.+\.json)'/g)].map((match) => match[1]).sort()).toEqual(files.sort());
  });

  it.each(others)('Studio speaks %s when it is asked to', async (language) => {
    vi.stubGlobal('document', { documentElement: {} });
    const texts = await createI18n(language as Language);
    vi.unstubAllGlobals();
    expect(texts.t('avatar.title')).toBe(textsOf(language).get('avatar.title'));
    expect(texts.t('browserSource.title')).toBe(textsOf(language).get('browserSource.title'));
  });

  it.each(others)('%s has every text, no other, with the same placeholders', (language) => {
    const texts = textsOf(language);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect(text.trim(), `${language} ${key}`).not.toBe('');
      expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(english.get(key) ?? ''));
    }
  });

  it.each(['ja', 'zh-Hans', 'zh-Hant', 'ko'])('%s leaves no text in English', (language) => {
    for (const [key, text] of textsOf(language))
      if (!SAME_EVERYWHERE.test(key)) expect(text, key).toMatch(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/);
  });

  it('es leaves no sentence in English', () => {
    const same = [...textsOf('es')].filter(([key, text]) => text.includes(' ') && text === english.get(key));
    expect(same.map(([key]) => key).filter((key) => !SAME_EVERYWHERE.test(key))).toEqual([]);
  });

  it('uses every text somewhere', () => {
    const all = code.join('\n');
    const unused = [...english.keys()].filter(
      (key) => !all.includes(`'${key.replace(/_(one|other)$/, '')}'`),
    );
    expect(unused).toEqual([]);
  });

  it('asks for no text that is missing', () => {
    const asked = code.flatMap((text) =>
      [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !english.has(key) && !english.has(`${key}_other`))).toEqual([]);
  });

  it('writes no words between tags', () => {
    const words = code.flatMap((text) =>
      [...text.matchAll(/<(?:Text|Button|Badge|span|p|Title)\b[^>]*>\s*([A-Za-z][^<{}]*)</g)].map((match) =>
        (match[1] ?? '').trim(),
      ),
    );
    // The program's own name is the same in every language.
    expect(words.filter((word) => word !== 'Kagami')).toEqual([]);
  });
});
