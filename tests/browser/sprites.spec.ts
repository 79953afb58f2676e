/** A picture avatar (PNGTuber) end to end: pictures in, the Stage shows the right one. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { type Program, startProgram } from './program';
import { drawBlinkingGif, drawDisc, type Rgb } from './sprite-pictures';
import { alphaAt, untilStageShows } from './stage-reading';

const RED: Rgb = [220, 30, 30];
const GREEN: Rgb = [30, 180, 40];
const BLUE: Rgb = [30, 60, 220];
const YELLOW: Rgb = [240, 220, 40];

let program: Program | undefined;
test.afterEach(async () => {
  await program?.close();
  program = undefined;
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

test('pictures become an avatar that talks with the person and shows moods', async () => {
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
  // Both frames of an animated picture.
  await expectToSee(stage, ['blue', 'yellow']);

  await designOne(studio, 'Kumo');
  await stage.waitForFunction(() => window.kagamiStage?.avatarId === 'user/Kumo', undefined, {
    timeout: 60_000,
  });
  await tidyLibrary(studio, 'Mochi', 'Kumo');
  expect(program.errors).toEqual([]);
});

/** A character of dice, kept among the avatars. */
const designOne = async (studio: Page, name: string): Promise<void> => {
  await studio.getByRole('button', { name: /Design a character/ }).click();
  const designer = studio.getByRole('dialog');
  await designer.getByRole('button', { name: 'Surprise me' }).click();
  await designer.getByLabel('Name').fill(name);
  await designer.getByRole('button', { name: 'Save and use' }).click({ timeout: 30_000 });
  await expect(designer).toBeHidden({ timeout: 30_000 });
};

/** The favourite moves to the front; what is removed is gone from the library and the disk. */
const tidyLibrary = async (studio: Page, removed: string, favourite: string): Promise<void> => {
  const tiles = studio.getByRole('list', { name: 'Avatars to choose from' }).getByRole('listitem');
  const star = studio.getByRole('button', { name: `Favourite: ${favourite}` });
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await expect(tiles.first()).toContainText(favourite);
  await studio.getByRole('button', { name: `More about “${removed}”` }).click();
  await studio.getByRole('menuitem', { name: new RegExp(`${removed}`) }).click();
  await studio.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(tiles.filter({ hasText: removed })).toHaveCount(0);
  const ids = (await program!.host.services.api.listAvatars()).map(({ id }) => id);
  expect(ids).toContain(`user/${favourite}`);
  expect(ids).not.toContain(`user/${removed}`);
};
