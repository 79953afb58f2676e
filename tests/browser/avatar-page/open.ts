import { existsSync, readdirSync } from 'node:fs';
import { test as base, type Page } from '@playwright/test';
import { type PageServer, servePage } from '../../../scripts/bench/page-server';
import { tinyVrm } from '../../unit/avatar/tiny-vrm';
import type { HarnessPose } from './main';

export const OWN = 'resources/avatars';
export const SHARED = '../shared/data/vrm';
export const filesOf = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.vrm')) : [];

/** What the avatar stage may do on the program's own pages: pictures inside a file are read through blob: addresses. */
const POLICY =
  "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self' blob: data:";

/** `page` has the avatar stage ready; `requests` are the addresses that it has asked for. */
export const test = base.extend<{ requests: string[] }, { server: PageServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
    async ({}, use) => {
      const folders = { '/files/': [OWN, SHARED] };
      const server = await servePage({ page: 'tests/browser/avatar-page', folders, policy: POLICY });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  requests: async ({}, use) => use([]),
  page: async ({ page, server, requests }, use) => {
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(server.url);
    await page.waitForFunction(() => window.harness !== undefined);
    await use(page);
  },
});

export const loadTiny = (page: Page, options: Parameters<typeof tinyVrm>[0] = {}): Promise<unknown> =>
  loadBytes(page, tinyVrm(options));
export const loadBytes = (page: Page, bytes: Uint8Array): Promise<unknown> =>
  page.evaluate((list) => window.harness.loadBytes(list), [...bytes]);
export const pose = (page: Page, value: HarnessPose): Promise<void> =>
  page.evaluate((given) => {
    window.harness.pose(given);
    window.harness.draw(2);
  }, value);

/** How many pixels are drawn, how many are empty, and how many break premultiplied alpha. */
export const survey = (page: Page): Promise<{ drawn: number; empty: number; overAlpha: number }> =>
  page.evaluate(() => {
    const pixels = window.harness.pixels();
    const count = { drawn: 0, empty: 0, overAlpha: 0 };
    for (let i = 0; i < pixels.length; i += 4) {
      const [r, g, b, a] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!, pixels[i + 3]!];
      if (a > 0) count.drawn++;
      else if (r + g + b === 0) count.empty++;
      if (Math.max(r, g, b) > a + 1) count.overAlpha++;
    }
    return count;
  });
