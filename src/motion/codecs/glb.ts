/** A binary glTF file. Source: glTF 2.0 specification, "GLB File Format Specification". */
export interface Glb {
  json: Record<string, unknown>;
  binary: Uint8Array;
}

const MAGIC = 0x46546c67; // 'glTF', little endian
const VERSION = 2;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;
const MAX_JSON_BYTES = 64 * 1024 * 1024;

/** @throws Error with a sentence for the user where it is none, or damaged */
export const readGlbParts = (bytes: Uint8Array): Glb => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20 || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION)
    throw new Error('This is not a binary glTF 2.0 file.');
  if (view.getUint32(8, true) !== bytes.length)
    throw new Error('The file is cut off or damaged: its length is not what it says. Copy it again.');
  const jsonLength = view.getUint32(12, true);
  if (
    view.getUint32(16, true) !== JSON_CHUNK ||
    jsonLength > bytes.length - 20 ||
    jsonLength > MAX_JSON_BYTES
  )
    throw new Error('The file is damaged: its description cannot be read.');
  const json = parseObject(decodeUtf8(bytes.subarray(20, 20 + jsonLength)));
  const at = 20 + jsonLength;
  if (at + 8 > bytes.length) return { json, binary: new Uint8Array(0) };
  const binaryLength = view.getUint32(at, true);
  if (view.getUint32(at + 4, true) !== BINARY_CHUNK || binaryLength > bytes.length - at - 8)
    throw new Error('The file is damaged: its numbers cannot be read.');
  return { json, binary: bytes.subarray(at + 8, at + 8 + binaryLength) };
};

export const writeGlbParts = ({ json, binary }: Glb): Uint8Array<ArrayBuffer> => {
  const text = asciiJson(json);
  const jsonLength = padded(text.length);
  const binaryLength = padded(binary.length);
  const bytes = new Uint8Array(12 + 8 + jsonLength + 8 + binaryLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, jsonLength, true);
  view.setUint32(16, JSON_CHUNK, true);
  bytes.fill(0x20, 20, 20 + jsonLength);
  for (let i = 0; i < text.length; i++) bytes[20 + i] = text.charCodeAt(i);
  view.setUint32(20 + jsonLength, binaryLength, true);
  view.setUint32(24 + jsonLength, BINARY_CHUNK, true);
  bytes.set(binary, 28 + jsonLength);
  return bytes;
};

const padded = (length: number): number => Math.ceil(length / 4) * 4;

const parseObject = (text: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('The file is damaged: its description is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('The file is damaged: its description is of no known kind.');
  return value as Record<string, unknown>;
};

const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Plain JavaScript has no decoder of its own; what is no UTF-8 becomes U+FFFD. */
export const decodeUtf8 = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  let units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    const length =
      lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    let code = length === 1 ? lead : lead & (0x7f >> length);
    let well = length > 0;
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k] ?? 0;
      if ((next & 0xc0) !== 0x80) well = false;
      code = (code << 6) | (next & 0x3f);
    }
    if (!well || code > 0x10ffff) units.push(0xfffd);
    else if (code > 0xffff)
      units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    else units.push(code);
    i += well ? length : 1;
    if (units.length >= 8192) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  return parts.join('') + String.fromCharCode(...units);
};
