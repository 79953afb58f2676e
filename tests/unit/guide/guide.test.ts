import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGuide, GUIDE_SOURCE } from '../../../scripts/guide';
import { folderOf, GUIDE_LANGUAGES, TRANSLATIONS } from '../../../scripts/guide/languages';
import { readGuide } from '../../../scripts/guide/read';
import { FIRST_PAGE, GUIDE_PAGE } from '../../../src/renderer/studio/help';

describe('the user guide', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kagami-guide-'));
    buildGuide(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const names = () => readdirSync(folder).filter((file) => file.endsWith('.html'));
  const pages = () => GUIDE_LANGUAGES.flatMap((language) => names().map((name) => folderOf(language) + name));
  const read = (page: string) => readFileSync(join(folder, page), 'utf8');

  it('has no link, no anchor and no picture that leads nowhere', () => {
    for (const page of pages()) {
      const leads = [...read(page).matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? '');
      for (const to of leads) {
        if (/^https:/.test(to)) continue;
        const [path = '', anchor] = to.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        expect(existsSync(join(folder, file)), `${page}: ${to}`).toBe(true);
        if (anchor !== undefined) expect(read(file), `${page}: ${to}`).toContain(`id="${anchor}"`);
      }
    }
  });

  it('names every page in its list, and loads nothing from elsewhere', () => {
    for (const language of GUIDE_LANGUAGES) {
      const index = read(folderOf(language) + FIRST_PAGE).split(/<main[^>]*>/)[1] ?? '';
      for (const name of names()) {
        if (name !== FIRST_PAGE) expect(index, `${language}: ${name}`).toContain(`href="${name}"`);
        expect(read(folderOf(language) + name)).not.toMatch(/src="http|url\(http|<script/);
      }
    }
  });

  it('has the page that Studio opens for each section', () => {
    expect(names()).toEqual(expect.arrayContaining([FIRST_PAGE, ...Object.values(GUIDE_PAGE)]));
  });

  it('says its language, and leads to the same page in every other by its own name', () => {
    expect(read('scene.html')).toContain('<html lang="en">');
    expect(read('scene.html')).toMatch(/<a href="ja\/scene.html" lang="ja"[^>]*>日本語<\/a>/);
    expect(read('ja/scene.html')).toContain('<html lang="ja">');
    expect(read('ja/scene.html')).toMatch(/<a href="..\/scene.html" lang="en"[^>]*>English<\/a>/);
    expect(read('ja/scene.html')).toMatch(
      /<a href="..\/zh-Hant\/scene.html" lang="zh-Hant"[^>]*>繁體中文<\/a>/,
    );
    expect(read('ja/scene.html')).toMatch(
      /<a href="..\/ja\/scene.html"[^>]* aria-current="true">日本語<\/a>/,
    );
  });

  it('has each picture once, for all languages', () => {
    for (const language of TRANSLATIONS) expect(readdirSync(join(folder, language))).toEqual(names());
  });

  it('shows a page that nobody has translated in English, and says that it is English', () => {
    const source = mkdtempSync(join(tmpdir(), 'kagami-guide-source-'));
    const site = mkdtempSync(join(tmpdir(), 'kagami-guide-site-'));
    mkdirSync(join(source, 'ja'));
    writeFileSync(join(source, 'index.md'), '# Guide\n\n- [Wind](wind.html)\n');
    writeFileSync(join(source, 'wind.md'), '# Wind\n\nIt blows.\n');
    writeFileSync(
      join(source, 'ja/index.md'),
      '<!-- Translated from index.md 0123456789abcdef -->\n# ガイド\n\n- [風](wind.html)\n',
    );
    buildGuide(site, source);
    const index = readFileSync(join(site, 'ja/index.html'), 'utf8');
    const wind = readFileSync(join(site, 'ja/wind.html'), 'utf8');
    expect(index).toContain('<main><h1>ガイド</h1>');
    expect(index).toContain('<a href="wind.html" lang="en">Wind</a>');
    expect(wind).toContain('<html lang="ja">');
    expect(wind).toContain('<main lang="en"><h1>Wind</h1>');
    for (const made of [source, site]) rmSync(made, { recursive: true, force: true });
  });

  it('shows no mark of Markdown as it is written', () => {
    for (const language of GUIDE_LANGUAGES)
      for (const { name } of readGuide(GUIDE_SOURCE, language)) {
        const text = (read(`${folderOf(language)}${name}.html`).split(/<main[^>]*>/)[1] ?? '')
          .replace(/<code>[^<]*<\/code>/g, '')
          .replace(/<[^>]+>/g, '');
        expect(text, `${language}/${name}`).not.toMatch(/\*\*|\*\S|\S\*|\]\(|`|<!--|&lt;!/);
      }
  });
});
