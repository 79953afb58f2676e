/** Takes saved as files, in the real program: the dialog, the work behind it, and the files by programs that are not ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { validateBytes } from 'gltf-validator';
import { readGlbParts } from '../../src/motion/codecs/glb';
import { type Program, startProgram } from './program';

const hasFfprobe = spawnSync('ffprobe', ['-version']).status === 0;

let program: Program;
let studio: Page;
test.beforeAll(async () => {
  program = await startProgram({
    demo: true,
    // A second of it is enough, and seen by the processor.
    settings: { stage: { width: 320, height: 240 } },
  });
  await program.host.services.api.updateSettings({ capture: { takeFrom: 2000, takeTo: 3000 } });
  studio = await program.openStudio();
  await studio.getByRole('navigation').getByRole('button', { name: 'Tracking' }).click();
});
test.afterAll(async () => {
  await program?.close();
});

const openDialog = async (format: string, seconds = '2.0 to 3.0 s'): Promise<void> => {
  await studio.getByRole('button', { name: 'Save “Demo” as …' }).click();
  const dialog = studio.getByRole('dialog', { name: 'Save “Demo”' });
  await dialog.getByRole('combobox', { name: 'As' }).click();
  await studio.getByRole('option', { name: format }).click();
  await dialog.getByText('24 fps').click();
  await expect(dialog.getByText(seconds)).toBeVisible();
};

interface Animated {
  nodes: unknown[];
  animations: { channels: { target: { node: number; path: string } }[] }[];
  extensions: { VRMC_vrm: { humanoid: { humanBones: { head: { node: number } } }; meta: unknown } };
}

test('a take becomes the avatar’s own file with the movement in it, valid and with its licence', async () => {
  test.setTimeout(120_000);
  await openDialog('Animated avatar (.glb)');
  const saved = studio.waitForEvent('download', { timeout: 90_000 });
  await studio.getByRole('button', { name: 'Save', exact: true }).click();
  const file = new Uint8Array(await readFile(await (await saved).path()));
  const report = await validateBytes(file);
  expect(report.issues.messages.filter(({ severity }) => severity === 0)).toEqual([]);

  const json = readGlbParts(file).json as unknown as Animated;
  const [avatar] = await program.host.services.api.listAvatars();
  const original = readGlbParts(
    new Uint8Array(
      await readFile(join('resources/avatars', decodeURIComponent(avatar!.url.split('/').pop()!))),
    ),
  ).json as unknown as Animated;
  expect(json.extensions.VRMC_vrm.meta).toEqual(original.extensions.VRMC_vrm.meta);
  const moved = json.animations[0]!.channels.map(({ target }) => `${target.path} ${target.node}`);
  expect(moved).toContain(`rotation ${json.extensions.VRMC_vrm.humanoid.humanBones.head.node}`);
  expect(moved.some((target) => target.startsWith('weights'))).toBe(true);
});

test('a part of a take is kept as a take of its own, from Studio’s trim, and plays', async () => {
  await studio.getByRole('button', { name: /Play\s*Demo/ }).click();
  await studio.getByRole('button', { name: 'Keep this part as a take' }).click();
  const row = studio.getByRole('listitem').filter({ hasText: '2.0–3.0 s' });
  await expect(row).toBeVisible({ timeout: 20_000 });
  await row.getByRole('button', { name: /^Play/ }).click();
  // The whole of it is as long as the part was, but for the pause after its last frame.
  await expect(studio.getByText(/^0\.0 to 1\.0 s$/)).toBeVisible();
  await expect(studio.getByRole('button', { name: 'Keep this part as a take' })).toHaveCount(0);
  await studio.getByRole('button', { name: /Play\s*Demo/ }).click();
  await program.host.services.api.updateSettings({ capture: { takeFrom: 2000, takeTo: 3000 } });
  expect(program.errors).toEqual([]);
});

test('a take becomes a video with alpha, every frame of it, and one that is cancelled leaves nothing', async () => {
  test.skip(!hasFfprobe, 'ffprobe is not installed (Debian: ffmpeg).');
  test.setTimeout(180_000);
  // Long enough that it is still being drawn when it is cancelled.
  await program.host.services.api.updateSettings({ capture: { takeFrom: 0, takeTo: 12_000 } });
  await openDialog('Transparent video (.webm)', '0.0 to 12.0 s');
  await studio.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(studio.getByRole('dialog')).toHaveCount(0);
  await studio.getByRole('button', { name: 'Cancel' }).click();
  await expect(studio.getByRole('progressbar', { name: 'Progress of saving' })).toBeHidden();
  await expect.poll(() => program.host.services.recordings.list()).toEqual([]);

  await program.host.services.api.updateSettings({ capture: { takeFrom: 2000, takeTo: 3000 } });
  await openDialog('Transparent video (.webm)');
  await studio.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(studio.getByText('is among the recordings')).toBeVisible({ timeout: 120_000 });
  const [recording] = await program.host.services.recordings.list();
  const path = join(program.dataFolder, 'recordings', recording!.name);
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
  const [video] = (
    JSON.parse(execFileSync('ffprobe', args).toString()) as { streams: Record<string, unknown>[] }
  ).streams;
  expect(video).toMatchObject({ codec_name: 'vp9', width: 320, height: 240, nb_read_packets: '24' });
  expect(video).toMatchObject({ tags: { alpha_mode: '1' } });
  expect(program.errors).toEqual([]);
});
