import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { cameraFlags, cameraFootage, serveCapture } from './capture-server';
import { launchPlainChromium } from './hidden-page';

/** Pictures or frames a second of `window.log` over two seconds, and whether the page was seen. */
const MEASURE = `(async () => {
  const before = log.times.length;
  const start = performance.now();
  while (performance.now() - start < 2000) await new Promise((resolve) => setTimeout(resolve, 100));
  const states = document.visibilityState + ' ' + log.states.join(', ');
  return { states, rate: (log.times.length - before) / (performance.now() - start) * 1000 };
})()`;

const SOURCES = {
  camera: `capture.camera({ deviceId: '', deviceLabel: '' })`,
  video: 'capture.file(await capture.recordVideo())',
  image: 'capture.file(await capture.makeImage())',
  take: `capture.take(async () =>
    new Uint8Array(await (await fetch('/@fs${resolve('resources/takes/demo.ktake')}')).arrayBuffer()), true)`,
};

for (const [name, source] of Object.entries(SOURCES))
  test(`what a ${name} gives comes while the window is hidden`, async () => {
    const { server, url } = await serveCapture();
    const chromium = await launchPlainChromium(cameraFlags(cameraFootage(tmpdir())));
    try {
      const page = await chromium.open(url);
      await page.evaluate(`(async () => {
        while (window.capture === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
        window.log = ${source};
        await log.source.start();
      })()`);
      const seen = (await page.evaluate(MEASURE)) as { states: string; rate: number };
      expect(seen.states).toBe('visible starting, running');
      await chromium.open('about:blank');
      // Chromium slows a hidden page down in steps; the first of them come within seconds.
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 3000))');
      const hidden = (await page.evaluate(MEASURE)) as { states: string; rate: number };
      expect(hidden.states).toBe('hidden starting, running');
      test.info().annotations.push({ type: 'rates', description: `${seen.rate} → ${hidden.rate}` });
      expect(hidden.rate).toBeGreaterThan(seen.rate * 0.6);
    } finally {
      await chromium.close();
      await server.close();
    }
  });
