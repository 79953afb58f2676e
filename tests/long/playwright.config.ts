import { defineConfig } from '@playwright/test';
import shortTests from '../browser/playwright.config';

/** What is worth more time than every change can wait; `npm run test:long` runs it. */
export default defineConfig({
  ...shortTests,
  testDir: '.',
  outputDir: '../../test-results/long',
  reporter: [['list']],
  retries: 0,
  timeout: 30 * 60_000,
});
