import { expect } from '@playwright/test';
import { choose, expectSetting, post, section } from './studio-page/steps';
import { test } from './studio-page/test';

test('a file plays once it is chosen, and a wrong one is refused in words', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Tracking');
  await choose(page, 'Pictures come from', 'File');
  // Nothing is chosen yet: the camera goes on.
  await expectSetting(page, 'capture.source', 'camera');
  const input = page.locator('input[type="file"]');
  await input.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no') });
  await expect(page.getByText('This is neither a video nor a picture that Kagami reads')).toBeVisible();
  await input.setInputFiles({ name: 'me.mp4', mimeType: 'video/mp4', buffer: Buffer.from('film') });
  await expect.poll(() => page.evaluate(() => window.studioPage.pipeline.files)).toEqual(['me.mp4']);
});

test('a take is recorded, stored, played, renamed and deleted', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Tracking');
  await page.getByRole('button', { name: 'Record a take' }).click();
  await expect(page.getByText(/REC 0:01/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await expect
    .poll(() => page.evaluate(() => [...window.studioPage.host.stored]))
    .toEqual([[expect.stringMatching(/^\/user\/takes\/\d{4}-\d\d-\d\d%20.*\.ktake$/), 3]]);

  await page.getByRole('button', { name: 'Play hello' }).click();
  await expectSetting(page, 'capture.source', 'take');
  await expectSetting(page, 'capture.take', 'user/hello');
  await page.getByRole('button', { name: 'Rename “hello”' }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('wave');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expectSetting(page, 'capture.take', 'user/wave');
  await expect(page.getByRole('button', { name: 'Play hello' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Delete “wave”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Play wave' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete “wave”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Play wave' })).toHaveCount(0);
  await expectSetting(page, 'capture.take', 'demo');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save “Demo” as a file' }).click();
  expect((await download).suggestedFilename()).toBe('demo.ktake');
});

test('avatars are chosen, added, refused and removed', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Avatar');
  const card = (name: string) => page.getByRole('button', { name: `Use ${name}` });
  await expect(card('Hikari')).toHaveAttribute('aria-pressed', 'true');
  await card('Sora').click();
  await expectSetting(page, 'avatar.current', 'builtin/sora');

  const input = page.locator('input[type="file"][aria-label="Your avatar"]');
  const vrm = { mimeType: '', buffer: Buffer.from('glTF') };
  await page.evaluate(() => window.studioPage.host.refuseNext('The file is not a VRM: it has no humanoid.'));
  await input.setInputFiles({ name: 'broken.vrm', ...vrm });
  await expect(page.getByText('The file is not a VRM: it has no humanoid.')).toBeVisible();
  await expectSetting(page, 'avatar.current', 'builtin/sora');
  await input.setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from('png') });
  await expect(page.getByText('This is not an avatar file')).toBeVisible();
  await input.setInputFiles({ name: 'My Yuki.vrm', ...vrm });
  await expectSetting(page, 'avatar.current', 'user/My Yuki');
  await expect(card('My Yuki')).toHaveAttribute('aria-pressed', 'true');

  // The Stage could not show it: its sentence is shown and the former avatar comes back.
  await post(page, { type: 'avatar-error', id: 'user/My Yuki', message: 'Its second mesh is cut off.' });
  await expect(page.getByRole('complementary').getByText('Its second mesh is cut off.')).toBeVisible();
  await expectSetting(page, 'avatar.current', 'builtin/sora');

  await page.getByRole('button', { name: 'More about “Mio”' }).click();
  await page.getByRole('menuitem', { name: 'Delete “Mio”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(card('Mio')).toHaveCount(0);
  await page.getByRole('button', { name: 'More about “Hikari”' }).click();
  await expect(page.getByRole('menuitem', { name: /Save as a file/ })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /Delete/ })).toHaveCount(0);
});

test('a file dropped anywhere is taken for what it is', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Settings');
  const drop = (name: string, type: string) =>
    page.locator('main').evaluate(
      (element, file) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'], file.name, { type: file.type }));
        element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      { name, type },
    );
  await drop('Yuki.vrm', '');
  await expectSetting(page, 'avatar.current', 'user/Yuki');
  await expect(page.getByRole('heading', { name: 'Avatar', exact: true })).toBeVisible();
  await drop('me.png', 'image/png');
  await expect.poll(() => page.evaluate(() => window.studioPage.pipeline.files)).toEqual(['me.png']);
  await drop('song.mp3', 'audio/mpeg');
  await expect(page.getByText('Kagami takes .vrm avatars, videos and pictures')).toBeVisible();
});
