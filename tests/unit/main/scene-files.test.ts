import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSceneFiles, type SceneFiles } from '../../../src/main/services/scene-files';

let folder: string;
let files: SceneFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-scene-'));
  files = createSceneFiles({ dataFolder: folder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
async function* bytes(...parts: Buffer[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

describe("the user's backgrounds and props", () => {
  it('are listed by kind, found and removed', async () => {
    const stored = await files.backgrounds.store('sky.png', bytes(PNG));
    expect(stored).toEqual({ name: 'sky.png', url: '/user/backgrounds/sky.png', bytes: PNG.length });
    expect(await files.backgrounds.list()).toEqual([stored]);
    expect(await files.props.list()).toEqual([]);
    expect(await files.backgrounds.userFile('sky.png')).toBe(join(folder, 'backgrounds', 'sky.png'));
    expect(await files.backgrounds.remove('user/sky.png')).toEqual([]);
    await expect(files.backgrounds.userFile('sky.png')).rejects.toThrow(/not|no file/);
  });

  it('must be what their name says', async () => {
    await expect(
      files.backgrounds.store('page.png', bytes(Buffer.from('<html>not found</html>'))),
    ).rejects.toThrow(/not what its name says/);
    await expect(files.props.store('short.glb', bytes(Buffer.from('glTF')))).rejects.toThrow(/begin/);
    expect([await files.backgrounds.list(), await files.props.list()]).toEqual([[], []]);
  });

  it('are of the kinds that Kagami shows, and stay in their folder', async () => {
    await expect(files.backgrounds.store('a.svg', bytes(PNG))).rejects.toThrow(/\.png/);
    await expect(files.props.store('a.mp4', bytes(PNG))).rejects.toThrow(/\.glb/);
    await expect(files.backgrounds.store('../a.png', bytes(PNG))).rejects.toThrow();
  });
});
