import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { cameraFlags, cameraFootage, serveCapture } from './capture-server';
import { launchPlainChromium } from './hidden-page';

/** Pictures or frames a second of each of `window.logs` over two seconds, and whether the page was seen. */
const MEASURE = `(async () => {
  const names = Object.keys(logs);
  const before = names.map((name) => logs[name].times.length);
  const start = performance.now();
  while (performance.now() - start < 2000) await new Promise((resolve) => setTimeout(resolve, 100));
  const seconds = (performance.now() - start) / 1000;
  return {
    visibility: document.visibilityState,
    states: names.map((name) => logs[name].states.join(', ')),
    rates: Object.fromEntries(names.map((name, i) => [name, (logs[name].times.length - before[i]) / seconds])),
  };
})()`;

interface Measured {
  visibility: string;
  states: string[];
  rates: Record<string, number>;
}

const SOURCES = {
  camera: `capture.camera({ deviceId: '', deviceLabel: '' })`,
  video: 'capture.file(await capture.recordVideo())',
  image: 'capture.file(await capture.makeImage())',
  take: `capture.take(async () =>
    new Uint8Array(await (await fetch('/@fs${resolve('resources/takes/demo.ktake')}')).arrayBuffer()), true)`,
};

// A video by itself: beside a running camera one was seen not to open on a busy machine.
for (const names of [['camera', 'image', 'take'], ['video']] as const)
  test(`what ${names.join(', ')} give comes while the window is hidden`, async () => {
    const { server, url } = await serveCapture();
    const chromium = await launchPlainChromium(cameraFlags(cameraFootage(tmpdir())));
    try {
      const page = await chromium.open(url);
      const started = names.map((name) => `logs.${name} = ${SOURCES[name]};`);
      await page.evaluate(`(async () => {
      while (window.capture === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
      window.logs = {};
      ${started.join('\n')}
      for (const log of Object.values(logs)) await log.source.start();
    })()`);
      const running = names.map(() => 'starting, running');
      const seen = (await page.evaluate(MEASURE)) as Measured;
      expect(seen).toMatchObject({ visibility: 'visible', states: running });
      await chromium.open('about:blank');
      // Chromium slows a hidden page down in steps; the first of them come within seconds.
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 3000))');
      const hidden = (await page.evaluate(MEASURE)) as Measured;
      expect(hidden).toMatchObject({ visibility: 'hidden', states: running });
      for (const [name, rate] of Object.entries(hidden.rates)) {
        test
          .info()
          .annotations.push({ type: 'rates', description: `${name}: ${seen.rates[name]} → ${rate}` });
        expect(rate, name).toBeGreaterThan(seen.rates[name]! * 0.6);
      }
    } finally {
      await chromium.close();
      await server.close();
    }
  });
