/** The browser source end to end: the address that Studio copies, opened by a browser of its own, as OBS opens it. */
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';
import { type Program, startProgram } from './program';
import { alphaAt, type StageReading, untilStageShows, watchStage } from './stage-reading';

const SIZE = { width: 320, height: 240 };
/** Farther than the idle motion takes the head, degrees. */
const TRACKED_TURN = 6;

let program: Program;
let browser: Browser;

test.beforeAll(async () => {
  program = await startProgram({ demo: true });
  browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
});
test.afterAll(async () => {
  await browser?.close();
  await program?.close();
});

/** A page with no cookies, storage or windows of Kagami's. */
const openSource = async (url: string, search = ''): Promise<Page> => {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  await page.goto(`${url}${search}`);
  await untilStageShows(page);
  return page;
};

const turns = (readings: StageReading[]): boolean => {
  const yaws = readings.map(({ headYaw }) => headYaw);
  return Math.max(...yaws) - Math.min(...yaws) > TRACKED_TURN;
};

const expectToMove = async (page: Page): Promise<void> => {
  const readings = await watchStage(page, 45_000, turns);
  expect(turns(readings), `yaw ${readings.map((r) => r.headYaw.toFixed(1))}`).toBe(true);
};

/** The right hand is lifted from a body whose arms hang. */
const expectToWave = async (page: Page): Promise<void> => {
  const waves = (all: StageReading[]) =>
    all.length >= 3 && all.slice(-3).every((r) => r.rightHandHeight - r.leftHandHeight > 0.25);
  const readings = await watchStage(page, 30_000, waves);
  const heights = readings.slice(-20).map((r) => [r.rightHandHeight, r.leftHandHeight]);
  expect(waves(readings), JSON.stringify(heights)).toBe(true);
};

const receivers = () =>
  program.host.services.outputs.states.find(({ id }) => id === 'browser-source')?.receivers ?? 0;

test('the copied address shows the moving avatar with alpha, at any size, in several sources, and heals', async () => {
  test.setTimeout(240_000);
  const studio = await program.openStudio();
  await program.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.getByRole('navigation').getByRole('button', { name: 'Outputs' }).click();
  await studio.getByRole('switch', { name: 'OBS Browser Source' }).press('Space');
  await studio.getByRole('button', { name: 'Copy address' }).click();
  const url = await studio.evaluate(() => navigator.clipboard.readText());
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/source\.html\?token=[\w-]{43}$/);

  // No Stage window is open: Studio tracks, and the source draws by itself.
  const first = await openSource(url);
  expect(first.url()).not.toContain('token');
  await expectToMove(first);

  const picture = PNG.sync.read(await first.screenshot({ omitBackground: true }));
  expect(alphaAt(picture, 4, 4), 'beside the avatar').toBe(0);
  expect(alphaAt(picture, SIZE.width / 2, SIZE.height - 10), 'the chest').toBe(255);

  await first.setViewportSize({ width: 240, height: 320 });
  const size = () =>
    first.evaluate(() => [...document.querySelectorAll('canvas')].map((c) => [c.width, c.height]));
  await expect.poll(size).toEqual([[240, 320]]);

  // An animation plays in every source, also in one that comes later.
  await program.host.services.api.updateSettings({ capture: { running: false } });
  await program.host.services.api.runCommand({ type: 'play-clip', clip: 'builtin/wave', loop: true });
  await expectToWave(first);
  const second = await openSource(url, '&shot=face');
  await expectToWave(second);
  await program.host.services.api.runCommand({ type: 'stop-clip' });
  await program.host.services.api.updateSettings({ capture: { running: true } });
  await expect.poll(receivers).toBe(2);
  await expect(studio.getByText('2 sources connected.')).toBeVisible({ timeout: 10_000 });
  await second.context().close();
  await expect.poll(receivers).toBe(1);

  // The server goes and comes back, as when Kagami is started again.
  await program.host.services.api.setOutputOn('browser-source', false);
  await program.host.services.browserSource.settled();
  await program.host.services.api.setOutputOn('browser-source', true);
  await expect.poll(receivers, { timeout: 20_000 }).toBe(1);
  await expectToMove(first);
  expect(program.errors).toEqual([]);
});
