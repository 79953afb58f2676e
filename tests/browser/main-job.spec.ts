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

    test('stills: left is left, mirrored and not; the avatar smiles and blinks with the person', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kagami-stills-'));
      const stills = {
        // In the first picture she looks to her own right, in the eighteenth to her own left.
        right: await cutFrame(shared(FEMALE), 0, folder),
        left: await cutFrame(shared(FEMALE), 17, folder),
        // Stills, for he blinks in one picture of the footage, which a slow machine may never track.
        smiling: await cutFrame(shared(MALE), 30, folder),
        blinking: await cutFrame(shared(MALE), 75, folder),
      };
      const { program, stage, studio } = await start({
        models,
        settings: { capture: { source: 'file' }, motion: { mirror: false }, tracking: { mode: 'face' } },
      });
      const openStill = (file: string) => studio.setInputFiles('input[type=file][accept*="video"]', file);
      const smile = (r: StageReading) => Math.max(weight('mouthSmileLeft')(r), weight('happy')(r));
      const blink = (r: StageReading) =>
        Math.max(weight('eyeBlinkLeft')(r), weight('eyeBlinkRight')(r), weight('blink')(r));

      await openStill(stills.right);
      await expect.poll(async () => (await readStage(stage)).headYaw, { timeout: 60_000 }).toBeLessThan(-10);
      await program.host.services.api.updateSettings({ motion: { mirror: true } });
      await expect.poll(async () => (await readStage(stage)).headYaw).toBeGreaterThan(10);
      await openStill(stills.left);
      await expect.poll(async () => (await readStage(stage)).headYaw).toBeLessThan(-5);

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

test('the demo moves the arms and fingers on nothing, survives reloads, a broken avatar and the closing of Studio', async () => {
  const { stage, studio } = await start({
    demo: true,
    settings: { capture: { source: 'take', take: 'demo' } },
  });
  const waves = (all: StageReading[]) =>
    most(all, (r) => Math.max(r.leftHandHeight, r.rightHandHeight)) > 0 &&
    most(all, (r) => Math.max(r.leftIndexBend, r.rightIndexBend)) > 30;
  const turns = (all: StageReading[]) =>
    all.length > 0 && most(all, (r) => r.headYaw) + most(all, (r) => -r.headYaw) > 8;

  await test.step('the demo moves the arms and the fingers without a camera', async () => {
    const readings = await watchStage(stage, 60_000, waves);
    expect(waves(readings)).toBe(true);
    expect(most(readings, (r) => Math.min(r.leftHandHeight, r.rightHandHeight))).toBeLessThan(0.3);
    await studio.screenshot({ path: 'test-results/studio-demo.png' });
  });

  await test.step('the Stage shows the avatar on nothing', async () => {
    const picture = await photograph(stage, 'test-results/stage-demo.png');
    expect(alphaAt(picture, picture.width * 0.03, picture.height * 0.05)).toBe(0);
    expect(alphaAt(picture, picture.width / 2, picture.height * 0.6)).toBe(255);
  });

  await test.step('a broken avatar is refused in words and the one before stays', async () => {
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

  await test.step('both pages survive a reload', async () => {
    await studio.reload();
    await stage.reload();
    await untilStageShows(stage);
    expect(turns(await watchStage(stage, 30_000, turns))).toBe(true);
  });

  await test.step('closing Studio stops only Studio', async () => {
    await studio.close();
    // The Stage takes the work over once the other page is gone.
    await stage.waitForTimeout(4000);
    expect(turns(await watchStage(stage, 30_000, turns))).toBe(true);
  });
});
