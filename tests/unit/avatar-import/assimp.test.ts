/** Files that Assimp writes out of Blender's: FBX 7.5, whose sizes are wider, and FBX as text. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Vector3 } from 'three';
import { beforeAll, describe, expect, it } from 'vitest';
import { guessMap, type Model, makeVrm, readRig } from '../../../src/avatar-maker/import';
import { worldMatrices } from '../../../src/avatar-maker/import/model';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { checkFbx, isBinaryFbx, isFbx } from '../../../src/renderer/studio/avatar-import/check-fbx';
import { readFbxImages } from '../../../src/renderer/studio/avatar-import/fbx-images';
import { fbxToGlb } from '../../../src/renderer/studio/avatar-import/fbx-to-glb';
import { pack, unpack } from '../../fixtures/foreign-rig';
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
    checkFbx(file);
    if (form === 'fbx') expect(readFbxImages(file).size).toBe(1);
    const model = unpack(await fbxToGlb(file)) as Model;
    const { map, sure } = guessMap(readRig(model.json));
    expect(sure).toBe(true);
    const made = makeVrm(model, map, 'Guest');
    expect(checkAvatarFile(pack(made.json, made.bin))).toEqual({ ok: true, version: 1 });
    const vrm = (made.json.extensions as { VRMC_vrm: Vrm }).VRMC_vrm;
    const worlds = worldMatrices(made.json.nodes!);
    const place = (bone: string): number[] =>
      new Vector3().setFromMatrixPosition(worlds[vrm.humanoid.humanBones[bone]!.node]!).toArray();
    expect(place('head')).toEqual([expect.closeTo(0, 2), expect.closeTo(1.5, 2), expect.closeTo(0.01, 2)]);
    expect(place('leftHand')).toEqual([
      expect.closeTo(0.66, 2),
      expect.closeTo(1.38, 2),
      expect.closeTo(0, 2),
    ]);
    expect(Object.keys(vrm.expressions.custom)).toEqual(['eyeBlinkLeft', 'eyeBlinkRight', 'jawOpen']);
  });
});

interface Vrm {
  humanoid: { humanBones: Record<string, { node: number }> };
  expressions: { custom: Record<string, unknown> };
}
