import { zlibSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFbx, isFbx } from '../../../src/renderer/studio/avatar-import/check-fbx';
import { fbxToGlb } from '../../../src/renderer/studio/avatar-import/fbx-to-glb';
import { foreignRig, mixamoName } from '../../fixtures/foreign-rig';
import { writeFbx } from '../../fixtures/write-fbx';
import { tinyVrm } from '../avatar/tiny-vrm';
import { convert } from './convert';
import { stubFileReader } from './file-reader-stub';

beforeAll(stubFileReader);

describe('an FBX file', () => {
  it.each([
    ['in a T-pose', {}],
    ['in an A-pose with bones of their own axes', { armsDown: 45, ownAxes: true }],
    ['saved in the middle of an animation', { ownAxes: true, midAnimation: true }],
  ])('%s becomes an avatar with a face', async (_, pose) => {
    const glb = foreignRig(tinyVrm(), { name: mixamoName, unit: 100, ...pose });
    const fbx = writeFbx(glb);
    expect(isFbx(fbx)).toBe(true);
    const { vrm, place } = await convert(fbx);
    expect(place('leftHand').y).toBeCloseTo(place('leftUpperArm').y, 3);
    expect(place('leftHand').x - place('leftUpperArm').x).toBeCloseTo(0.49, 2);
    expect(place('head').y - place('leftFoot').y).toBeCloseTo(1.37, 1);
    expect(Object.keys(vrm.expressions.custom)).toEqual(['jawOpen']);
  });

  it('as text with blanks between numbers is the same figure', async () => {
    const fbx = writeFbx(foreignRig(tinyVrm(), { name: mixamoName, unit: 100 }));
    const text = new TextDecoder().decode(fbx);
    const blanks = text.replace(/^(\s*P: .*"A"),(.*)$/gm, (_, before: string, numbers: string) => {
      return `${before}, ${numbers.replaceAll(',', ', ')}`;
    });
    expect(blanks).not.toBe(text);
    expect(await fbxToGlb(new TextEncoder().encode(blanks))).toEqual(await fbxToGlb(fbx));
  });

  it('damaged or swelling is refused in a sentence', () => {
    const record = (count: number, data: Uint8Array): Uint8Array => {
      const name = 'Vertices';
      const length = 13 + name.length + 13 + data.length;
      const bytes = new Uint8Array(27 + length + 13);
      const view = new DataView(bytes.buffer);
      bytes.set(new TextEncoder().encode('Kaydara FBX Binary  \0\x1a\0'));
      view.setUint32(23, 7400, true);
      view.setUint32(27, 27 + length, true);
      view.setUint32(31, 1, true);
      view.setUint32(35, 13 + data.length, true);
      view.setUint8(39, name.length);
      bytes.set(new TextEncoder().encode(name), 40);
      const at = 40 + name.length;
      bytes[at] = 'd'.charCodeAt(0);
      view.setUint32(at + 1, count, true);
      view.setUint32(at + 5, 1, true);
      view.setUint32(at + 9, data.length, true);
      bytes.set(data, at + 13);
      return bytes;
    };
    const honest = record(4, zlibSync(new Uint8Array(32)));
    expect(() => checkFbx(honest)).not.toThrow();
    expect(() => checkFbx(record(4, zlibSync(new Uint8Array(16 * 1024 * 1024))))).toThrow(
      /more than an avatar/,
    );
    expect(() => checkFbx(record(4_000_000_000, zlibSync(new Uint8Array(32))))).toThrow(
      /more than an avatar/,
    );
    expect(() => checkFbx(record(4, new Uint8Array(32).fill(7)))).toThrow(/damaged/);
    for (let length = 0; length < honest.length - 13; length++)
      if (length >= 20) expect(() => checkFbx(honest.subarray(0, length))).toThrow(/damaged/);
  });

  it('of rubbish is refused by the reader in a sentence', async () => {
    const rubbish = new TextEncoder().encode('; FBX 7.4.0 project file\nObjects: {{{ 12 }');
    await expect(fbxToGlb(rubbish)).rejects.toThrow(/FBX/);
  });
});
