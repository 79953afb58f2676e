import { defineConfig } from '@playwright/test';

/** Runs the built program in Electron where its binary is; elsewhere every test says that it was skipped. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  timeout: 60_000,
  workers: 1,
  reporter: [['list']],
});
