/** A binary glTF file taken apart. `bin` is a view into the file's bytes; empty where there is no BIN chunk. */
export interface Glb {
  json: unknown;
  bin: Uint8Array;
}

const MAGIC = 0x46546c67; // "glTF"
const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BIN = 0x004e4942;

/** Largest avatar file that is read, bytes. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** Largest JSON chunk that is parsed, bytes. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;

/** What is wrong with a file, as a sentence for the user. */
export class AvatarFileError extends Error {
  override readonly name = 'AvatarFileError';
}

/**
 * Container format: glTF 2.0 specification, section 4 "GLB File Format Specification".
 * @throws AvatarFileError
 */
export const readGlb = (bytes: Uint8Array): Glb => {
  if (bytes.byteLength > MAX_FILE_BYTES)
    throw new AvatarFileError(
      `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB. Export the avatar with smaller textures.`,
    );
  if (bytes.byteLength < 20) throw new AvatarFileError('The file is empty or cut short. Download it again.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new AvatarFileError(notGlb(bytes));
  const version = view.getUint32(4, true);
  if (version !== 2)
    throw new AvatarFileError(`The file is binary glTF version ${version}; Kagami reads version 2.`);
  const length = view.getUint32(8, true);
  if (length > bytes.byteLength)
    throw new AvatarFileError(
      `The file is cut short: it should have ${length} bytes and has ${bytes.byteLength}. Download it again.`,
    );
  return readChunks(bytes, view, length);
};

const readChunks = (bytes: Uint8Array, view: DataView, length: number): Glb => {
  const jsonLength = view.getUint32(12, true);
  if (view.getUint32(16, true) !== CHUNK_JSON || 20 + jsonLength > length)
    throw new AvatarFileError("The file's first part is damaged. Download or export it again.");
  if (jsonLength > MAX_JSON_BYTES)
    throw new AvatarFileError('The file describes more than Kagami can hold (its JSON part is over 32 MB).');
  const json = parseJson(bytes.subarray(20, 20 + jsonLength));
  const at = 20 + jsonLength + ((4 - (jsonLength % 4)) % 4);
  if (at + 8 > length) return { json, bin: new Uint8Array(0) };
  const binLength = view.getUint32(at, true);
  if (view.getUint32(at + 4, true) !== CHUNK_BIN) return { json, bin: new Uint8Array(0) };
  if (at + 8 + binLength > length)
    throw new AvatarFileError("The file's binary part is cut short. Download or export it again.");
  return { json, bin: bytes.subarray(at + 8, at + 8 + binLength) };
};

const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new AvatarFileError("The file's description (its JSON part) cannot be read. Export it again.");
  }
};

/** Names the usual mix-ups by their first bytes. */
const notGlb = (bytes: Uint8Array): string => {
  const start = String.fromCharCode(...bytes.subarray(0, 20));
  if (start.startsWith('PK'))
    return 'This is a ZIP archive, not a VRM file. Unpack it and choose the .vrm inside.';
  if (start.startsWith('Kaydara FBX'))
    return 'This is an FBX file. Drop it on Studio, which makes an avatar of it.';
  if (start.trimStart().startsWith('{')) return 'This is a text file, not a VRM. Choose a binary .vrm file.';
  if (start.trimStart().startsWith('<'))
    return 'This is a web page, not a VRM. Download the .vrm file itself.';
  return 'This is not a VRM file.';
};
