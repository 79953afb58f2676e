/** Files that Assimp writes out of Blender's: FBX 7.5, whose sizes are wider, and FBX as text. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { isBinaryFbx, isFbx } from '../../../src/renderer/studio/avatar-import/check-fbx';
import { readFbxImages } from '../../../src/renderer/studio/avatar-import/fbx-images';
import { convert } from './convert';
import { stubFileReader } from './file-reader-stub';

const FIXTURE = resolve(import.meta.dirname, '../../fixtures/blender-mixamo.fbx');
const ASSIMP = '/usr/bin/assimp';
const missing = !existsSync(ASSIMP);

beforeAll(stubFileReader);

const written = async (form: 'fbx' | 'fbxa'): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-assimp-'));
  try {
    const file = join(folder, 'made.fbx');
    await promisify(execFile)(ASSIMP, ['export', FIXTURE, file, `-f${form}`]);
    return new Uint8Array(await readFile(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const title = `an FBX of Assimp${missing ? ' (skipped: Assimp is not installed, Debian: assimp-utils)' : ''}`;
describe.skipIf(missing)(title, () => {
  it.each(['fbx', 'fbxa'] as const)('%s becomes the same figure', async (form) => {
    const file = await written(form);
    expect(isFbx(file)).toBe(true);
    expect(isBinaryFbx(file)).toBe(form === 'fbx');
    if (form === 'fbx') expect(readFbxImages(file).size).toBe(1);
    const { vrm, place } = await convert(file);
    expect(place('head').toArray()).toEqual([
      expect.closeTo(0, 2),
      expect.closeTo(1.5, 2),
      expect.closeTo(0.01, 2),
    ]);
    expect(place('leftHand').toArray()).toEqual([
      expect.closeTo(0.66, 2),
      expect.closeTo(1.38, 2),
      expect.closeTo(0, 2),
    ]);
    expect(Object.keys(vrm.expressions.custom)).toEqual(['eyeBlinkLeft', 'eyeBlinkRight', 'jawOpen']);
  });
});
