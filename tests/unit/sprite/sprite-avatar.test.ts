import { SPRITE_EXTENSION, spriteMotionSchema } from '@shared/sprite-avatar';
import { validateBytes } from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import { encodePng, paint } from '../../../src/avatar-maker/paint/image';
import { makeSpriteAvatar, type SpriteSource } from '../../../src/avatar-maker/sprite';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { checkSprite } from '../../../src/renderer/avatar/sprite/read-sprites';
import { readGlb } from '../avatar-maker/read-glb';

const plain = (r: number, g: number, b: number): Uint8Array => encodePng(paint(40, 60, 1, () => [r, g, b]));

const source = (change: Partial<SpriteSource> = {}): SpriteSource => ({
  name: 'Mochi',
  extent: 'bust',
  pictures: [plain(1, 0, 0), plain(0, 1, 0)].map((bytes) => ({ bytes, mimeType: 'image/png' })),
  moods: [
    { name: 'neutral', idle: 0, talk: 1 },
    { name: 'happy', idle: 1 },
    { name: 'sparkle', idle: 0 },
  ],
  motion: spriteMotionSchema.parse({}),
  still: { png: plain(1, 0, 0), width: 40, height: 60 },
  ...change,
});

/** The file with its extension changed, as somebody else's program may write it. */
const changed = (change: (extension: Record<string, unknown>) => void): Uint8Array => {
  const bytes = makeSpriteAvatar(source());
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length)));
  change(json.extensions[SPRITE_EXTENSION]);
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  padded.set(text);
  const rest = bytes.subarray(20 + length);
  const whole = new Uint8Array(20 + padded.length + rest.length);
  whole.set(bytes.subarray(0, 20));
  whole.set(padded, 20);
  whole.set(rest, 20 + padded.length);
  const out = new DataView(whole.buffer);
  out.setUint32(8, whole.length, true);
  out.setUint32(12, padded.length, true);
  return whole;
};

const refusal = (bytes: Uint8Array): string => {
  const check = checkAvatarFile(bytes);
  return check.ok ? 'taken' : check.message;
};

describe('a sprite avatar’s file', () => {
  it('is a VRM that the loader takes and the Khronos validator has no error for', async () => {
    const bytes = makeSpriteAvatar(source());
    const check = checkAvatarFile(bytes);
    expect(check).toMatchObject({ ok: true, version: 1 });
    const { issues } = await validateBytes(bytes);
    expect(issues.messages.filter(({ severity }) => severity === 0)).toEqual([]);
  });

  it('holds the pictures byte for byte, and names every mood as an expression', () => {
    const check = checkAvatarFile(makeSpriteAvatar(source()));
    if (!check.ok) throw new Error(check.message);
    expect(check.sprites?.pictures.map((picture) => [...picture])).toEqual(
      source().pictures.map(({ bytes }) => [...bytes]),
    );
    const { preset, custom } = readGlb(makeSpriteAvatar(source())).json.extensions.VRMC_vrm.expressions;
    expect(Object.keys(preset)).toEqual(['aa', 'ih', 'ou', 'ee', 'oh', 'blink', 'happy']);
    expect(Object.keys(custom)).toEqual(['sparkle']);
  });

  it('is refused in words where it asks for what is not there, or for too much', () => {
    expect(refusal(changed((e) => Object.assign(e, { version: 2 })))).toMatch(/list of pictures/);
    expect(refusal(changed((e) => Object.assign(e, { moods: [{ name: 'neutral', idle: 7 }] })))).toMatch(
      /list of pictures/,
    );
    expect(refusal(changed((e) => Object.assign(e, { moods: [{ name: 'happy', idle: 0 }] })))).toMatch(
      /list of pictures/,
    );
    const picture = { bufferView: 60_000, mimeType: 'image/png' };
    expect(refusal(changed((e) => Object.assign(e, { pictures: [picture, picture] })))).toMatch(/missing/);
    expect(refusal(changed((e) => Object.assign(e, { pictures: Array(65).fill(picture) })))).toMatch(
      /list of pictures/,
    );
    // Vertex positions are no picture.
    const noPicture = { bufferView: 2, mimeType: 'image/png' };
    expect(refusal(changed((e) => Object.assign(e, { pictures: [noPicture, noPicture] })))).toMatch(
      /neither PNG, GIF nor WebP/,
    );
  });

  it('says that a picture is too large before it is decoded', () => {
    const huge = plain(1, 0, 0).slice();
    new DataView(huge.buffer).setUint32(16, 30_000);
    expect(() => checkSprite(huge)).toThrow(/30000×60 pixels/);
    expect(() => checkSprite(new Uint8Array(17 * 1024 * 1024))).toThrow(/16 MB/);
    const gif = Uint8Array.from([71, 73, 70, 56, 57, 97, 32, 0, 16, 0, 0, 0, 0]);
    expect(checkSprite(gif)).toEqual({ width: 32, height: 16 });
  });
});
