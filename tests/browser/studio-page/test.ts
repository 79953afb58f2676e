/** Tests of Studio on one page: opening a browser's context for each costs more than most of them. Each opens Studio anew, with a host of its own. */
import { test as base, type Page } from '@playwright/test';
import type { SettingsPatch } from '@shared/settings';
import { buildStudioPage } from './build';
import { openStudioPage, routeStudioPage } from './serve';

const VIEWPORT = { width: 1280, height: 720 };

interface Fixtures {
  /** Shows Studio with these settings over the defaults. */
  openStudio(settings?: SettingsPatch): Promise<Page>;
}

export const test = base.extend<Fixtures, { studioPage: Page }>({
  studioPage: [
    async ({ browser }, use) => {
      // Colours are judged as they stand, not on their way to others.
      const context = await browser.newContext({
        viewport: VIEWPORT,
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await routeStudioPage(page, await buildStudioPage());
      await use(page);
      await context.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: ({ studioPage }, use) => use(studioPage),
  openStudio: async ({ page }, use) => {
    const errors: Error[] = [];
    const onError = (error: Error) => errors.push(error);
    page.on('pageerror', onError);
    await page.setViewportSize(VIEWPORT);
    await use(async (settings = {}) => {
      await openStudioPage(page, settings);
      return page;
    });
    page.off('pageerror', onError);
    base.expect(errors).toEqual([]);
  },
});
