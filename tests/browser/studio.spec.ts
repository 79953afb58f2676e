import { expect, type Locator, type Page } from '@playwright/test';
import {
  choose,
  expectSetting,
  section,
  select,
  setStatus,
  settingsOf,
  stageStatus,
} from './studio-page/steps';
import { test } from './studio-page/test';

test('starts, stops, opens the Stage and shows that it is live', async ({ openStudio }) => {
  const page = await openStudio();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expectSetting(page, 'capture.running', false);
  await expect(page.getByText('The camera is off')).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Start', exact: true }).click();
  await expectSetting(page, 'capture.running', true);

  await expect(page.getByText('Stage closed')).toBeVisible();
  await page.getByRole('button', { name: 'Open Stage' }).click();
  expect(await page.evaluate(() => window.studioPage.host.calls)).toContain('openStage');
  await stageStatus(page);
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show Stage' })).toBeVisible();
  const status = page.getByRole('region', { name: 'Status' });
  await expect(status).toContainText('Render 60 fps');
  await expect(status).toContainText('Latency 72 ms');
  await expect(status).toContainText('Capture 30 fps · 640×480');
  // A Stage that says nothing any more is closed.
  await expect(page.getByText('Stage closed')).toBeVisible({ timeout: 6_000 });
});

test('shows which parts are seen', async ({ openStudio }) => {
  const page = await openStudio();
  const parts = page.getByRole('list', { name: 'What is seen of you' });
  const part = (name: string) => parts.getByRole('listitem').filter({ hasText: name });
  await expect(part('Left hand')).toContainText('Seen');
  await expect(part('Right hand')).toContainText('Not seen');
  await setStatus(page, { seen: { face: false, body: true, leftHand: false, rightHand: true } });
  await expect(part('Face')).toContainText('Not seen');
  await expect(part('Right hand')).toContainText(/^Right handSeen/);
  await section(page, 'Tracking');
  await choose(page, 'Follow', 'Face');
  await expect(part('Body')).toContainText('Not tracked');
});

/** Mean x, in 0..1 of the canvas, of the pixels with the left hand's colour; undefined where there are none. */
const leftHandX = (page: Page) =>
  page.getByRole('img', { name: /landmarks/ }).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
      if (Math.abs(data[i]! - 0xff) + Math.abs(data[i + 1]! - 0xcf) + Math.abs(data[i + 2]! - 0x7d) < 12) {
        sum += (i / 4) % canvas.width;
        count++;
      }
    return count === 0 ? undefined : sum / count / canvas.width;
  });

test('draws the picture with its landmarks, mirrored or not, and hides it', async ({ openStudio }) => {
  const page = await openStudio();
  await expect(page.getByText('Only you see this')).toBeVisible();
  // The person's left hand is at the right of the picture, and at the left of a mirror.
  await expect.poll(() => leftHandX(page)).toBeLessThan(0.4);
  await page.getByRole('button', { name: 'Mirror the preview' }).click();
  await expectSetting(page, 'studio.mirrorPreview', false);
  await expect.poll(() => leftHandX(page)).toBeGreaterThan(0.6);
  await page.getByRole('button', { name: 'Show landmarks' }).click();
  await expectSetting(page, 'studio.showLandmarks', false);
  await expect.poll(() => leftHandX(page)).toBeUndefined();

  await page.getByRole('button', { name: 'Show the preview' }).click();
  await expectSetting(page, 'studio.preview', false);
  await expect(page.getByText('The preview is hidden')).toBeVisible();
  await expect(page.getByRole('img', { name: /landmarks/ })).toHaveCount(0);
});

test('every control of Tracking changes its setting', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Tracking');
  await select(page, 'Camera', 'OBS Virtual Camera');
  await expectSetting(page, 'capture.deviceId', 'b2');
  await expectSetting(page, 'capture.deviceLabel', 'OBS Virtual Camera');
  await select(page, 'Resolution', '1280 × 720 px');
  await expectSetting(page, 'capture.width', 1280);
  await expectSetting(page, 'capture.height', 720);
  await select(page, 'Frame rate', '60 fps');
  await expectSetting(page, 'capture.frameRate', 60);
  await choose(page, 'Follow', 'Whole body');
  await expectSetting(page, 'tracking.mode', 'full');
  await choose(page, 'Models', 'Light');
  await expectSetting(page, 'tracking.quality', 'lite');
  await choose(page, 'Processor', 'GPU');
  await expectSetting(page, 'tracking.delegate', 'gpu');
  await expect(page.getByText('The GPU cannot be used: tracking runs on the CPU')).toBeVisible();
  await choose(page, 'Use', 'Face Mesh');
  await expectSetting(page, 'tracking.face', 'face-mesh');
  await page.getByRole('button', { name: 'Reset “Models” to its default' }).click();
  await expectSetting(page, 'tracking.quality', 'full');
  await choose(page, 'Pictures come from', 'Take');
  await expectSetting(page, 'capture.source', 'take');
});

test('the better face tracker is downloaded with progress, and cancelled', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Tracking');
  await expect(page.getByText(/^Face Mesh is running/)).toBeVisible();
  await page.getByRole('button', { name: 'Download it' }).click();
  await expect(page.getByText('1.4 of 3.8 MB')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: '1.4 of 3.8 MB' })).toHaveAttribute(
    'aria-valuenow',
    /^37/,
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Download it' })).toBeVisible();
  await page.evaluate(() =>
    window.studioPage.host.setModels({
      files: [],
      face: { state: 'failed', message: 'This machine is offline.' },
    }),
  );
  await expect(page.getByText('This machine is offline.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.evaluate(() =>
    window.studioPage.host.setModels({ files: [], face: { state: 'present', from: 'downloaded' } }),
  );
  await expect(page.getByText('A better face tracker is available')).toHaveCount(0);
});

test('a camera fault is told in words, and tried again', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Tracking');
  await setStatus(page, { state: 'fault', fault: { code: 'camera-busy', message: 'x', action: 'y' } });
  const panel = page.getByRole('complementary');
  await expect(panel.getByText('Another program is using the camera.')).toBeVisible();
  await expect(panel.getByText(/Close that program/)).toBeVisible();
  await panel.getByRole('button', { name: 'Try again' }).click();
  expect(await page.evaluate(() => window.studioPage.pipeline.retries)).toBe(1);
  await setStatus(page, { state: 'running', fault: undefined });
  await expect(page.getByText('Another program is using the camera.')).toHaveCount(0);
});

const pressOn = async (slider: Locator, key: string, times: number) => {
  await slider.focus();
  for (let i = 0; i < times; i++) await slider.press(key);
};

test('every control of Motion changes its setting', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Motion');
  await page.getByRole('switch', { name: 'Mirror' }).click();
  await expectSetting(page, 'motion.mirror', false);
  await page.getByRole('switch', { name: 'Blink with both eyes' }).click();
  await expectSetting(page, 'motion.linkBlinks', true);
  const slider = (name: string) => page.getByRole('slider', { name, exact: true });
  await pressOn(slider('Smoothing'), 'ArrowRight', 2);
  await expectSetting(page, 'motion.smoothing', 0.5);
  await expect(slider('Smoothing')).toHaveAttribute('aria-valuetext', '50 %');
  await pressOn(slider('Idle movement'), 'End', 1);
  await expectSetting(page, 'motion.idle', 2);
  for (const [name, key] of [
    ['Head', 'head'],
    ['Body', 'body'],
    ['Arms', 'arms'],
    ['Expressions', 'expressions'],
  ] as const) {
    await pressOn(slider(name), 'Home', 1);
    await expectSetting(page, `motion.gain.${key}`, 0);
  }
  await page.getByRole('button', { name: 'Reset “Head” to its default' }).click();
  await expectSetting(page, 'motion.gain.head', 1);
  await choose(page, 'Arms', 'Reach places');
  await expectSetting(page, 'motion.arms', 'reach');
  await choose(page, 'Solver', 'Kalidokit');
  await expectSetting(page, 'motion.solver', 'classic');
  await expect(page.getByRole('radiogroup', { name: 'Arms', exact: true })).toHaveCount(0);
});

test('a graph shows what the smoothing does to a value of the user’s choice', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Motion');
  // Told in words once a second, as motion is reduced here.
  await expect(page.getByRole('img', { name: /^Head turn: -?\d+° seen, -?\d+° shown/ })).toBeVisible();
  await select(page, 'Watch', 'Mouth open');
  await expect(page.getByRole('img', { name: /^Mouth open: \d+ % seen/ })).toBeVisible();
});

test('a neutral pose is taken after a countdown, stored for the camera, and forgotten', async ({
  openStudio,
}) => {
  const page = await openStudio();
  await section(page, 'Motion');
  await page.getByRole('button', { name: 'Take my neutral pose' }).click();
  await expect(page.getByText('Get ready: 3')).toBeVisible();
  await expect(page.getByText('Hold still…')).toBeVisible();
  await expectSetting(page, 'motion.calibrations.length', 0);
  await expect(page.getByText('Done. This is your neutral pose now.')).toBeVisible();
  await expectSetting(page, 'motion.calibrations.0.camera', 'Logitech StreamCam');
  await expectSetting(page, 'motion.calibrations.0.avatar', 'builtin/hikari');
  const { motion } = await settingsOf(page);
  // The fake person's lids hang by 0.1; some of it is taken for open eyes as soon as the face is calm.
  const lids = motion.calibrations[0]?.calibration.eyesOpen.left;
  expect(lids).toBeGreaterThan(0);
  expect(lids).toBeLessThan(0.12);
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expectSetting(page, 'motion.calibrations', []);
});

test('every control of Stage changes its setting', async ({ openStudio }) => {
  const page = await openStudio();
  await section(page, 'Stage');
  await select(page, 'Size', '9:16 · 1080 × 1920 px');
  await expectSetting(page, 'stage.height', 1920);
  await select(page, 'Size', 'Custom…');
  await page.getByRole('textbox', { name: 'Width' }).fill('99999');
  await page.keyboard.press('Enter');
  await expectSetting(page, 'stage.width', 7680);
  await page.getByRole('textbox', { name: 'Height' }).fill('500');
  await page.keyboard.press('Tab');
  await expectSetting(page, 'stage.height', 500);
  await select(page, 'Highest frame rate', 'As the display');
  await expectSetting(page, 'stage.maxFrameRate', 0);
  await page.getByRole('switch', { name: 'Always on top' }).click();
  await expectSetting(page, 'stage.alwaysOnTop', true);
});

test('Scene sets camera, background, light, effects and props', async ({ openStudio }) => {
  const hat = { id: 'hat', name: 'hat', file: 'hat.glb', size: 0.2, shown: true };
  const page = await openStudio({
    scene: { props: [{ ...hat, bone: 'chest', position: [0.1, 0.25, 0], rotation: [0, 0, 90] }] },
  });
  await section(page, 'Scene');
  await choose(page, 'Shot', 'Full');
  await expectSetting(page, 'stage.shot', 'full');
  await page.getByRole('textbox', { name: 'Name of this picture' }).fill('Standing');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectSetting(page, 'scene.camera.framings.0.name', 'Standing');
  await choose(page, 'Behind the avatar', 'Colour');
  await expectSetting(page, 'stage.background', 'colour');
  await page.getByRole('textbox', { name: 'Key colour' }).fill('#FF00FF');
  await expectSetting(page, 'stage.colour', '#ff00ff');
  await page.keyboard.press('Escape');
  await choose(page, 'Behind the avatar', 'Image');
  await page.getByRole('button', { name: 'sky.png', exact: true }).click();
  await expectSetting(page, 'scene.background.image', 'sky.png');
  await page.getByRole('button', { name: 'Neon' }).click();
  await expectSetting(page, 'scene.lights.rim.intensity', 2.2);
  await expectSetting(page, 'scene.effects.bloom', 0.8);
  await page.getByRole('button', { name: 'Plain', exact: true }).click();
  await expectSetting(page, 'scene.effects.bloom', 0);
  await page.getByRole('switch', { name: 'Smooth edges' }).click();
  await expectSetting(page, 'stage.antialias', false);
  await page.getByRole('switch', { name: 'Outlines' }).click();
  await expectSetting(page, 'stage.outlines', false);
  const prop = page.locator('.k-prop');
  for (const name of ['Attached to', 'Place', 'Turned about'])
    await prop.getByRole('button', { name: `Reset “${name}` }).click();
  await expectSetting(page, 'scene.props', [
    { ...hat, bone: 'head', position: [0, 0.25, 0], rotation: [0, 0, 0] },
  ]);
  await expect(prop.getByRole('button', { name: 'Reset “' }), 'nothing is left to set back').toHaveCount(0);
});

test('every control of Settings does what it says', async ({ openStudio }) => {
  const page = await openStudio({ motion: { smoothing: 0.9 } });
  await section(page, 'Settings');
  await choose(page, 'Appearance', 'Light');
  await expectSetting(page, 'studio.theme', 'light');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.getByRole('button', { name: 'Licences' }).click();
  await expect(page.getByRole('dialog')).toContainText('Apache License');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Reset all settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
  await expectSetting(page, 'motion.smoothing', 0.4);
  await expectSetting(page, 'studio.theme', 'dark');
  await select(page, 'Language', '日本語');
  await expect(page.getByRole('heading', { name: '設定', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByRole('button', { name: 'Kagami を終了' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '終了', exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.studioPage.host.calls)).toContain('quit');
});

test('the keyboard alone stops, opens the Stage and changes the section', async ({ openStudio }) => {
  const page = await openStudio();
  const tabTo = async (target: Locator) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error('The keyboard does not reach it.');
  };
  await tabTo(page.getByRole('button', { name: 'Stop', exact: true }));
  await page.keyboard.press('Enter');
  await expectSetting(page, 'capture.running', false);
  await tabTo(page.getByRole('button', { name: 'Open Stage' }));
  await page.keyboard.press('Space');
  expect(await page.evaluate(() => window.studioPage.host.calls)).toContain('openStage');
  await tabTo(page.getByRole('navigation').getByRole('button', { name: 'Motion' }));
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('slider', { name: 'Smoothing' }));
  await page.keyboard.press('ArrowLeft');
  await expectSetting(page, 'motion.smoothing', 0.35);
});
