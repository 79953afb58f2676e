import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';

/** One worker: the tests track and render in software on few cores, and would only slow each other down. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/browser',
  workers: 1,
  fullyParallel: false,
  // Shared machines stall now and then; what passes only when tried again is listed as flaky.
  retries: process.env.CI ? 2 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/browser.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: { executablePath: chromiumPath, args: CHROMIUM_FLAGS },
    screenshot: 'only-on-failure',
  },
});
