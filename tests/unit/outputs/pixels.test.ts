import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitInside, swapRedAndBlue, writeNv12 } from '../../../src/renderer/output/frames/pixels';

/** Back to RGB as video programs do: BT.601, limited range. */
const toRgb = (y: number, cb: number, cr: number): number[] => {
  const luma = 1.164 * (y - 16);
  return [
    luma + 1.596 * (cr - 128),
    luma - 0.392 * (cb - 128) - 0.813 * (cr - 128),
    luma + 2.017 * (cb - 128),
  ].map((value) => Math.min(255, Math.max(0, value)));
};

const filled = (width: number, height: number, rgb: readonly number[]): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : rgb[i % 4]!));

const byte = fc.integer({ min: 0, max: 255 });

test('an even colour comes back from NV12 as it was', () => {
  fc.assert(
    fc.property(byte, byte, byte, (...rgb) => {
      const nv12 = new Uint8Array(24);
      writeNv12(filled(4, 4, rgb), 4, 4, nv12);
      const back = toRgb(nv12[0]!, nv12[16]!, nv12[17]!);
      for (let c = 0; c < 3; c++) expect(Math.abs(back[c]! - rgb[c]!)).toBeLessThanOrEqual(4);
    }),
  );
});

test('NV12 keeps the limits of video: black 16, white 235, grey without colour', () => {
  const nv12 = new Uint8Array(6);
  writeNv12(filled(2, 2, [0, 0, 0]), 2, 2, nv12);
  expect([...nv12]).toEqual([16, 16, 16, 16, 128, 128]);
  writeNv12(filled(2, 2, [255, 255, 255]), 2, 2, nv12);
  expect([...nv12]).toEqual([235, 235, 235, 235, 128, 128]);
});

test('each pixel’s brightness lies in its place, each four pixels’ colour in theirs', () => {
  // Left half red, right half blue, lower row of pixels darker.
  const rgba = new Uint8ClampedArray(4 * 2 * 4);
  for (let y = 0; y < 2; y++)
    for (let x = 0; x < 4; x++)
      rgba.set(x < 2 ? [255 - y * 100, 0, 0, 255] : [0, 0, 255 - y * 100, 255], (y * 4 + x) * 4);
  const nv12 = new Uint8Array(12);
  writeNv12(rgba, 4, 2, nv12);
  expect(nv12[0]).toBe(nv12[1]);
  expect(nv12[0]!).toBeGreaterThan(nv12[2]!);
  expect(nv12[0]!).toBeGreaterThan(nv12[4]!);
  const [cbRed, crRed, cbBlue, crBlue] = nv12.subarray(8);
  expect(crRed!).toBeGreaterThan(200);
  expect(cbBlue!).toBeGreaterThan(200);
  expect(cbRed!).toBeLessThan(128);
  expect(crBlue!).toBeLessThan(128);
});

test('red and blue change places, twice is nothing, alpha stays', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 400 }), (bytes) => {
      const rgba = new Uint8ClampedArray(bytes.slice(0, bytes.length - (bytes.length % 4)));
      const swapped = rgba.slice();
      swapRedAndBlue(swapped);
      for (let i = 0; i < rgba.length; i += 4)
        expect([...swapped.subarray(i, i + 4)]).toEqual([rgba[i + 2], rgba[i + 1], rgba[i], rgba[i + 3]]);
      swapRedAndBlue(swapped);
      expect(swapped).toEqual(rgba);
    }),
  );
});

test('a picture is fitted into another whole, centred and in its own shape', () => {
  const side = fc.integer({ min: 64, max: 4000 });
  fc.assert(
    fc.property(side, side, side, side, (fromWidth, fromHeight, width, height) => {
      const place = fitInside({ width: fromWidth, height: fromHeight }, { width, height });
      expect(place.width).toBeLessThanOrEqual(width);
      expect(place.height).toBeLessThanOrEqual(height);
      expect(place.width === width || place.height === height).toBe(true);
      expect(Math.abs(place.x * 2 + place.width - width)).toBeLessThanOrEqual(1);
      expect(Math.abs(place.width * fromHeight - place.height * fromWidth)).toBeLessThanOrEqual(
        Math.max(fromWidth, fromHeight),
      );
    }),
  );
});
