import { gzipSync } from 'node:zlib';
import { TakeError } from '@motion/codecs/take';
import { describe, expect, it } from 'vitest';
import { compressTake, decompressTake } from '../../../src/renderer/capture/take-compression';

describe('a take file', () => {
  it('unpacks to what was packed', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
    const file = await compressTake(bytes);
    expect(file.length).toBeLessThan(20_000);
    expect(await decompressTake(file)).toEqual(bytes);
  });

  it('is refused with a sentence where it is no take, cut off or damaged', async () => {
    const file = await compressTake(new Uint8Array(1000));
    const damaged = file.slice();
    damaged[12] = (damaged[12] ?? 0) ^ 0xff;
    for (const bad of [new Uint8Array(0), Uint8Array.of(0x1f, 0x8b), file.slice(0, -9), damaged])
      await expect(decompressTake(bad)).rejects.toThrow(TakeError);
  });

  it('is refused where a small file unpacks to more than fits', async () => {
    const limit = 8 * 1024 * 1024;
    const bomb = gzipSync(new Uint8Array(limit + 1));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(decompressTake(bomb, limit)).rejects.toThrow(/too large/);
  });
});
