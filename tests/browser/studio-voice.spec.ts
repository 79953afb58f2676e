import { expect } from '@playwright/test';
import { expectSetting, section, select } from './studio-page/steps';
import { test } from './studio-page/test';

const NUMBERS = Array.from({ length: 312 }, () => 0);

test('every control of the microphone changes its setting, and its state is told in words', async ({
  openStudio,
}) => {
  const page = await openStudio({
    voice: {
      keywords: [{ id: 'k', name: 'Banana', takes: [NUMBERS], limit: 1 }],
      vowels: Array(5).fill(Array(12).fill(0)),
    },
    triggers: {
      rules: [{ id: 'r', name: '', on: true, when: { kind: 'voice', id: 'k' }, do: [], coolDownMs: 0 }],
    },
  });
  await section(page, 'Voice');
  await expect(page.getByText('The microphone is closed.')).toBeVisible();
  await select(page, 'Lip-sync', 'By the voice alone');
  await expectSetting(page, 'voice.lipSync', 'alone');
  await page.getByRole('slider', { name: 'Mouth opening', exact: true }).press('End');
  await expectSetting(page, 'voice.strength', 2);
  await page.getByRole('slider', { name: 'Voice begins at' }).press('ArrowRight');
  await expectSetting(page, 'voice.gate', -44);
  await page.getByRole('button', { name: 'Reset “Voice begins at” to its default' }).click();
  await expectSetting(page, 'voice.gate', -45);
  await page.getByRole('slider', { name: 'Tolerance for my words' }).press('Home');
  await expectSetting(page, 'voice.tolerance', 0.7);
  await page.getByRole('button', { name: 'Forget them' }).click();
  await expectSetting(page, 'voice.vowels', null);

  const meter = page.getByRole('meter', { name: 'Microphone level' });
  await page.evaluate(() =>
    window.studioPage.pipeline.setMicrophone({ state: 'running', label: 'Blue Yeti' }),
  );
  await expect(page.getByText('Listening to Blue Yeti.')).toBeVisible();
  await page.evaluate(() => window.studioPage.pipeline.hear(-30));
  await expect(meter).toHaveJSProperty('value', -30);

  await page.evaluate(() =>
    window.studioPage.pipeline.setMicrophone({
      state: 'fault',
      label: '',
      fault: { code: 'microphone-busy', message: '', action: '' },
    }),
  );
  await expect(page.getByRole('alert')).toContainText('used by another program');
  await expect(page.getByRole('button', { name: 'Learn my vowels' })).toBeDisabled();
  const before = await page.evaluate(() => window.studioPage.pipeline.retries);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await page.evaluate(() => window.studioPage.pipeline.retries)).toBe(before + 1);
  await page.evaluate(() => window.studioPage.pipeline.setMicrophone({ state: 'off', label: '' }));
  await page.getByRole('switch', { name: 'Mute' }).press('Space');
  await expectSetting(page, 'voice.muted', true);
  await expect(page.getByText('The microphone is muted.')).toBeVisible();

  await page.getByRole('switch', { name: 'Do not listen while the avatar speaks' }).press('Space');
  await expectSetting(page, 'voice.deafWhileSpeaking', false);

  // A word that is gone takes the rules that wait for it with it.
  await section(page, 'Triggers');
  await expect(page.getByText('A word that I say · Banana')).toBeVisible();
  await section(page, 'Voice');
  await page.getByRole('button', { name: 'Delete “Banana”' }).click();
  await expectSetting(page, 'voice.keywords.length', 0);
  await expectSetting(page, 'triggers.rules.length', 0);
});
