import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGuide, readGuide } from '../../../scripts/guide';
import { FIRST_PAGE, GUIDE_PAGE } from '../../../src/renderer/studio/help';

describe('the user guide', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kagami-guide-'));
    buildGuide(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pages = () => readdirSync(folder).filter((file) => file.endsWith('.html'));

  it('has no link and no picture that leads nowhere', () => {
    for (const page of pages()) {
      const html = readFileSync(join(folder, page), 'utf8');
      const leads = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? '');
      for (const to of leads)
        if (!/^https:/.test(to)) expect(existsSync(join(folder, to)), `${page}: ${to}`).toBe(true);
    }
  });

  it('names every page in its list, and loads nothing from elsewhere', () => {
    const index = readFileSync(join(folder, 'index.html'), 'utf8').split('<main>')[1] ?? '';
    for (const page of pages()) {
      if (page !== FIRST_PAGE) expect(index, page).toContain(`href="${page}"`);
      expect(readFileSync(join(folder, page), 'utf8')).not.toMatch(/src="http|url\(http|<script/);
    }
  });

  it('has the page that Studio opens for each section', () => {
    const names = readGuide().map(({ name }) => `${name}.html`);
    expect(names).toEqual(expect.arrayContaining([FIRST_PAGE, ...Object.values(GUIDE_PAGE)]));
  });
});
