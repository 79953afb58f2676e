/** One picture in, an avatar out: the real program, its own face tracker and a drawn face. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { drawFace } from './drawn-face';
import { type Program, startProgram } from './program';
import { readStage, untilStageShows } from './stage-reading';

let program: Program | undefined;
test.afterEach(async () => {
  await program?.close();
  program = undefined;
});

test('a picture of a face becomes the avatar, and one without a face is refused in words', async () => {
  program = await startProgram({ settings: { capture: { running: false }, studio: { welcomed: true } } });
  const studio = await program.openStudio();
  const stage = await program.openStage();
  await untilStageShows(stage);
  const folder = await mkdtemp(join(tmpdir(), 'kagami-portrait-'));
  await studio.getByRole('button', { name: 'Avatar' }).first().click();
  const input = studio.getByLabel('A picture of a face', { exact: true });

  await input.setInputFiles(await drawFace(program.context, { turn: 0 }, join(folder, 'mona.png')));
  await expect.poll(async () => (await readStage(stage)).avatarId, { timeout: 90_000 }).toBe('user/mona');

  const empty = await program.context.newPage();
  await empty.setContent('<body style="background:#789"></body>');
  await empty.screenshot({ path: join(folder, 'wall.png') });
  await empty.close();
  await input.setInputFiles(join(folder, 'wall.png'));
  await expect(studio.getByText(/No face was found/)).toBeVisible({ timeout: 90_000 });
  expect((await readStage(stage)).avatarId).toBe('user/mona');
});
