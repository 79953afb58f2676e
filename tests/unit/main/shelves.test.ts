import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AvatarEntry } from '@shared/api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAvatars } from '../../../src/main/services/avatars';
import { readAvatarFacts } from '../../../src/main/services/glb';
import { createTakes } from '../../../src/main/services/takes';
import { glbOf, tinyVrm } from './host-fixture';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-shelf-'));
  for (const kind of ['avatars', 'takes']) await mkdir(join(folder, 'resources', kind), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = (maxBytes?: number) => ({
  resourcesFolder: join(folder, 'resources'),
  dataFolder: join(folder, 'data'),
  maxBytes,
});
const ids = (entries: { id: string }[]) => entries.map(({ id }) => id);

async function* inPieces(data: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

describe('avatars', () => {
  it('lists the shipped before the user’s, by the names inside the files', async () => {
    await writeFile(join(folder, 'resources/avatars/hikari.vrm'), tinyVrm('Hikari'));
    await writeFile(join(folder, 'resources/avatars/readme.txt'), 'no avatar');
    const avatars = createAvatars(options());
    await avatars.store('b.vrm', inPieces(tinyVrm('')));
    expect(await avatars.list()).toMatchObject([
      { id: 'builtin/hikari', name: 'Hikari', url: '/resources/avatars/hikari.vrm' },
      { id: 'user/b', name: 'b', url: '/user/avatars/b.vrm' },
    ]);
  });

  it('replaces one of the same name, tells so, and removes it', async () => {
    const avatars = createAvatars(options());
    const told: AvatarEntry[][] = [];
    avatars.onChange((entries) => told.push(entries));
    await avatars.store('a.vrm', inPieces(tinyVrm('Old')));
    await avatars.store('a.vrm', inPieces(tinyVrm('New one')));
    expect((await avatars.list()).map(({ name }) => name)).toEqual(['New one']);
    expect(ids(await avatars.remove('user/a'))).toEqual([]);
    expect(told.map((entries) => entries.map(({ name }) => name))).toEqual([['Old'], ['New one'], []]);
    await expect(avatars.remove('user/a')).rejects.toThrow('no file');
  });

  it('refuses a file that is too big, and leaves nothing behind', async () => {
    const avatars = createAvatars(options(1024 * 1024));
    const big = Buffer.alloc(1024 * 1024 + 1);
    await expect(avatars.store('a.vrm', inPieces(big, 65_536))).rejects.toMatchObject({
      status: 413,
      message: 'The file is larger than the 1 MB that Kagami takes.',
    });
    expect(await readdir(join(folder, 'data/avatars'))).toEqual([]);
  });

  it('keeps the old one when the new one is broken', async () => {
    const avatars = createAvatars(options());
    await avatars.store('a.vrm', inPieces(tinyVrm('Good')));
    await expect(avatars.store('a.vrm', inPieces(tinyVrm('Bad').subarray(0, 50)))).rejects.toThrow('cut off');
    expect((await avatars.list()).map(({ name }) => name)).toEqual(['Good']);
  });

  it.each([
    ['no model at all', Buffer.from('hello'), 'not a VRM file'],
    ['a model without VRM data', glbOf('{"asset":{"version":"2.0"} }'), 'not a VRM avatar'],
    ['a description that is no JSON', glbOf('{"asset":{"version":"2.0"'), 'not valid JSON'],
  ])('names what is wrong with %s', async (_what, data, words) => {
    await expect(createAvatars(options()).store('a.vrm', inPieces(data))).rejects.toThrow(words);
  });

  it('reads any bytes without anything but a sentence', async () => {
    const file = join(folder, 'any.vrm');
    const good = tinyVrm();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 24 }),
        async (at, bytes) => {
          const damaged = Buffer.from(good);
          damaged.set(bytes.subarray(0, damaged.length - at), at);
          await writeFile(file, damaged);
          const result = await readAvatarFacts(file).catch((error: Error) => error.message);
          if (typeof result === 'string') expect(result).toMatch(/^This .*[.]$/);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('takes', () => {
  it('lists shipped takes by plain names and the user’s apart', async () => {
    await writeFile(join(folder, 'resources/takes/demo.ktake'), 'x');
    const takes = createTakes(options());
    await takes.store('Morning.ktake', inPieces(Buffer.from('take')));
    expect(await takes.list()).toEqual([
      { id: 'demo', name: 'demo', url: '/resources/takes/demo.ktake', bytes: 1, builtin: true },
      { id: 'user/Morning', name: 'Morning', url: '/user/takes/Morning.ktake', bytes: 4, builtin: false },
    ]);
    await expect(takes.remove('demo')).rejects.toThrow('cannot be removed');
    expect(ids(await takes.remove('user/Morning'))).toEqual(['demo']);
  });

  it('refuses an empty take', async () => {
    await expect(createTakes(options()).store('a.ktake', inPieces(Buffer.alloc(0)))).rejects.toThrow('empty');
  });
});
