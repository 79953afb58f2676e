/** Models of other programs on Studio: what Kagami makes of them, asks about them and says of them. The real program. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { type ForeignRigOptions, foreignRig, mixamoName } from '../fixtures/foreign-rig';
import { writeFbx } from '../fixtures/write-fbx';
import { tinyVrm } from '../unit/avatar/tiny-vrm';
import { type Program, startProgram } from './program';
import { readStage, untilStageShows } from './stage-reading';

const BLENDER_FBX = resolve(import.meta.dirname, '../fixtures/blender-mixamo.fbx');
const HIKARI = resolve(import.meta.dirname, '../../resources/avatars/hikari.vrm');

let program: Program;
let studio: Page;
let stage: Page;
test.beforeAll(async () => {
  program = await startProgram({ settings: { capture: { running: false } } });
  studio = await program.openStudio();
  stage = await program.openStage();
  await untilStageShows(stage);
});
test.afterAll(() => program?.close());

/** Drops a file on Studio's middle, as from the desktop. */
const drop = (studio: Page, name: string, file: Uint8Array): Promise<void> =>
  studio.locator('main').evaluate(
    (element, { name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name));
      element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    { name, base64: Buffer.from(file).toString('base64') },
  );

const accept = (studio: Page): Promise<void> =>
  studio.getByRole('button', { name: 'I accept: use this avatar' }).click({ timeout: 20_000 });

const shows = (stage: Page, id: string): Promise<void> =>
  expect.poll(async () => (await readStage(stage)).avatarId, { timeout: 30_000 }).toBe(id);

const A_POSE: Omit<ForeignRigOptions, 'name'> = { armsDown: 50, unit: 100, ownAxes: true };

test('a Mixamo model dropped on Studio becomes the avatar, and its arm moves', async () => {
  test.skip(!existsSync(HIKARI), 'The default avatars are not built: npm run prepare.');
  const source = new Uint8Array(readFileSync(HIKARI));
  await drop(studio, 'Xbot.glb', foreignRig(source, { name: mixamoName, ...A_POSE }));

  // It names no terms of use, but its maker.
  const terms = studio.getByRole('dialog', { name: /Terms of use of “Xbot”/ });
  await expect(terms.getByText('2026 A Modeller')).toBeVisible({ timeout: 20_000 });
  await expect(terms.getByText(/names no terms of use/)).toBeVisible();
  expect((await readStage(stage)).avatarId).not.toBe('user/Xbot');
  await accept(studio);
  await shows(stage, 'user/Xbot');

  // From the T-pose that it was given its arms hang as everyone's do, and a wave lifts one.
  await expect.poll(async () => (await readStage(stage)).leftHandHeight).toBeLessThan(-0.2);
  await program.host.services.api.runCommand({ type: 'play-clip', clip: 'builtin/wave', loop: true });
  await expect
    .poll(async () => {
      const { leftHandHeight, rightHandHeight } = await readStage(stage);
      return Math.max(leftHandHeight, rightHandHeight);
    })
    .toBeGreaterThan(0);
  expect(program.errors).toEqual([]);

  await expect(studio.getByRole('button', { name: 'Terms of use' })).toBeVisible();
  await expect(studio.getByRole('button', { name: 'Bones…' })).toBeVisible();
});

test('a binary FBX that Blender wrote stands, waves, closes fingers and opens its mouth, in its own colours', async () => {
  await drop(studio, 'mannequin.fbx', new Uint8Array(readFileSync(BLENDER_FBX)));
  await accept(studio);
  await shows(stage, 'user/mannequin');
  const { runCommand, updateSettings } = program.host.services.api;
  await runCommand({ type: 'stop-clip' });
  await expect.poll(async () => (await readStage(stage)).leftHandHeight).toBeLessThan(-0.3);

  // Its picture has skin and a blue shirt in it.
  const share = (picture: PNG, is: (r: number, g: number, b: number) => boolean): number => {
    let count = 0;
    for (let at = 0; at < picture.data.length; at += 4)
      if (is(picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!)) count += 1;
    return count / (picture.data.length / 4);
  };
  await updateSettings({ stage: { shot: 'bust' } });
  await expect
    .poll(async () => {
      const picture = PNG.sync.read(await stage.screenshot());
      return {
        blue: share(picture, (r, g, b) => b > 1.5 * r && b > 1.2 * g && b > 60) > 0.01,
        skin: share(picture, (r, g, b) => r > 1.15 * g && g > b && r > 90) > 0.01,
      };
    })
    .toEqual({ blue: true, skin: true });

  await runCommand({ type: 'play-clip', clip: 'builtin/peace', loop: true });
  const bend = (bone: 'rightIndexIntermediate' | 'rightLittleIntermediate') =>
    stage.evaluate((bone) => {
      const [, , , w = 1] = window.kagamiStage!.bones()[bone]?.local ?? [];
      return (2 * Math.acos(Math.min(1, Math.abs(w))) * 180) / Math.PI;
    }, bone);
  await expect.poll(() => bend('rightLittleIntermediate')).toBeGreaterThan(45);
  expect(await bend('rightIndexIntermediate')).toBeLessThan(30);
  await runCommand({ type: 'stop-clip' });

  await runCommand({ type: 'expression', name: 'jawOpen', mode: 'timed', seconds: 5 });
  await expect.poll(async () => (await readStage(stage)).expressions.jawOpen ?? 0).toBeGreaterThan(0.5);
  expect(program.errors).toEqual([]);
});

test('unknown names open the bone editor; a wrong map is refused in words, a good one is used', async () => {
  let count = 0;
  const file = foreignRig(tinyVrm(), { name: () => `thing ${++count}`, unit: 100 });
  await drop(studio, 'robot.glb', file);
  const editor = studio.getByRole('dialog', { name: 'Bones of “robot”' });
  await expect(editor.getByText('Every bone that is needed is there.')).toBeVisible({ timeout: 20_000 });
  const use = editor.getByRole('button', { name: 'Use these bones' });

  const nodeOf = (bone: string) => editor.locator(`[data-bone="${bone}"] input:not([type="hidden"])`);
  const forearm = nodeOf('leftLowerArm');
  const right = await forearm.inputValue();
  const hand = await nodeOf('leftHand').inputValue();
  await forearm.click();
  await studio.getByRole('option', { name: hand, exact: true }).click();
  await expect(editor.getByText(new RegExp(`“${hand}” is chosen for two bones`))).toBeVisible();
  await expect(use).toBeDisabled();
  await editor.getByRole('button', { name: 'Guess again' }).click();
  await expect(forearm).toHaveValue(right);
  await use.click();
  await accept(studio);
  await shows(stage, 'user/robot');

  // Known from now on, and to be edited again.
  await studio.getByRole('button', { name: 'Bones…' }).click();
  await expect(forearm).toHaveValue(right, { timeout: 20_000 });
  await editor.getByRole('button', { name: 'Cancel' }).click();
  await expect(editor).toBeHidden();
  expect((await readStage(stage)).avatarId).toBe('user/robot');
});

test('an FBX becomes the avatar; what is no body, cut short or left changes nothing', async () => {
  await drop(studio, 'guest.fbx', writeFbx(foreignRig(tinyVrm(), { name: mixamoName, ...A_POSE })));
  await accept(studio);
  await shows(stage, 'user/guest');

  const vrm = tinyVrm({ presets: ['happy'] });
  await drop(studio, 'cut.glb', vrm.subarray(0, 3000));
  await expect(studio.getByRole('complementary').getByText(/cut short/)).toBeVisible();
  await drop(studio, 'other.vrm', vrm);
  const terms = studio.getByRole('dialog', { name: /Terms of use of “other”/ });
  await expect(terms.getByText('Only its author')).toBeVisible();
  await terms.getByRole('button', { name: 'Cancel' }).click();
  await expect(terms).toBeHidden();
  expect((await readStage(stage)).avatarId).toBe('user/guest');
  expect((await program.host.services.api.listAvatars()).map(({ id }) => id)).not.toContain('user/other');
});
