import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundles, ensureModels } from '../../../scripts/models/build-models';
import { readManifest, sumOf } from '../../../scripts/models/manifest';
import { readPackedAssets, unpackAssets } from '../../../scripts/models/packed-assets';
import { storedZip } from '../../../scripts/models/stored-zip';
import { addNormalization, UNIT_RANGE } from '../../../scripts/models/tflite-metadata';

const packages = 'node_modules/@mediapipe';

describe('the tracking models built from the npm packages', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kagami-models-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are byte for byte those of the committed manifest', () => {
    const sums = [...buildBundles(packages)].map(([name, data]) => sumOf(name, data));
    expect(sums).toEqual(readManifest('resources/models').files);
  });

  it('are built once, found the next time, and built anew when one is damaged', () => {
    const options = { packages, modelsFolder: folder, manifest: readManifest('resources/models') };
    expect(ensureModels(options)).toHaveLength(4);
    expect(ensureModels(options)).toEqual([]);
    writeFileSync(join(folder, 'hand_lite.task'), 'damaged');
    expect(ensureModels(options)).toEqual(['hand_lite.task']);
  });

  it('are refused where the packages give other bytes than the manifest', () => {
    const manifest = structuredClone(readManifest('resources/models'));
    const [first] = manifest.files;
    if (first) first.sha256 = '0'.repeat(64);
    const other = mkdtempSync(join(tmpdir(), 'kagami-models-'));
    expect(() => ensureModels({ packages, modelsFolder: other, manifest })).toThrow(
      /other than its manifest/,
    );
    expect(existsSync(join(other, 'hand_full.task'))).toBe(false);
    rmSync(other, { recursive: true, force: true });
  });
});

describe('metadata for TFLite models', () => {
  const model = readPackedAssets(`${packages}/pose`).get('pose_detection.tflite') ?? Buffer.alloc(0);

  it('keeps the model whole and adds one metadata entry', () => {
    const described = addNormalization(model, UNIT_RANGE);
    expect(described.toString('latin1', 4, 8)).toBe('TFL3');
    expect(described.includes(model)).toBe(true);
    expect(described.includes('TFLITE_METADATA')).toBe(true);
    expect(described.includes('M001')).toBe(true);
    expect(described.length - model.length).toBeLessThan(20_000);
  });

  it('keeps the alignment of the tensors that lie inside', () => {
    expect(addNormalization(model, UNIT_RANGE).indexOf(model) % 16).toBe(0);
  });

  it('refuses what is not a model', () => {
    expect(() => addNormalization(Buffer.from('certainly not a model'), UNIT_RANGE)).toThrow(/not a TFLite/);
  });
});

describe('stored zip', () => {
  const entries = [
    ['a.tflite', Buffer.from('first')],
    ['longer-name.tflite', Buffer.from('the second one')],
    ['empty.bin', Buffer.alloc(0)],
  ] as const;

  it('gives back every entry, uncompressed and on four bytes', () => {
    const zip = storedZip(entries);
    for (const [name, data] of entries) {
      const header = zip.indexOf(Buffer.from(name)) - 30;
      expect(zip.readUInt32LE(header)).toBe(0x04034b50);
      expect(zip.readUInt16LE(header + 8)).toBe(0);
      const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      expect(start % 4).toBe(0);
      expect(zip.subarray(start, start + data.length)).toEqual(data);
    }
    const end = zip.length - 22;
    expect(zip.readUInt16LE(end + 10)).toBe(entries.length);
    expect(zip.readUInt32LE(zip.readUInt32LE(end + 16))).toBe(0x02014b50);
  });
});

describe('packed assets', () => {
  it('refuse a list that goes past the data', () => {
    const loader = '{"filename": "/x/a.tflite", "start": 0, "end": 10}';
    expect(() => unpackAssets(loader, Buffer.alloc(4))).toThrow(/shorter/);
    expect(unpackAssets(loader, Buffer.alloc(10)).get('a.tflite')).toHaveLength(10);
  });

  it('refuse a loader without files', () => {
    expect(() => unpackAssets('nothing', Buffer.alloc(4))).toThrow(/no files/);
  });
});

it('the manifest pins Google’s face model', () => {
  const { face } = JSON.parse(readFileSync('resources/models/manifest.json', 'utf8'));
  expect(face.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new URL(face.url).pathname.endsWith(face.name)).toBe(true);
});
