import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './studio-page/test';

const setting = (page: Page, section: 'studio' | 'motion', name: string) =>
  page.evaluate(([of, key]) => (window.studioPage.host.settings()[of] as Record<string, unknown>)[key], [
    section,
    name,
  ] as const);

const serious = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
};

test('a new user is led from language to output by the keyboard alone, and not greeted again', async ({
  openStudio,
}) => {
  const page = await openStudio({ studio: { welcomed: false } });
  const wizard = page.getByRole('region', { name: /Welcome|camera|avatar|neutral|goes|ready/ });
  for (const title of [
    'Welcome to Kagami',
    'Your camera',
    'Your avatar',
    'Your neutral pose',
    'Where your avatar goes',
  ]) {
    await expect(page.getByRole('heading', { name: title })).toBeFocused();
    if (title === 'Your camera') await expect(wizard.getByText('Your face is found')).toBeVisible();
    expect.soft(await serious(page), title).toEqual([]);
    await wizard.getByRole('button', { name: 'Next' }).press('Enter');
  }
  await expect(page.getByRole('heading', { name: 'You are ready' })).toBeFocused();
  await wizard.getByRole('button', { name: 'Finish' }).press('Enter');
  await expect(page.getByRole('navigation')).toBeVisible();
  await expect.poll(() => setting(page, 'studio', 'welcomed')).toBe(true);
});

test('closing the set-up at a step leaves a usable Studio', async ({ openStudio }) => {
  const page = await openStudio({ studio: { welcomed: false } });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Close the set-up' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
  await expect.poll(() => setting(page, 'studio', 'welcomed')).toBe(true);
});

test('the palette leads to a setting, and a change is taken back and done again', async ({ openStudio }) => {
  const page = await openStudio();
  await expect(page.getByRole('navigation')).toBeVisible();
  await page.getByRole('button', { name: /^Search settings/ }).click();
  const search = page.getByRole('textbox', { name: 'Search settings and commands' });
  await search.fill('smoothing');
  await search.press('Enter');
  const slider = page.getByRole('slider', { name: 'Smoothing' });
  await expect(slider).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => setting(page, 'motion', 'smoothing')).toBe(0.45);
  await page.keyboard.press('Control+z');
  await expect.poll(() => setting(page, 'motion', 'smoothing')).toBe(0.4);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => setting(page, 'motion', 'smoothing')).toBe(0.45);
});

test('the check-up tells what is wrong, mends a taken port and shows what a bundle holds', async ({
  openStudio,
}) => {
  const page = await openStudio();
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Check-up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Check-up' });
  await expect(dialog.getByText('Another program holds UDP port 39540.')).toBeVisible();
  expect.soft(await serious(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take the next port' }).click();
  await expect
    .poll(() => page.evaluate(() => window.studioPage.host.settings().inputs.vmcReceive.port))
    .toBe(39_541);
  await dialog.getByRole('button', { name: 'Show what is in it' }).click();
  await expect(dialog.getByRole('button', { name: 'kagami.log' })).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as .zip' }).click();
  expect((await download).suggestedFilename()).toBe('kagami-support.zip');
});

test('the camera stays out of sight while an output is live', async ({ openStudio }) => {
  const page = await openStudio();
  await expect(page.getByRole('img', { name: /landmarks/ })).toBeVisible();
  await page.evaluate(() =>
    window.studioPage.host.setOutputs([{ id: 'browser-source', state: 'live', rate: 30 }]),
  );
  await expect(page.getByText('An output is live')).toBeVisible();
  await expect(page.getByRole('img', { name: /landmarks/ })).toHaveCount(0);
});
