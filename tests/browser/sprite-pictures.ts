import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';

export type Rgb = readonly [number, number, number];

/** A round, plain figure on nothing: its colour tells which picture is shown, its corners whether alpha is kept. */
export const drawDisc = async (folder: string, name: string, [r, g, b]: Rgb): Promise<string> => {
  const png = new PNG({ width: 96, height: 96 });
  for (let y = 0; y < 96; y++)
    for (let x = 0; x < 96; x++) {
      const inside = Math.hypot(x - 47.5, y - 47.5) < 46;
      png.data.set(inside ? [r, g, b, 255] : [0, 0, 0, 0], (y * 96 + x) * 4);
    }
  const path = join(folder, name);
  await writeFile(path, PNG.sync.write(png));
  return path;
};

/** A GIF that changes between two plain colours ten times a second. Source: GIF89a specification. */
export const drawBlinkingGif = async (folder: string, name: string, colours: [Rgb, Rgb]): Promise<string> => {
  const side = 16;
  const bytes: number[] = [...Buffer.from('GIF89a'), side, 0, side, 0, 0x80, 0, 0];
  for (const colour of colours) bytes.push(...colour);
  bytes.push(0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0'), 3, 1, 0, 0, 0);
  for (const index of [0, 1]) {
    bytes.push(0x21, 0xf9, 4, 0, 10, 0, 0, 0);
    bytes.push(0x2c, 0, 0, 0, 0, side, 0, side, 0, 0, 2, ...plainLzw(index, side * side), 0);
  }
  bytes.push(0x3b);
  const path = join(folder, name);
  await writeFile(path, Uint8Array.from(bytes));
  return path;
};

/** The table is cleared before every pixel, so that all codes have three bits. */
const plainLzw = (index: number, pixels: number): number[] => {
  const codes = Array.from({ length: pixels }, () => [4, index]).flat();
  codes.push(5);
  const packed: number[] = [];
  let bits = 0;
  let count = 0;
  for (const code of codes) {
    bits |= code << count;
    count += 3;
    while (count >= 8) {
      packed.push(bits & 255);
      bits >>= 8;
      count -= 8;
    }
  }
  packed.push(bits & 255);
  const blocks: number[] = [];
  for (let at = 0; at < packed.length; at += 255) {
    const block = packed.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  return blocks;
};
