import { zlibSync } from 'fflate';
import type { Color } from './color';

/** Four bytes a pixel (red, green, blue, alpha), rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Paints a picture by a function of u (left to right) and v (top to bottom); `samples` a side of each pixel: 2 where the
 * picture has hard edges.
 */
export function paint(
  width: number,
  height: number,
  samples: 1 | 2,
  color: (u: number, v: number) => Color,
): Picture {
  const data = new Uint8Array(width * height * 4);
  const steps = samples === 1 ? [0.5] : [0.25, 0.75];
  const count = samples * samples;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (const dy of steps)
        for (const dx of steps) {
          const c = color((x + dx) / width, (y + dy) / height);
          r += c[0];
          g += c[1];
          b += c[2];
        }
      const o = (y * width + x) * 4;
      data[o] = toByte(r / count);
      data[o + 1] = toByte(g / count);
      data[o + 2] = toByte(b / count);
      data[o + 3] = 255;
    }
  return { width, height, data };
}

const toByte = (x: number): number => Math.min(255, Math.max(0, Math.round(x * 255)));

/** A PNG without alpha channel. Source: PNG specification, W3C. */
export function encodePng({ width, height, data }: Picture): Uint8Array {
  const row = width * 3;
  const raw = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    const out = y * (row + 1);
    // Filter "up" on every row but the first: painted gradients compress far better.
    raw[out] = y === 0 ? 0 : 2;
    for (let x = 0; x < width; x++)
      for (let k = 0; k < 3; k++) {
        const here = data[(y * width + x) * 4 + k]!;
        const above = y === 0 ? 0 : data[((y - 1) * width + x) * 4 + k]!;
        raw[out + 1 + x * 3 + k] = (here - above) & 255;
      }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  header[9] = 2;
  const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  return join([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(raw, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = CRC_TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
