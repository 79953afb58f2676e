import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThumbnails, readThumbnail } from '../../../src/renderer/studio/avatar-thumbnail';

/** Signature and IHDR of a PNG: as much as tells its size. */
const png = (width: number, height: number): Uint8Array => {
  const bytes = new Uint8Array(40);
  const view = new DataView(bytes.buffer);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  view.setUint32(8, 13);
  view.setUint32(12, 0x49484452);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
};

const glb = (json: object, bin: Uint8Array): Uint8Array => {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(28 + padded + bin.length).fill(0x20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x46546c67, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, padded, true);
  view.setUint32(16, 0x4e4f534a, true);
  bytes.set(text, 20);
  view.setUint32(20 + padded, bin.length, true);
  view.setUint32(24 + padded, 0x004e4942, true);
  bytes.set(bin, 28 + padded);
  return bytes;
};

const vrm1 = (picture: Uint8Array, mimeType = 'image/png', byteLength = picture.length) =>
  glb(
    {
      extensions: { VRMC_vrm: { meta: { thumbnailImage: 0 } } },
      images: [{ bufferView: 0, mimeType }],
      bufferViews: [{ byteOffset: 0, byteLength }],
    },
    picture,
  );

describe('the portrait in an avatar', () => {
  it('is found in VRM 1.0', async () => {
    const picture = png(256, 256);
    const found = readThumbnail(vrm1(picture));
    expect(found?.type).toBe('image/png');
    expect(new Uint8Array(await found!.arrayBuffer())).toEqual(picture);
  });

  it('is found in VRM 0.x, through its texture', () => {
    const json = {
      extensions: { VRM: { meta: { texture: 1 } } },
      textures: [{ source: 0 }, { source: 1 }],
      images: [
        { bufferView: 0, mimeType: 'image/jpeg' },
        { bufferView: 1, mimeType: 'image/png' },
      ],
      bufferViews: [{ byteLength: 4 }, { byteOffset: 4, byteLength: 40 }],
    };
    const bin = new Uint8Array(44);
    bin.set(png(64, 64), 4);
    expect(readThumbnail(glb(json, bin))?.size).toBe(40);
  });

  it('is none where the file has none', () => {
    expect(readThumbnail(glb({ extensions: { VRMC_vrm: { meta: {} } } }, new Uint8Array(4)))).toBeUndefined();
    expect(readThumbnail(glb({ extensions: { VRM: {} } }, new Uint8Array(4)))).toBeUndefined();
  });

  it('is none where it would be huge, of another kind or beyond the file', () => {
    expect(readThumbnail(vrm1(png(30_000, 30_000)))).toBeUndefined();
    expect(readThumbnail(vrm1(png(64, 64), 'image/svg+xml'))).toBeUndefined();
    expect(readThumbnail(vrm1(png(64, 64), 'image/png', 4_000))).toBeUndefined();
    expect(readThumbnail(vrm1(new Uint8Array(40)))).toBeUndefined();
  });

  it('never throws, whatever the bytes', () => {
    const whole = vrm1(png(64, 64));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const broken = whole.slice();
        broken[at] = value;
        readThumbnail(broken);
        readThumbnail(broken.subarray(0, at));
      }),
    );
  });
});

describe('an avatar whose file has no portrait', () => {
  const avatar = { id: 'user/robot', name: 'Robot', url: '/robot', bytes: 100 };
  const bare = glb({ extensions: { VRMC_vrm: { meta: {} } } }, new Uint8Array(4));

  it('is drawn once, and the drawing is kept', async () => {
    const kept = new Map<string, Blob | null>();
    let drawn = 0;
    const open = () =>
      createThumbnails({
        getFile: async () => new Blob([bare as Uint8Array<ArrayBuffer>]),
        cache: {
          find: async (key) => kept.get(key),
          keep: async (key, portrait) => void kept.set(key, portrait),
        },
        draw: async () => {
          drawn++;
          return new Blob(['drawn'], { type: 'image/png' });
        },
      });
    expect(await open()(avatar)).toMatch(/^blob:/);
    expect(await open()(avatar)).toMatch(/^blob:/);
    expect(drawn).toBe(1);
  });

  it('has none where it cannot be drawn either, and one in its file is not drawn over', async () => {
    const withOwn = vrm1(png(64, 64));
    const thumbnailOf = (file: Uint8Array) =>
      createThumbnails({
        getFile: async () => new Blob([file as Uint8Array<ArrayBuffer>]),
        draw: () => Promise.reject(new Error('It cannot be shown.')),
      })(avatar);
    expect(await thumbnailOf(bare)).toBeUndefined();
    expect(await thumbnailOf(withOwn)).toMatch(/^blob:/);
  });
});
