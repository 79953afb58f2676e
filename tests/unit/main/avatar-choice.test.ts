import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createAvatarChoice } from '../../../src/main/services/avatar-choice';
import { createAvatars } from '../../../src/main/services/avatars';
import { createSettingsStore } from '../../../src/main/services/settings';
import { tinyVrm } from '../avatar/tiny-vrm';

const silent = { info: () => {}, warn: () => {}, error: () => {}, file: '' };

const createFixture = async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kagami-choice-'));
  await mkdir(join(dataFolder, 'avatars'));
  const settings = await createSettingsStore({
    file: join(dataFolder, 'settings.json'),
    log: silent as never,
  });
  const avatars = createAvatars({ dataFolder, resourcesFolder: dataFolder });
  const choice = createAvatarChoice({ settings, avatars, log: silent });
  const add = (name: string, bytes: Uint8Array) =>
    writeFile(join(dataFolder, 'avatars', `${name}.vrm`), bytes);
  const accept = (...files: Uint8Array[]) =>
    settings.update({
      avatarFiles: { accepted: files.map((file) => createHash('sha256').update(file).digest('hex')) },
    });
  return { settings, choice, add, accept, now: () => settings.current };
};

test('an avatar whose terms are accepted is shown; another waits for Studio to ask', async () => {
  const { choice, add, accept, now } = await createFixture();
  const [mine, foreign] = [tinyVrm({ presets: ['happy'] }), tinyVrm()];
  await add('mine', mine);
  await add('foreign', foreign);
  accept(mine);
  choice.choose('user/mine');
  await vi.waitFor(() => expect(now().avatar.current).toBe('user/mine'));
  expect(now().avatarFiles.offered).toBe('');
  choice.choose('user/foreign');
  await vi.waitFor(() => expect(now().avatarFiles.offered).toBe('user/foreign'));
  expect(now().avatar.current).toBe('user/mine');
});

test('a file that was exchanged for another is not the one that was accepted', async () => {
  const { choice, add, accept, now } = await createFixture();
  await add('mine', tinyVrm());
  accept(tinyVrm());
  choice.choose('user/mine');
  await vi.waitFor(() => expect(now().avatar.current).toBe('user/mine'));
  choice.choose('builtin/ren');
  await add('mine', tinyVrm({ presets: ['happy'] }));
  choice.choose('user/mine');
  await vi.waitFor(() => expect(now().avatarFiles.offered).toBe('user/mine'));
  expect(now().avatar.current).toBe('builtin/ren');
});

test('the last wish counts, however long the file of one before takes to read', async () => {
  const { choice, add, accept, now } = await createFixture();
  await add('mine', tinyVrm());
  accept(tinyVrm());
  choice.choose('user/mine');
  choice.choose('builtin/ren');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(now().avatar.current).toBe('builtin/ren');
});

test('an avatar that is gone is left to the Stage, which says so', async () => {
  const { choice, now } = await createFixture();
  choice.choose('user/gone');
  await vi.waitFor(() => expect(now().avatar.current).toBe('user/gone'));
});
