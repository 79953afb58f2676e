/** A new user's way through the real program: from the first start to a live Browser Source, by language. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, expect, type Locator, type Page, test } from '@playwright/test';
import { LANGUAGES } from '@shared/language';
import type { Settings } from '@shared/settings';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';
import { drawFace } from './drawn-face';
import { type Program, startProgram } from './program';
import { readStage, untilStageShows } from './stage-reading';

/** The drawn person looks far enough aside that idle motion never does. */
const TURN = 0.8;
const TURNED = 6;

/** TensorFlow Lite greets as an error, and Chromium remarks on pictures that were on their way when a page was closed. */
const REMARKS = /TensorFlow Lite|VideoFrame was garbage collected/;

let program: Program;
let sources: BrowserContext;

/** A camera's film of a drawn face: MJPEG is JPEG pictures one after another. */
const filmFace = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-film-'));
  const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  const picture = await drawFace(await browser.newContext(), { turn: TURN }, join(folder, 'face.jpg'));
  await browser.close();
  const jpeg = await readFile(picture);
  const film = join(folder, 'face.mjpeg');
  await writeFile(film, Buffer.concat(new Array<Buffer>(30).fill(jpeg)));
  return film;
};

test.beforeAll(async () => {
  test.setTimeout(180_000);
  program = await startProgram({ footage: await filmFace(), settings: { tracking: { mode: 'face' } } });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  sources = await browser.newContext({ viewport: { width: 320, height: 240 } });
});
test.afterAll(async () => {
  await sources?.browser()?.close();
  await program?.close();
});

/** A text of Studio's in a language: `area.key`. */
const textIn = async (language: string, key: string): Promise<string> => {
  const [area, name] = key.split('.') as [string, string];
  const file = resolve('src/renderer/studio/locales', language, `${area}.json`);
  return (JSON.parse(await readFile(file, 'utf8')) as Record<string, string>)[name] ?? `no ${key}`;
};

const hostApi = () => program.host.services.api;

const hasFocus = (element: Element): boolean => element === document.activeElement;

const openStudio = async (): Promise<Page> => {
  for (const page of program.context.pages()) if (page.url().includes('/studio')) await page.close();
  return program.openStudio();
};

for (const [language, name] of Object.entries(LANGUAGES))
  test(`a new user comes from the first start to a live Browser Source, ${language}`, async () => {
    test.setTimeout(300_000);
    await hostApi().setOutputOn('browser-source', false);
    await hostApi().updateSettings({ studio: { welcomed: false, language: '' } });
    const studio = await openStudio();
    const say = (key: string) => textIn(language, key);
    const next = async () => studio.getByRole('button', { name: await say('wizard.next') }).click();
    const wizard = studio.locator('.k-wizard');
    const title = (name: string) => wizard.getByRole('heading', { level: 2, name, exact: true });

    // The system speaks English; the user does not.
    await expect(title('Welcome to Kagami')).toBeVisible();
    await wizard.getByRole('combobox', { name: 'Language' }).click();
    await studio.getByRole('option', { name, exact: true }).click();
    await expect(title(await say('wizard.language'))).toBeVisible();
    await next();
    await expect(title(await say('wizard.camera'))).toBeVisible();
    await expect(wizard.getByText(await say('wizard.faceFound'))).toBeVisible({ timeout: 90_000 });
    await next();
    await expect(title(await say('wizard.avatar'))).toBeVisible();
    await expect(wizard.getByText('Hikari', { exact: true })).toBeVisible();
    await next();
    await expect(title(await say('wizard.calibration'))).toBeVisible();
    await next();
    const card = wizard.locator('[data-output="browser-source"]');
    await card.getByRole('switch', { name: await say('browserSource.title') }).press('Space');
    const address = card.getByRole('textbox', { name: await say('browserSource.address') });
    await expect(address).toHaveValue(/^http:/);

    const source = await sources.newPage();
    await source.goto(await address.inputValue());
    await untilStageShows(source);
    await expect(card.getByText(await say('outputs.stateLive'), { exact: true })).toBeVisible();
    const forms = [await say('browserSource.connected_one'), await say('browserSource.connected_other')];
    const connected = forms.map((words) => words.replace('{{count}}', '1'));
    await expect(card).toContainText(new RegExp(connected.join('|')));
    await expect
      .poll(async () => Math.abs((await readStage(source)).headYaw), { timeout: 60_000 })
      .toBeGreaterThan(TURNED);
    await studio.screenshot({ path: `test-results/new-user-${language}.png` });

    await next();
    await studio.getByRole('button', { name: await say('wizard.finish') }).click();
    await expect(studio.getByRole('navigation')).toBeVisible();
    await expect(studio.locator('html')).toHaveAttribute('lang', language);
    expect((await hostApi().getSettings()).studio).toMatchObject({ welcomed: true, language });
    await source.close();
    expect(program.errors.filter((error) => !REMARKS.test(error))).toEqual([]);
  });

/** Everything of the main job, once the set-up is done, without ever touching the mouse. */
test('the keyboard alone chooses an avatar, goes live, panics, undoes, and carries settings out and in', async () => {
  test.setTimeout(180_000);
  await hostApi().setOutputOn('browser-source', false);
  await hostApi().updateSettings({
    studio: { welcomed: true, language: 'en' },
    capture: { running: false },
  });
  const studio = await openStudio();
  const { keyboard } = studio;
  const banner = studio.getByRole('banner');
  const navigation = studio.getByRole('navigation');
  await expect(navigation).toBeVisible();

  const tabTo = async (target: Locator) => {
    await expect(target).toBeVisible();
    for (let i = 0; i < 80; i++) {
      await keyboard.press('Tab');
      if (await target.evaluate(hasFocus)) return;
    }
    throw new Error(`The keyboard does not reach ${target}.`);
  };
  const command = async (words: string, found: string) => {
    await keyboard.press('Control+k');
    const search = studio.getByRole('textbox', { name: 'Search settings and commands' });
    await expect(search).toBeFocused();
    await keyboard.type(words);
    await expect(studio.locator('.mantine-Spotlight-action').first()).toContainText(found);
    await keyboard.press('Enter');
    await expect(search).toHaveCount(0);
  };
  const setting = async <Part>(read: (settings: Settings) => Part) => read(await hostApi().getSettings());

  await tabTo(banner.getByRole('button', { name: 'Start', exact: true }));
  await keyboard.press('Enter');
  await expect.poll(() => setting(({ capture }) => capture.running)).toBe(true);

  await tabTo(navigation.getByRole('button', { name: 'Avatar', exact: true }));
  await keyboard.press('Enter');
  await tabTo(studio.getByRole('button', { name: 'Use Ren' }));
  await keyboard.press('Enter');
  await expect.poll(() => setting(({ avatar }) => avatar.current)).toBe('builtin/ren');

  await command('browser turn on', 'Turn on: OBS Browser Source');
  await tabTo(navigation.getByRole('button', { name: 'Outputs', exact: true }));
  await keyboard.press('Enter');
  const card = studio.locator('[data-output="browser-source"]');
  const address = card.getByRole('textbox', { name: await textIn('en', 'browserSource.address') });
  await expect(address).toHaveValue(/^http:/);
  const source = await sources.newPage();
  await source.goto(await address.inputValue());
  await untilStageShows(source);
  expect((await readStage(source)).avatarId).toBe('builtin/ren');
  await expect(card.getByText(await textIn('en', 'outputs.stateLive'), { exact: true })).toBeVisible();

  // The guide opens at the page about what is shown.
  await tabTo(studio.getByRole('button', { name: 'Help', exact: true }));
  await keyboard.press('Enter');
  const guide = studio.getByRole('dialog', { name: 'Help' });
  await expect(guide.getByRole('heading', { level: 1, name: 'Outputs' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(guide).toHaveCount(0);

  const running = studio.locator('.k-source[data-state="running"]');
  await expect(running).toBeVisible({ timeout: 60_000 });
  await keyboard.press('Control+Shift+P');
  await expect(banner.getByText('Camera is closed')).toBeVisible();
  await expect(banner.getByRole('button', { name: 'Go on' })).toBeVisible();
  // Who hits the panic key twice in alarm must not open the camera: it stays closed for a moment.
  await studio.waitForTimeout(2000);
  await keyboard.press('Control+Shift+P');
  await expect(running).toBeVisible({ timeout: 60_000 });

  const smoothing = () => setting(({ motion }) => motion.smoothing);
  const before = await smoothing();
  await command('smoothing', 'Smoothing');
  await expect(studio.getByRole('slider', { name: 'Smoothing' })).toBeFocused();
  await keyboard.press('End');
  await expect.poll(smoothing).toBe(1);
  const download = studio.waitForEvent('download');
  await command('settings as a file', 'Settings as a file: Save as a file');
  const exported = join(await mkdtemp(join(tmpdir(), 'kagami-settings-')), 'settings.json');
  await (await download).saveAs(exported);
  await command('undo the last', 'Undo the last change');
  await expect.poll(smoothing).toBe(before);

  await command('go to settings', 'Go to Settings');
  await tabTo(studio.getByRole('button', { name: 'Load a file' }));
  const chooser = studio.waitForEvent('filechooser');
  await keyboard.press('Enter');
  await (await chooser).setFiles(exported);
  await expect(studio.getByText(/^The settings of settings\.json are in use/)).toBeVisible();
  await expect.poll(smoothing).toBe(1);

  await source.close();
  expect(program.errors.filter((error) => !REMARKS.test(error))).toEqual([]);
});
