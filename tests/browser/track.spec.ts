import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { faceModelFolders, footageFolder, photoFolder, trackingFolders } from '../../scripts/bench/footage';
import { type PageServer, servePage } from '../../scripts/bench/page-server';
import type { TrackerOptions } from '../../src/renderer/track/tracker';
import type { Burst, Crash, Report, Seen } from './track-page/main';

const turning = join(footageFolder, 'cam-female.mjpeg');
const portrait = join(photoFolder, 'astronaut.png');
const hasFaceModel = faceModelFolders().length > 0;

/** Radians; turning left is left in the footage, at its left-most and right-most. */
const CLEARLY_TURNED = 0.3;

let server: PageServer;
test.beforeAll(async () => {
  server = await servePage({ page: 'tests/browser/track-page', folders: trackingFolders() });
});
test.afterAll(() => server.close());

const options = (change: Partial<TrackerOptions>): TrackerOptions => ({
  mode: 'face',
  delegate: 'auto',
  quality: 'full',
  face: 'auto',
  faceModelPresent: hasFaceModel,
  ...change,
});

declare const burst: (options: TrackerOptions, url: string, count: number) => Promise<Burst>;
declare const crash: (options: TrackerOptions, url: string, how: 'error' | 'gpu-lost') => Promise<Crash>;
declare const track: (options: TrackerOptions, url: string, stride: number) => Promise<Report>;

const run = async (
  page: import('@playwright/test').Page,
  trackerOptions: TrackerOptions,
  url: string,
  stride = 1,
): Promise<Report> => {
  await page.goto(server.url);
  return page.evaluate(([chosen, address, step]) => track(chosen, address, step), [
    trackerOptions,
    url,
    stride,
  ] as const);
};

const share = (seen: readonly Seen[], of: (frame: Seen) => boolean): number =>
  seen.filter(of).length / seen.length;

/** The female footage: head from −42° (to her right) to +31°. */
const expectTurningHead = (seen: readonly Seen[], yawOf: (frame: Seen) => number): void => {
  const yaws = seen.filter((frame) => frame.face > 0).map(yawOf);
  expect(Math.min(...yaws)).toBeLessThan(-CLEARLY_TURNED);
  expect(Math.max(...yaws)).toBeGreaterThan(CLEARLY_TURNED);
  // She looks to her right first.
  expect(yaws[0]).toBeLessThan(-CLEARLY_TURNED);
};

test.describe('the face in footage of a turning head', () => {
  test.skip(!existsSync(turning), 'the footage is not beside the repository');

  test('is followed by Face Mesh, from npm alone, under a policy without code generation', async ({
    page,
  }) => {
    const { seen, info, faults } = await run(page, options({ face: 'face-mesh' }), '/video/cam-female.mjpeg');
    expect(faults).toEqual([]);
    expect(info.faceTracker).toBe('face-mesh');
    expect(share(seen, (frame) => frame.face > 0)).toBeGreaterThan(0.9);
    expectTurningHead(seen, (frame) => frame.landmarkYaw);
    expect(seen.every((frame) => frame.matrixYaw === undefined && frame.smile === undefined)).toBe(true);
  });

  test('is followed by the Face Landmarker, with matrix and blendshapes', async ({ page }) => {
    test.skip(!hasFaceModel, 'the official face model is not here (KAGAMI_MODELS names its folder)');
    const { seen, info, faults } = await run(page, options({}), '/video/cam-female.mjpeg');
    expect(faults).toEqual([]);
    expect(info.faceTracker).toBe('face-landmarker');
    expect(share(seen, (frame) => frame.face > 0)).toBeGreaterThan(0.9);
    expectTurningHead(seen, (frame) => frame.matrixYaw ?? Number.NaN);
    expectTurningHead(seen, (frame) => frame.landmarkYaw);
  });
});

test('face and body are seen in a portrait, the person’s left on the right of the picture', async ({
  page,
}) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  const { seen, info, faults } = await run(page, options({ mode: 'upper' }), '/photos/astronaut.png');
  expect(faults).toEqual([]);
  const last = seen.at(-1);
  expect(last?.face).toBe(1);
  expect(last?.pose).toBeGreaterThan(0.8);
  expect(last?.leftShoulder).toBeGreaterThan((last?.rightShoulder ?? 1) + 0.2);
  expect(last?.kneeVisibility).toBe(0);
  if (hasFaceModel) expect(last?.smile).toBeGreaterThan(0.4);
  expect(info.state).toBe('ready');
  expect(info.ms.pose).toBeGreaterThan(0);
});

test('the lite models and the full-body mode load and run', async ({ page }) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  for (const change of [{ mode: 'upper', quality: 'lite' }, { mode: 'full' }] as const) {
    const { seen, faults } = await run(page, options(change), '/photos/astronaut.png');
    expect(faults).toEqual([]);
    expect(seen.at(-1)?.pose).toBeGreaterThan(0.8);
  }
});

test('a software GPU is told by its name, and the processor is used', async ({ page }) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  const { info, startMs } = await run(page, options({}), '/photos/astronaut.png');
  test.skip(info.delegate === 'gpu', 'this machine has a GPU');
  expect(info.delegate).toBe('cpu');
  expect(startMs).toBeLessThan(30_000);
});

test('a face model that cannot be read is reported, and Face Mesh takes over', async ({ page }) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  await page.route('**/face_landmarker.task', (route) => route.fulfill({ body: 'not a model' }));
  const { seen, info, faults } = await run(
    page,
    options({ face: 'face-landmarker', faceModelPresent: true }),
    '/photos/astronaut.png',
  );
  expect(faults.map((fault) => fault.code)).toEqual(['face-model-broken']);
  expect(info.faceTracker).toBe('face-mesh');
  expect(seen.at(-1)?.face).toBe(1);
});

test('the newest of many images wins: the first and the last are tracked, and every one is closed', async ({
  page,
}) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  await page.goto(server.url);
  const result = await page.evaluate(([chosen, url]) => burst(chosen, url, 6), [
    options({ face: 'face-mesh' }),
    '/photos/astronaut.png',
  ] as const);
  expect(result.tracked).toEqual([0, 5]);
  expect(result.atOnce).toEqual([true, false, false, false, false, false]);
  expect(result.earlyAtOnce).toBe(false);
  expect(result.allClosed).toBe(true);
});

test('a worker that fails is reported and started again', async ({ page }) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  await page.goto(server.url);
  const result = await page.evaluate(([chosen, url]) => crash(chosen, url, 'error'), [
    options({ face: 'face-mesh' }),
    '/photos/astronaut.png',
  ] as const);
  expect(result.faults.map((fault) => fault.code)).toEqual(['tracker-stopped']);
  expect(result.states).toEqual(['starting', 'ready', 'starting', 'ready']);
  expect(result.face).toBe(1);
});

test('a lost GPU is reported, and tracking goes on with the processor', async ({ page }) => {
  test.skip(!existsSync(portrait), 'the portrait is not beside the repository');
  await page.goto(server.url);
  const result = await page.evaluate(([chosen, url]) => crash(chosen, url, 'gpu-lost'), [
    options({ face: 'face-mesh', delegate: 'gpu' }),
    '/photos/astronaut.png',
  ] as const);
  expect(result.faults.map((fault) => fault.code)).toEqual(['gpu-lost']);
  expect(result.delegate).toBe('cpu');
  expect(result.face).toBe(1);
});
