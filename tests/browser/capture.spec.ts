import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { ViteDevServer } from 'vite';
import type {} from './capture-page';
import { cameraFootage, launchChromium, serveCapture } from './capture-server';

let server: ViteDevServer;
let url: string;
let browser: Browser;
let page: Page;

test.beforeAll(async () => {
  ({ server, url } = await serveCapture());
  browser = await launchChromium(cameraFootage(tmpdir()));
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});
test.beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.capture !== undefined);
});
test.afterEach(() => page.close());

const startCamera = (choice = { deviceId: '', deviceLabel: '' }): Promise<void> =>
  page.evaluate(async (wanted) => {
    window.log = window.capture.camera(wanted);
    await window.log.source.start();
  }, choice);

const pictures = (count: number): Promise<unknown> =>
  page.waitForFunction((least) => window.log.times.length >= least, count, { timeout: 20_000 });

const log = () =>
  page.evaluate(() => {
    const { source, ...rest } = window.log;
    return { ...rest, label: source.label, now: performance.timeOrigin + performance.now() };
  });

const expectRising = (times: number[]): void => {
  for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1] ?? 0);
};

test('the camera gives moving pictures of the wanted size, with rising times that are just past', async () => {
  await startCamera();
  await pictures(40);
  const { times, sizes, prints, states, label, now } = await log();
  expect(states).toEqual(['starting', 'running']);
  expect(new Set(sizes)).toEqual(new Set(['640x480']));
  expectRising(times);
  expect(now - (times.at(-1) ?? 0)).toBeLessThan(2000);
  expect(now - (times.at(-1) ?? 0)).toBeGreaterThanOrEqual(0);
  expect(new Set(prints).size).toBeGreaterThan(2);
  expect(label).not.toBe('');
});

test('stop closes the camera', async () => {
  await page.evaluate(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await startCamera();
  await pictures(3);
  const after = await page.evaluate(async () => {
    const { tracks } = window as unknown as { tracks: MediaStreamTrack[] };
    const before = tracks.map((track) => track.readyState);
    window.log.source.stop();
    const seen = window.log.times.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { before, states: tracks.map((track) => track.readyState), more: window.log.times.length - seen };
  });
  expect(after).toEqual({ before: ['live'], states: ['ended'], more: 0 });
});

test('the list has the cameras’ labels, and one is opened by its label', async () => {
  const cameras = await page.evaluate(() => window.capture.listCamerasWithLabels());
  expect(cameras.length).toBeGreaterThan(0);
  for (const camera of cameras) expect(camera.label).not.toBe('');
  await startCamera({ deviceId: 'an id of another day', deviceLabel: cameras.at(-1)?.label ?? '' });
  await pictures(3);
  expect((await log()).label).toBe(cameras.at(-1)?.label);
});

test('an unplugged camera is reported and picked up again', async () => {
  await page.evaluate(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      Object.assign(window, { track: stream.getVideoTracks()[0] });
      return stream;
    };
  });
  await startCamera();
  await pictures(3);
  await page.evaluate(() => {
    const { track } = window as unknown as { track: MediaStreamTrack };
    track.stop();
    // Only the system's loss of a camera makes the browser send this by itself.
    track.dispatchEvent(new Event('ended'));
  });
  await page.waitForFunction(() => window.log.states.length >= 4, undefined, { timeout: 20_000 });
  expect((await log()).states).toEqual(['starting', 'running', 'fault: camera-unplugged', 'running']);
  await pictures((await log()).times.length + 5);
});

test('the preview shows the camera', async () => {
  await startCamera();
  await pictures(3);
  const size = await page.evaluate(async () => {
    const preview = window.log.source.preview;
    if (!(preview instanceof HTMLVideoElement)) return 'none';
    if (preview.readyState < 2)
      await new Promise((resolve) => preview.addEventListener('loadeddata', resolve));
    return `${preview.videoWidth}x${preview.videoHeight}`;
  });
  expect(size).toBe('640x480');
});

test('a video file plays in a loop', async () => {
  await page.evaluate(async () => {
    window.log = window.capture.file(await window.capture.recordVideo());
    await window.log.source.start();
  });
  await page.waitForTimeout(2500);
  const { times, sizes, prints, states } = await log();
  expect(states).toEqual(['starting', 'running']);
  expect(times.length).toBeGreaterThan(30);
  expectRising(times);
  expect(new Set(sizes)).toEqual(new Set(['160x120']));
  expect(new Set(prints).size).toBeGreaterThan(3);
});

test('a still image is given again and again', async () => {
  await page.evaluate(async () => {
    window.log = window.capture.file(await window.capture.makeImage());
    await window.log.source.start();
  });
  await pictures(12);
  const { times, sizes, prints } = await log();
  expectRising(times);
  expect(new Set(sizes)).toEqual(new Set(['200x150']));
  expect(new Set(prints).size).toBe(1);
});

test('a file that is no picture is refused in words', async () => {
  for (const [name, type] of [
    ['broken.png', 'image/png'],
    ['broken.mp4', 'video/mp4'],
    ['what.txt', ''],
  ] as const) {
    const states = await page.evaluate(
      async (about) => {
        window.log = window.capture.file(new File(['not a picture'], about.name, { type: about.type }));
        await window.log.source.start();
        return window.log.states;
      },
      { name, type },
    );
    expect(states).toEqual(['starting', 'fault: file-unreadable']);
  }
});

test('a file stopped while it opens says nothing more', async () => {
  const states = await page.evaluate(async () => {
    const file = await window.capture.recordVideo();
    window.log = window.capture.file(file);
    const starting = window.log.source.start();
    window.log.source.stop();
    await starting;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { states: window.log.states, pictures: window.log.times.length };
  });
  expect(states).toEqual({ states: ['starting'], pictures: 0 });
});

test('a refused camera is said to be refused', async () => {
  const strict = await launchChromium(cameraFootage(tmpdir()), { refuse: true });
  try {
    page = await strict.newPage();
    await page.goto(url);
    await page.waitForFunction(() => window.capture !== undefined);
    await startCamera();
    expect((await log()).states).toEqual(['starting', 'fault: camera-refused']);
  } finally {
    await strict.close();
  }
});

const playTake = (file: string, loop: boolean): Promise<void> =>
  page.evaluate(
    async ([address, isLooped]) => {
      const load = async () => new Uint8Array(await (await fetch(address)).arrayBuffer());
      window.log = window.capture.take(load, isLooped);
      await window.log.source.start();
    },
    [`/@fs${resolve(file)}`, loop] as const,
  );

test('the demo take plays in real time', async () => {
  await playTake('resources/takes/demo.ktake', true);
  await page.waitForTimeout(2000);
  const { times, states, label, now } = await log();
  expect(states).toEqual(['starting', 'running']);
  expect(times.length).toBeGreaterThan(35);
  expectRising(times);
  expect(now - (times.at(-1) ?? 0)).toBeLessThan(1000);
  expect(label).toMatch(/demo/i);
});

test('a take ends where it is not looped, and goes round where it is', async () => {
  const take = 'tests/fixtures/turning-head.ktake';
  await playTake(take, false);
  await page.waitForTimeout(3000);
  const once = await log();
  expect(once.states).toEqual(['starting', 'running', 'ended']);
  await playTake(take, true);
  await page.waitForTimeout(3000);
  const round = await log();
  expect(round.states).toEqual(['starting', 'running']);
  expect(round.times.length).toBeGreaterThan(once.times.length + 5);
  expectRising(round.times);
});

test('a file that is no take is refused in words', async () => {
  await playTake('package.json', true);
  expect((await log()).states).toEqual(['starting', 'fault: take-unreadable']);
});
