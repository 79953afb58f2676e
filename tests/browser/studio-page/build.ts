import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

let built: Promise<string> | undefined;

/**
 * Builds the page of the Studio tests as the program's own pages are built, once in this process: it costs ten seconds.
 * @returns the folder that it lies in
 */
export const buildStudioPage = (): Promise<string> => {
  built ??= buildPage();
  return built;
};

const buildPage = async (): Promise<string> => {
  const outDir = resolve('test-results/pages/studio');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: resolve('tests/browser/studio-page'),
    resolve: { alias: { '@shared': resolve('src/shared'), '@motion': resolve('src/motion') } },
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome103', modulePreload: { polyfill: false } },
  });
  return outDir;
};
