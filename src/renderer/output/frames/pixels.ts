/** RGBA to BGRA in place: red and blue change places. Four bytes a pixel. */
export const swapRedAndBlue = (rgba: Uint8ClampedArray): void => {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength >> 2);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    pixels[i] = (pixel & 0xff00ff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
  }
};

/**
 * RGBA (alpha is passed over) to NV12: BT.601, limited range (luma 16..235, chroma 16..240), with the usual 8 bit coefficients; chroma
 * is the mean of each 2×2 pixels.
 *
 * @param width even, as is `height`
 * @param nv12 width × height × 3/2 bytes: the luma plane, then Cb and Cr in turn
 */
export const writeNv12 = (rgba: Uint8ClampedArray, width: number, height: number, nv12: Uint8Array): void => {
  const stride = width * 4;
  let chroma = width * height;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const top = y * stride + x * 4;
      const bottom = top + stride;
      const luma = y * width + x;
      nv12[luma] = lumaAt(rgba, top);
      nv12[luma + 1] = lumaAt(rgba, top + 4);
      nv12[luma + width] = lumaAt(rgba, bottom);
      nv12[luma + width + 1] = lumaAt(rgba, bottom + 4);
      const red = rgba[top]! + rgba[top + 4]! + rgba[bottom]! + rgba[bottom + 4]!;
      const green = rgba[top + 1]! + rgba[top + 5]! + rgba[bottom + 1]! + rgba[bottom + 5]!;
      const blue = rgba[top + 2]! + rgba[top + 6]! + rgba[bottom + 2]! + rgba[bottom + 6]!;
      // Sums of four pixels: two bits more to shift away, the same rounding.
      nv12[chroma] = ((-38 * red - 74 * green + 112 * blue + 512) >> 10) + 128;
      nv12[chroma + 1] = ((112 * red - 94 * green - 18 * blue + 512) >> 10) + 128;
      chroma += 2;
    }
  }
};

const lumaAt = (rgba: Uint8ClampedArray, at: number): number =>
  ((66 * rgba[at]! + 129 * rgba[at + 1]! + 25 * rgba[at + 2]! + 128) >> 8) + 16;

/** Where a picture lies in another without being stretched, centred. Pixels. */
export const fitInside = (
  from: { width: number; height: number },
  to: { width: number; height: number },
): { x: number; y: number; width: number; height: number } => {
  const scale = Math.min(to.width / from.width, to.height / from.height);
  const width = Math.round(from.width * scale);
  const height = Math.round(from.height * scale);
  return { x: Math.round((to.width - width) / 2), y: Math.round((to.height - height) / 2), width, height };
};
