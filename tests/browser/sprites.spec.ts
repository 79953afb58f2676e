/** A picture avatar (PNGTuber) end to end: pictures in, the Stage and a browser source show the right one. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';
import { type Program, startProgram } from './program';
import { drawBlinkingGif, drawDisc, type Rgb } from './sprite-pictures';
import { alphaAt, untilStageShows } from './stage-reading';

const RED: Rgb = [220, 30, 30];
const GREEN: Rgb = [30, 180, 40];
const BLUE: Rgb = [30, 60, 220];
const YELLOW: Rgb = [240, 220, 40];

let program: Program | undefined;
let browser: Browser | undefined;
test.afterEach(async () => {
  await browser?.close();
  await program?.close();
  program = undefined;
  browser = undefined;
});

const look = async (page: Page): Promise<PNG> =>
  PNG.sync.read(await page.screenshot({ omitBackground: true }));

/** Which of the colours the middle of the page has. */
const colourOf = ({ width, height, data }: PNG): string => {
  const at = (Math.round(height * 0.5) * width + Math.round(width * 0.5)) * 4;
  const seen = Object.entries({ red: RED, green: GREEN, blue: BLUE, yellow: YELLOW }).find(([, colour]) =>
    colour.every((part, k) => Math.abs(part - data[at + k]!) < 25),
  );
  return seen?.[0] ?? `rgb ${data.subarray(at, at + 4).join()}`;
};

/** Colours that are seen until all of `wanted` were. */
const expectToSee = async (page: Page, wanted: readonly string[]): Promise<void> => {
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        seen.add(colourOf(await look(page)));
        return wanted.every((colour) => seen.has(colour)) || [...seen];
      },
      { timeout: 60_000, intervals: [20] },
    )
    .toBe(true);
};

test('pictures become an avatar that talks with the person, shows moods, and is there for late joiners', async () => {
  test.setTimeout(240_000);
  program = await startProgram({ demo: true });
  const folder = await mkdtemp(join(tmpdir(), 'kagami-sprites-'));
  const stage = await program.openStage();
  await untilStageShows(stage);
  const studio = await program.openStudio();
  await studio.getByRole('navigation').getByRole('button', { name: 'Avatar' }).click();
  await studio.getByRole('button', { name: /Picture avatar/ }).click();
  const dialog = studio.getByRole('dialog');
  await dialog
    .getByLabel('Drop all pictures at once', { exact: true })
    .last()
    .setInputFiles([
      await drawDisc(folder, 'mochi idle.png', RED),
      await drawDisc(folder, 'mochi_talk.png', GREEN),
      await drawBlinkingGif(folder, 'mochi-happy.gif', [BLUE, YELLOW]),
    ]);
  await expect(dialog.getByRole('button', { name: 'Remove “Neutral: Talking”' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Remove “Happy: At rest”' })).toBeVisible();
  await dialog.getByLabel('Name').fill('Mochi');
  await studio.screenshot({ path: test.info().outputPath('dialog.png') });
  await dialog.getByRole('button', { name: 'Save and use' }).click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await stage.waitForFunction(() => window.kagamiStage?.avatarId === 'user/Mochi', undefined, {
    timeout: 30_000,
  });

  // The take's person speaks and is silent in turns.
  await expectToSee(stage, ['red', 'green']);
  const picture = await look(stage);
  expect(alphaAt(picture, 3, 3), 'beside the picture').toBe(0);
  expect(alphaAt(picture, picture.width / 2, picture.height / 2)).toBe(255);

  await program.host.services.api.runCommand(
    { type: 'expression', name: 'happy', mode: 'toggle', seconds: 3 },
    'press',
  );
  // Both frames of the animation.
  await expectToSee(stage, ['blue', 'yellow']);
  await stage.screenshot({ path: test.info().outputPath('happy.png') });

  await program.host.services.api.setOutputOn('browser-source', true);
  await program.host.services.browserSource.settled();
  browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  const late = await browser.newPage({ viewport: { width: 320, height: 240 } });
  await late.goto((await program.host.services.api.getBrowserSource()).url!);
  await untilStageShows(late);
  await expectToSee(late, ['blue', 'yellow']);
  expect(alphaAt(await look(late), 2, 2)).toBe(0);

  // It can be changed afterwards, with its pictures as they were.
  await program.host.services.api.runCommand({ type: 'clear-expressions' }, 'press');
  await studio.getByRole('button', { name: 'More about “Mochi”' }).click();
  await studio.getByRole('menuitem', { name: 'Change' }).click();
  await dialog
    .getByLabel('Neutral: Talking', { exact: true })
    .last()
    .setInputFiles(await drawDisc(folder, 'x.png', BLUE));
  await dialog.getByRole('button', { name: 'Save and use' }).click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await expectToSee(stage, ['red', 'blue']);
  expect(program.errors).toEqual([]);
});
