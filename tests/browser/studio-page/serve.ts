import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { SettingsPatch } from '@shared/settings';

const ORIGIN = 'http://localhost';
/** The guide is the program's own, as it is built. */
const GUIDE = '/resources/guide/';
const MIME: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Opens the page that `buildStudioPage` has built into `folder`, already showing `settings`. */
export const serveStudioPage = async (page: Page, folder: string, settings: SettingsPatch): Promise<void> => {
  await routeStudioPage(page, folder);
  await openStudioPage(page, settings);
};

/** Lets `page` find what lies in `folder`. */
export const routeStudioPage = (page: Page, folder: string): Promise<unknown> =>
  page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(pathname.startsWith(GUIDE) ? resolve('.') : folder, pathname);
    const body = await readFile(file).catch(() => undefined);
    if (body === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ body, contentType: MIME[extname(file)] ?? 'application/octet-stream' });
  });

export const openStudioPage = async (page: Page, settings: SettingsPatch): Promise<void> => {
  await page.goto(`${ORIGIN}/index.html?settings=${encodeURIComponent(JSON.stringify(settings))}`);
};
