import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const alias = { '@shared': resolve('src/shared'), '@motion': resolve('src/motion') };

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main',
      // Everything is bundled: the installed program carries no node_modules.
      externalizeDeps: false,
      rollupOptions: {
        // Native extras of ws that it does without; koffi is native and loaded on Windows alone.
        external: ['electron', 'bufferutil', 'utf-8-validate', 'koffi'],
        input: {
          electron: 'src/main/electron/index.ts',
          loopback: 'src/main/loopback/index.ts',
          // A thread's whole code: it is started by its text and can import no chunk.
          'flite-worker': 'src/main/services/speech/flite-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS.
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    resolve: { alias },
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      // OBS's embedded Chromium can be old: the Stage page is served to it too.
      target: 'chrome103',
      minify: true,
      rollupOptions: {
        input: {
          studio: resolve('src/renderer/studio.html'),
          stage: resolve('src/renderer/stage.html'),
          stage2: resolve('src/renderer/stage2.html'),
          source: resolve('src/renderer/source.html'),
        },
      },
    },
  },
});
