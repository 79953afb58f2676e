import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ensureFaceModel } from '../../../scripts/models/fetch-face';
import { type ModelsManifest, sumOf } from '../../../scripts/models/manifest';

const data = Buffer.from('a face model');
const manifest: ModelsManifest = {
  files: [],
  face: { ...sumOf('face_landmarker.task', data), url: 'https://example.org/face_landmarker.task' },
};
let modelsFolder: string;
let folder: string;
beforeEach(() => {
  modelsFolder = mkdtempSync(join(tmpdir(), 'kagami-models-'));
  folder = mkdtempSync(join(tmpdir(), 'kagami-folder-'));
});
afterEach(() => {
  for (const each of [modelsFolder, folder]) rmSync(each, { recursive: true, force: true });
});

it('downloads nothing where the face model is there', async () => {
  writeFileSync(join(modelsFolder, manifest.face.name), data);
  const download = vi.fn();
  expect(await ensureFaceModel({ modelsFolder, manifest, folder: undefined, download })).toMatch(/there/);
  expect(download).not.toHaveBeenCalled();
});

it('reads the one in the user’s folder in place', async () => {
  writeFileSync(join(folder, manifest.face.name), data);
  const download = vi.fn();
  expect(await ensureFaceModel({ modelsFolder, manifest, folder, download })).toContain(folder);
  expect(download).not.toHaveBeenCalled();
});

it('asks for it with its sum and a limit of a few seconds', async () => {
  const download = vi.fn().mockResolvedValue(undefined);
  await ensureFaceModel({ modelsFolder, manifest, folder: undefined, download });
  expect(download).toHaveBeenCalledWith(
    manifest.face.url,
    join(modelsFolder, 'face_landmarker.task'),
    expect.objectContaining({ sha256: manifest.face.sha256, bytes: data.length }),
  );
  expect(download.mock.calls[0]?.[2].timeoutMs).toBeLessThanOrEqual(10_000);
});

it('says what being offline means and how to get the model later, and does not fail', async () => {
  const download = vi.fn().mockRejectedValue(new Error('offline'));
  const line = await ensureFaceModel({ modelsFolder, manifest, folder: undefined, download });
  expect(line).toMatch(/could not be fetched/);
  expect(line).toMatch(/Face Mesh/);
  expect(line).toMatch(/npm run prepare/);
});

it('says so when the folder’s file is another one', async () => {
  writeFileSync(join(folder, manifest.face.name), 'something else');
  const download = vi.fn().mockRejectedValue(new Error('offline'));
  expect(await ensureFaceModel({ modelsFolder, manifest, folder, download })).toMatch(/is not Google/);
});
