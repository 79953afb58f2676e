import { expect } from '@playwright/test';
import { expectSetting, section } from './studio-page/steps';
import { test } from './studio-page/test';

test('motion goes to another program by VMC, and its state is told in words', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Outputs');
  await expect(page.getByText('Nothing is being sent yet')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Send motion' }).press('Space');
  await expectSetting(page, 'outputs.vmcSend.on', true);
  await expect(page.getByText('Nothing is being sent yet. Open the Stage.')).toBeVisible();
  await page.evaluate(() =>
    window.studioPage.host.setVmc({
      phone: { state: 'off', rate: 0 },
      send: { state: 'live', rate: 60 },
      receive: { state: 'off', rate: 0 },
    }),
  );
  await expect(page.getByText('Sending 60 frames a second.')).toBeVisible();

  const card = page.locator('[data-output="vmc-send"]');
  const computer = card.getByRole('textbox', { name: 'Computer' });
  await computer.fill('192.168.1.20');
  await computer.press('Enter');
  await expectSetting(page, 'outputs.vmcSend.host', '192.168.1.20');
  const port = card.getByRole('textbox', { name: 'Port' });
  await port.fill('39600');
  await port.press('Enter');
  await expectSetting(page, 'outputs.vmcSend.port', 39_600);
  await page
    .getByRole('group', { name: 'Parts to send' })
    .getByRole('checkbox', { name: 'Fingers' })
    .press('Space');
  await expectSetting(page, 'outputs.vmcSend.parts.hands', false);
});

test('a port that another program holds is told with what to do', async ({ openStudio }) => {
  const page = await openStudio({ inputs: { vmcReceive: { on: true } } });
  await section(page, 'Outputs');
  await expect(page.getByText('Listening; nobody sends yet.')).toBeVisible();
  const message = 'Another program already listens on UDP port 39540. Close it, or choose another port.';
  await page.evaluate(
    (words) =>
      window.studioPage.host.setVmc({
        phone: { state: 'off', rate: 0 },
        send: { state: 'off', rate: 0 },
        receive: { state: 'error', rate: 0, message: words, freePort: 39_541 },
      }),
    message,
  );
  await expect(page.getByRole('alert').filter({ hasText: message })).toBeVisible();
  await page.getByRole('button', { name: 'Use port 39541' }).click();
  await expectSetting(page, 'inputs.vmcReceive.port', 39_541);
});

test('a sender with other axes is told, and put right at a press', async ({ openStudio }) => {
  const page = await openStudio({ inputs: { vmcReceive: { on: true } } });
  await section(page, 'Outputs');
  await page.evaluate(() =>
    window.studioPage.host.setVmc({
      phone: { state: 'off', rate: 0 },
      send: { state: 'off', rate: 0 },
      receive: { state: 'live', rate: 60, sender: '127.0.0.1:5000', axes: 'turned' },
    }),
  );
  await page.getByRole('button', { name: 'Correct it' }).click();
  await expectSetting(page, 'inputs.vmcReceive.axes', 'turned');
});
