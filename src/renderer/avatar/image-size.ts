export interface ImageSize {
  width: number;
  height: number;
}

/**
 * Pixel size out of a PNG's, JPEG's or WebP's header, without decoding the picture.
 * Sources: PNG specification 11.2.2 (IHDR); ITU T.81 B.2.2 (frame header); RFC 9649 (WebP).
 * @returns undefined where the bytes are none of the three.
 */
export const readImageSize = (bytes: Uint8Array): ImageSize | undefined => {
  if (bytes.byteLength < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(0);
  if (first === 0x89504e47) return pngSize(view);
  if (first >>> 16 === 0xffd8) return jpegSize(view);
  if (first === 0x52494646 && view.getUint32(8) === 0x57454250) return webpSize(view);
  return undefined;
};

const pngSize = (view: DataView): ImageSize | undefined =>
  view.byteLength < 24 || view.getUint32(12) !== 0x49484452
    ? undefined
    : { width: view.getUint32(16), height: view.getUint32(20) };

const jpegSize = (view: DataView): ImageSize | undefined => {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrameHeader(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xd9 || marker === 0xda) return undefined;
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
};

/** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const webpSize = (view: DataView): ImageSize | undefined => {
  if (view.byteLength < 30) return undefined;
  const chunk = view.getUint32(12);
  if (chunk === 0x56503858) return { width: 1 + readUint24(view, 24), height: 1 + readUint24(view, 27) };
  if (chunk === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk !== 0x5650384c) return undefined;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
};

const readUint24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
