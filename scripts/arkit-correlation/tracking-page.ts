import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from '../bench/chromium';
import { trackingFolders } from '../bench/footage';
import { servePage } from '../bench/page-server';

/** Runs tasks one after the other, each in a fresh page with both face trackers (page/main.ts). */
export const withTrackingPages = async (
  run: (task: <Result>(task: (page: Page) => Promise<Result>) => Promise<Result>) => Promise<void>,
): Promise<void> => {
  const server = await servePage({ page: 'scripts/arkit-correlation/page', folders: trackingFolders() });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  try {
    await run(async (task) => {
      const page = await browser.newPage();
      await page.goto(server.url);
      const result = await task(page);
      await page.close();
      return result;
    });
  } finally {
    await browser.close();
    await server.close();
  }
};
