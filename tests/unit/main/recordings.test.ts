import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClips } from '../../../src/main/services/clips';
import { createRecordings, KEPT_FREE_BYTES } from '../../../src/main/services/recordings';

let folder: string;
let free: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-recordings-'));
  free = KEPT_FREE_BYTES * 10;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const shown: string[] = [];
const open = () =>
  createRecordings({
    dataFolder: folder,
    freeBytes: async () => free,
    showFolder: async (path) => {
      shown.push(path);
    },
  });

async function* text(value: string): AsyncGenerator<Buffer> {
  yield Buffer.from(value);
}

describe('recordings', () => {
  it('grow piece by piece on the disk, and take corrections', async () => {
    const recordings = open();
    await recordings.write('show.webm', 0, text('head'));
    await recordings.write('show.webm', 4, text('body'));
    const file = join(folder, 'recordings/show.webm');
    // What was written is there at once: a crash now loses nothing of it.
    expect(await readFile(file, 'utf8')).toBe('headbody');
    await recordings.write('show.webm', 0, text('HE'));
    expect(await readFile(file, 'utf8')).toBe('HEadbody');
    expect(await recordings.list()).toMatchObject([
      { id: 'user/show.webm', name: 'show.webm', bytes: 8, url: '/user/recordings/show.webm' },
    ]);
  });

  it('are never written over by a later run, nor with a gap', async () => {
    await open().write('show.webm', 0, text('precious'));
    const later = open();
    await expect(later.write('show.webm', 0, text('x'))).rejects.toMatchObject({ status: 409 });
    await expect(later.write('show.webm', 4, text('x'))).rejects.toMatchObject({ status: 404 });
    const other = open();
    await other.write('b.mp4', 0, text('abc'));
    await expect(other.write('b.mp4', 9, text('x'))).rejects.toThrow('A piece of the recording is missing.');
    for (const at of [-1, 0.5, Number.NaN, 2 ** 60])
      await expect(other.write('b.mp4', at, text('x'))).rejects.toMatchObject({ status: 413 });
    expect(await readFile(join(folder, 'recordings/show.webm'), 'utf8')).toBe('precious');
  });

  it('end with a sentence before the disk is full, and keep what they have', async () => {
    const recordings = open();
    await recordings.write('show.webm', 0, text('head'));
    free = KEPT_FREE_BYTES;
    await expect(recordings.write('show.webm', 4, text('body'))).rejects.toMatchObject({
      status: 507,
      message: expect.stringContaining('Free some space') as string,
    });
    expect(await readFile(join(folder, 'recordings/show.webm'), 'utf8')).toBe('head');
  });

  it.each(['../../evil.webm', 'a/b.webm', 'script.html', '.webm', 'con.mp4'])(
    'are not written as %s',
    async (name) => {
      await expect(open().write(name, 0, text('x'))).rejects.toMatchObject({ status: 400 });
      expect(await readdir(folder).then((names) => names.filter((each) => each !== 'recordings'))).toEqual(
        [],
      );
    },
  );

  it('are deleted and shown in their folder', async () => {
    const recordings = open();
    const told: number[] = [];
    recordings.onChange((entries) => told.push(entries.length));
    await recordings.write('show.webm', 0, text('head'));
    expect(await recordings.remove('user/show.webm')).toEqual([]);
    await expect(recordings.remove('user/show.webm')).rejects.toMatchObject({ status: 404 });
    expect(told).toEqual([1, 0]);
    await recordings.openFolder();
    expect(shown).toEqual([join(folder, 'recordings')]);
  });
});

describe('animation files', () => {
  it('are taken in as VRMA and BVH, and nothing else', async () => {
    const clips = createClips({ resourcesFolder: join(folder, 'resources'), dataFolder: folder });
    await clips.store('walk.bvh', text('HIERARCHY\nROOT Hips'));
    await clips.store('walk.vrma', text('glTF and so on'));
    await expect(clips.store('page.vrma', text('<html>'))).rejects.toThrow('neither a VRM animation');
    await expect(clips.store('walk.exe', text('glTF'))).rejects.toMatchObject({ status: 400 });
    expect((await clips.list()).map(({ id }) => id)).toEqual(['user/walk.bvh', 'user/walk.vrma']);
    expect((await clips.remove('user/walk.bvh')).map(({ id }) => id)).toEqual(['user/walk.vrma']);
    await expect(clips.remove('builtin/wave')).rejects.toThrow('ship with Kagami');
  });
});
