import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import type { Settings, SettingsPatch } from '@shared/settings';
import { buildStudioPage } from './studio-page/build';

const ORIGIN = 'http://localhost';
const MIME: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

let folder = '';

test.use({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
// Colours are judged as they stand, not on their way to others.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test.beforeAll(async () => {
  folder = await buildStudioPage();
});

const openStudio = async (page: Page, settings: SettingsPatch = {}): Promise<void> => {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const file = join(folder, new URL(route.request().url()).pathname);
    const body = await readFile(file).catch(() => undefined);
    if (body === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ body, contentType: MIME[extname(file)] ?? 'application/octet-stream' });
  });
  const query = encodeURIComponent(JSON.stringify({ studio: { welcomed: true }, ...settings }));
  await page.goto(`${ORIGIN}/index.html?settings=${query}`);
  await expect(page.getByRole('navigation')).toBeVisible();
};

const section = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();

const settingsOf = (page: Page): Promise<Settings> => page.evaluate(() => window.studioPage.host.settings());
const callsOf = (page: Page): Promise<string[]> => page.evaluate(() => [...window.studioPage.host.calls]);

const expectAccessible = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).include('aside').analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
};

test('an expression is shown at a click, gets a hotkey, and its keys act from any section but not while typing', async ({
  page,
}) => {
  await openStudio(page);
  await section(page, 'Expressions');
  const stars = page.getByRole('button', { name: 'Stars', exact: true });
  await stars.click();
  await expect(stars).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(stars).toHaveAttribute('aria-pressed', 'false');

  await page.getByRole('button', { name: 'Adjust “Stars”' }).click();
  await page.getByRole('button', { name: /^Hotkey/ }).click();
  await page.keyboard.press('q');
  await expect(page.getByText('A letter alone would be lost for typing', { exact: false })).toBeVisible();
  await page.keyboard.press('Control+Shift+Digit5');
  await expect(page.getByText('Ctrl + Shift + 5').first()).toBeVisible();
  await expect
    .poll(async () => (await settingsOf(page)).triggers.rules.at(-1))
    .toMatchObject({
      when: { kind: 'hotkey', keys: 'Control+Shift+Digit5' },
      do: [{ type: 'expression', name: 'Stars' }],
    });
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/studio-expressions.png' });

  const fired = async () => (await callsOf(page)).filter((call) => call.startsWith('fireTrigger'));
  await section(page, 'Triggers');
  await page.getByLabel('Name of the new preset').focus();
  await page.keyboard.press('Control+Shift+Digit5');
  expect(await fired()).toEqual([]);
  await page.getByRole('button', { name: 'Add a rule' }).focus();
  await page.keyboard.press('Control+Shift+Digit5');
  await expect.poll(fired).toEqual([expect.stringMatching(/press$/), expect.stringMatching(/release$/)]);
});

test('a rule is made, changed and removed', async ({ page }) => {
  await openStudio(page);
  await section(page, 'Triggers');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel('Name', { exact: true }).first().fill('Peace!');
  await page.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'Hand sign' }).click();
  await page.getByRole('combobox', { name: 'Do', exact: true }).first().click();
  await page.getByRole('option', { name: 'Show an expression' }).click();
  await expect
    .poll(async () => (await settingsOf(page)).triggers.rules.at(-1))
    .toMatchObject({
      name: 'Peace!',
      when: { kind: 'gesture', sign: 'peace', hand: 'any' },
      do: [{ type: 'expression', name: 'happy', mode: 'toggle' }],
    });
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/studio-triggers.png' });
  await page.getByRole('button', { name: 'Delete “Peace!”' }).click();
  await expect.poll(async () => (await settingsOf(page)).triggers.rules.length).toBe(2);
});

test('a preset is saved, applied and removed', async ({ page }) => {
  await openStudio(page);
  await section(page, 'Triggers');
  await page.getByLabel('Name of the new preset').fill('Talk');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Apply “Talk”' }).click();
  await expect.poll(() => callsOf(page)).toContainEqual('runCommand {"type":"preset","name":"Talk"} press');
  const { list } = (await settingsOf(page)).presets;
  expect(list.map(({ name }) => name)).toEqual(['Talk']);
  expect(JSON.stringify(list)).not.toContain('calibrations');
  await page.screenshot({ path: 'test-results/studio-presets.png' });
  await page.getByRole('button', { name: 'Delete “Talk”' }).click();
  await expect.poll(async () => (await settingsOf(page)).presets.list.length).toBe(0);
});
