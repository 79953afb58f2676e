/** The main job, end to end: the real host, the real pages in a real Chromium, a camera that plays real footage. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { drawFace } from './drawn-face';
import { cutFrame } from './footage';
import { hasShared, type Program, type ProgramOptions, shared, startProgram } from './program';
import {
  alphaAt,
  photograph,
  readStage,
  type StageReading,
  untilStageShows,
  watchStage,
} from './stage-reading';

const NO_FOOTAGE = 'needs the footage in ../shared/data/video';
const FEMALE = 'video/cam-female.mjpeg';
const MALE = 'video/cam-male.mjpeg';

let program: Program | undefined;

const start = async (options: ProgramOptions): Promise<{ program: Program; studio: Page; stage: Page }> => {
  program = await startProgram(options);
  const studio = await program.openStudio();
  const stage = await program.openStage();
  await untilStageShows(stage);
  return { program, studio, stage };
};

test.afterEach(async () => {
  await program?.close();
  program = undefined;
});

const most = (readings: StageReading[], read: (reading: StageReading) => number): number =>
  Math.max(...readings.map(read));
const weight = (name: string) => (reading: StageReading) => reading.expressions[name] ?? 0;

for (const tracker of ['face-landmarker', 'face-mesh'] as const) {
  const models = tracker === 'face-landmarker' ? shared('models') : undefined;

  test.describe(`tracked by ${tracker}`, () => {
    test.skip(!hasShared(FEMALE), NO_FOOTAGE);
    test.skip(tracker === 'face-landmarker' && !hasShared('models'), 'needs the official face model');

    test('the avatar turns its head with the person in the camera', async () => {
      const { program, stage, studio } = await start({
        footage: shared(FEMALE),
        models,
        settings: { motion: { mirror: false }, tracking: { mode: 'face' } },
      });
      const turnedBothWays = (readings: StageReading[]) =>
        most(readings, (r) => r.headYaw) > 10 && most(readings, (r) => -r.headYaw) > 10;
      const readings = await watchStage(stage, 60_000, turnedBothWays);
      expect(turnedBothWays(readings), `yaw ${readings.map((r) => r.headYaw.toFixed(0))}`).toBe(true);
      await studio.screenshot({ path: `test-results/studio-${tracker}.png` });
      await photograph(stage, `test-results/stage-${tracker}.png`);
      expect(program.errors.filter((error) => !error.includes('TensorFlow Lite'))).toEqual([]);
    });

    test('left is left: a still of a known turn, mirrored and not', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kagami-stills-'));
      // In the first picture she looks to her own right, in the eighteenth to her own left.
      const stills = {
        right: await cutFrame(shared(FEMALE), 0, folder),
        left: await cutFrame(shared(FEMALE), 17, folder),
      };
      const { program, stage, studio } = await start({
        models,
        settings: { capture: { source: 'file' }, motion: { mirror: false }, tracking: { mode: 'face' } },
      });
      const openStill = (file: string) => studio.setInputFiles('input[type=file][accept*="video"]', file);

      await openStill(stills.right);
      await expect.poll(async () => (await readStage(stage)).headYaw, { timeout: 60_000 }).toBeLessThan(-10);
      await program.host.services.api.updateSettings({ motion: { mirror: true } });
      await expect.poll(async () => (await readStage(stage)).headYaw).toBeGreaterThan(10);
      await openStill(stills.left);
      await expect.poll(async () => (await readStage(stage)).headYaw).toBeLessThan(-5);
    });

    test('the avatar smiles and blinks with the person', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kagami-stills-'));
      // Stills, for he blinks in one picture of the footage, which a slow machine may never track.
      const stills = {
        smiling: await cutFrame(shared(MALE), 30, folder),
        blinking: await cutFrame(shared(MALE), 75, folder),
      };
      const { stage, studio } = await start({
        models,
        settings: { capture: { source: 'file' }, tracking: { mode: 'face' } },
      });
      const openStill = (file: string) => studio.setInputFiles('input[type=file][accept*="video"]', file);
      const smile = (r: StageReading) => Math.max(weight('mouthSmileLeft')(r), weight('happy')(r));
      const blink = (r: StageReading) =>
        Math.max(weight('eyeBlinkLeft')(r), weight('eyeBlinkRight')(r), weight('blink')(r));

      await openStill(stills.smiling);
      await expect.poll(async () => smile(await readStage(stage)), { timeout: 60_000 }).toBeGreaterThan(0.5);
      await expect.poll(async () => blink(await readStage(stage))).toBeLessThan(0.15);
      await openStill(stills.blinking);
      await expect.poll(async () => blink(await readStage(stage)), { timeout: 30_000 }).toBeGreaterThan(0.3);
    });
  });
}

test('without footage: a drawn face turns the avatar, tracked by the npm face tracker', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-drawn-'));
  const { program, stage, studio } = await start({
    settings: { capture: { source: 'file' }, motion: { mirror: false }, tracking: { mode: 'face' } },
  });
  const openDrawn = async (turn: number) => {
    const picture = await drawFace(program.context, { turn }, join(folder, `turned-${turn}.png`));
    await studio.setInputFiles('input[type=file][accept*="video"]', picture);
  };

  // To the right of the picture is the person's own left.
  await openDrawn(0.8);
  await expect(studio.getByText('Seen', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect.poll(async () => (await readStage(stage)).headYaw, { timeout: 30_000 }).toBeGreaterThan(8);
  await openDrawn(-0.8);
  await expect.poll(async () => (await readStage(stage)).headYaw, { timeout: 30_000 }).toBeLessThan(-8);
  await studio.screenshot({ path: 'test-results/studio-drawn-face.png' });
});

test('the demo moves the arms and the fingers without a camera', async () => {
  const { stage, studio } = await start({
    demo: true,
    settings: { capture: { source: 'take', take: 'demo' } },
  });
  const waves = (all: StageReading[]) =>
    most(all, (r) => Math.max(r.leftHandHeight, r.rightHandHeight)) > 0 &&
    most(all, (r) => Math.max(r.leftIndexBend, r.rightIndexBend)) > 30;
  const readings = await watchStage(stage, 60_000, waves);
  expect(waves(readings)).toBe(true);
  expect(most(readings, (r) => Math.min(r.leftHandHeight, r.rightHandHeight))).toBeLessThan(0.3);
  await studio.screenshot({ path: 'test-results/studio-demo.png' });
  await photograph(stage, 'test-results/stage-demo.png');
});

test('the Stage shows the avatar on nothing, and closing Studio stops only Studio', async () => {
  const { stage, studio } = await start({
    demo: true,
    settings: { capture: { source: 'take', take: 'demo' } },
  });
  const picture = await photograph(stage, 'test-results/stage-transparent.png');
  expect(alphaAt(picture, picture.width * 0.03, picture.height * 0.05)).toBe(0);
  expect(alphaAt(picture, picture.width / 2, picture.height * 0.6)).toBe(255);

  await studio.close();
  // The Stage takes the work over once the other page is gone.
  await stage.waitForTimeout(4000);
  const yaws = (await watchStage(stage, 12_000, () => false)).map((r) => r.headYaw);
  expect(Math.max(...yaws) - Math.min(...yaws)).toBeGreaterThan(8);
});

test('both pages survive a reload', async () => {
  const { stage, studio } = await start({
    demo: true,
    settings: { capture: { source: 'take', take: 'demo' } },
  });
  await studio.reload();
  await stage.reload();
  await untilStageShows(stage);
  const yaws = (await watchStage(stage, 12_000, () => false)).map((r) => r.headYaw);
  expect(Math.max(...yaws) - Math.min(...yaws)).toBeGreaterThan(8);
});

test('a broken avatar is refused in words and the one before stays', async () => {
  const { stage, studio } = await start({
    demo: true,
    settings: { capture: { source: 'take', take: 'demo' } },
  });
  const before = (await readStage(stage)).avatarId;
  await studio.getByRole('button', { name: 'Avatar' }).first().click();
  await studio.setInputFiles('input[type=file][accept*="vrm"]', {
    name: 'broken.vrm',
    mimeType: 'model/gltf-binary',
    buffer: Buffer.from('glTF but not really'),
  });
  await expect(studio.getByText(/not a|damaged|broken|cannot|could not/i).first()).toBeVisible();
  expect((await readStage(stage)).avatarId).toBe(before);
});

test('settings outlive the program', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kagami-data-'));
  program = await startProgram({ dataFolder });
  await program.host.services.api.updateSettings({
    stage: { colour: '#123456' },
    motion: { smoothing: 0.9 },
  });
  await program.close();
  program = await startProgram({ dataFolder });
  const settings = await program.host.services.api.getSettings();
  expect(settings.stage.colour).toBe('#123456');
  expect(settings.motion.smoothing).toBe(0.9);
});
