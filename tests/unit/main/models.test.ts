import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelsState } from '@shared/api';
import { OFFLINE_SENTENCE } from '@shared/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/main/services/log';
import { createModels, type ModelsOptions } from '../../../src/main/services/models';
import { type ModelServer, type ModelServerManner, startModelServer } from './model-server';

const FACE = randomBytes(300_000);
const HAND = Buffer.from('a hand model');
const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

let folder: string;
let server: ModelServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-models-'));
  for (const name of ['resources/models', 'data', 'own'])
    await mkdir(join(folder, name), { recursive: true });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const writeManifest = (url: string) =>
  writeFile(
    join(folder, 'resources/models/manifest.json'),
    JSON.stringify({
      files: [{ name: 'hand.task', sha256: sha256(HAND), bytes: HAND.length }],
      face: { name: 'face_landmarker.task', url, sha256: sha256(FACE), bytes: FACE.length },
    }),
  );

const open = (options: Partial<ModelsOptions> = {}) =>
  createModels({
    resourcesFolder: join(folder, 'resources'),
    dataFolder: join(folder, 'data'),
    ownFolder: join(folder, 'own'),
    log: silentLog,
    progressEveryMs: 0,
    ...options,
  });

const serve = async (manner: ModelServerManner) => {
  server = await startModelServer(FACE, manner);
  await writeManifest(server.url);
  return server;
};

const arrived = join('data', 'models', 'face_landmarker.task');

describe('finding models', () => {
  beforeEach(() => writeManifest('http://127.0.0.1:9/face_landmarker.task'));

  it('looks into the user’s folder, then the downloads, then what ships', async () => {
    const models = open();
    expect((await models.state()).face).toEqual({ state: 'absent' });
    for (const [place, from] of [
      ['resources/models', 'resources'],
      ['data/models', 'downloaded'],
      ['own', 'folder'],
    ] as const) {
      await mkdir(join(folder, place), { recursive: true });
      await writeFile(join(folder, place, 'face_landmarker.task'), FACE);
      expect((await models.state()).face).toEqual({ state: 'present', from });
      expect(await models.find('face_landmarker.task')).toBe(join(folder, place, 'face_landmarker.task'));
    }
  });

  it('passes over a file that is not the genuine one', async () => {
    await writeFile(join(folder, 'own', 'face_landmarker.task'), 'something else');
    await writeFile(join(folder, 'resources/models/face_landmarker.task'), FACE);
    expect((await open().state()).face).toEqual({ state: 'present', from: 'resources' });
  });

  it('lists the files that the set-up makes', async () => {
    const models = open();
    expect((await models.state()).files).toEqual([{ name: 'hand.task', present: false, bytes: HAND.length }]);
    await writeFile(join(folder, 'resources/models/hand.task'), HAND);
    expect((await models.state()).files).toEqual([{ name: 'hand.task', present: true, bytes: HAND.length }]);
  });

  it.each(['manifest.json', '../secret', 'constructor', '__proto__', ''])('serves no %j', async (name) => {
    expect(await open().find(name)).toBeUndefined();
  });

  it('says what to do where the list of models is missing', async () => {
    await rm(join(folder, 'resources/models/manifest.json'));
    const { face } = await open().state();
    expect(face).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/manifest\.json.*Install/),
    });
  });
});

describe('downloading the face model', () => {
  it('reports progress and ends with the genuine file', async () => {
    await serve('ranges');
    const models = open();
    const told: ModelsState[] = [];
    models.onChange((state) => told.push(state));
    expect((await models.downloadFace()).face).toEqual({ state: 'present', from: 'downloaded' });
    expect(sha256(await readFile(join(folder, arrived)))).toBe(sha256(FACE));
    const progress = told.flatMap(({ face }) => (face.state === 'downloading' ? [face.receivedBytes] : []));
    expect(progress.length).toBeGreaterThan(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    await expect.poll(() => told.at(-1)?.face.state).toBe('present');
  });

  it('goes on where a broken connection left off', async () => {
    const { ranges } = await serve('drops-halfway');
    const models = open();
    const first = await models.downloadFace();
    expect(first.face).toMatchObject({ state: 'failed', message: expect.stringContaining('Try again') });
    const had = (await stat(join(folder, `${arrived}.part`))).size;
    expect(had).toBeGreaterThan(0);
    expect((await models.downloadFace()).face.state).toBe('present');
    expect(ranges).toEqual([undefined, `bytes=${had}-`]);
    expect(sha256(await readFile(join(folder, arrived)))).toBe(sha256(FACE));
  });

  it.each(['no-ranges', 'refuses-range'] as const)('manages with a server that %s', async (manner) => {
    await serve(manner);
    await mkdir(join(folder, 'data/models'), { recursive: true });
    await writeFile(join(folder, `${arrived}.part`), FACE.subarray(0, 1000));
    const models = open();
    let { face } = await models.downloadFace();
    if (manner === 'refuses-range') ({ face } = await models.downloadFace());
    expect(face.state).toBe('present');
    expect(sha256(await readFile(join(folder, arrived)))).toBe(sha256(FACE));
  });

  it('throws away what is not the expected file', async () => {
    server = await startModelServer(randomBytes(FACE.length), 'ranges');
    await writeManifest(server.url);
    const { face } = await open().downloadFace();
    expect(face).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('not the expected file'),
    });
    expect(await readdir(join(folder, 'data/models'))).toEqual([]);
  });

  it('stops a server that sends without end', async () => {
    server = await startModelServer(Buffer.concat([FACE, randomBytes(500_000)]), 'ranges');
    await writeManifest(server.url);
    expect((await open().downloadFace()).face).toMatchObject({ state: 'failed' });
    expect(await readdir(join(folder, 'data/models'))).toEqual([]);
  });

  it('can be cancelled, keeps what has arrived, and reports no fault', async () => {
    await serve('stalls');
    const models = open();
    const done = models.downloadFace();
    await expect
      .poll(() =>
        stat(join(folder, `${arrived}.part`)).then(
          ({ size }) => size,
          () => 0,
        ),
      )
      .toBe(10);
    models.cancelDownload();
    expect((await done).face).toEqual({ state: 'absent' });
    expect((await stat(join(folder, `${arrived}.part`))).size).toBe(10);
  });

  it('runs once however often it is asked for', async () => {
    const { ranges } = await serve('ranges');
    const models = open();
    const states = await Promise.all([models.downloadFace(), models.downloadFace(), models.downloadFace()]);
    expect(states.map(({ face }) => face.state)).toEqual(['present', 'present', 'present']);
    expect(ranges).toHaveLength(1);
  });

  it('asks nobody while Kagami is set to stay off the network, and says so', async () => {
    const { ranges } = await serve('ranges');
    expect((await open({ mayDownload: () => false }).downloadFace()).face).toEqual({
      state: 'failed',
      message: OFFLINE_SENTENCE,
    });
    expect(ranges).toHaveLength(0);
  });

  it('says in plain words that there is no network', async () => {
    await writeManifest('http://127.0.0.1:9/face_landmarker.task');
    expect((await open().downloadFace()).face).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^Could not reach 127\.0\.0\.1:9 .*Check the connection/),
    });
    await serve('not-found');
    expect((await open().downloadFace()).face).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('answered 404'),
    });
  });
});
