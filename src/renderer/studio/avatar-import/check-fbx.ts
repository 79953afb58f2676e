import { Unzlib } from 'fflate';
import { AvatarFileError } from '../../avatar/read-glb';

const MAGIC = 'Kaydara FBX Binary  ';
/** Bytes before the first record: the magic and the version. */
export const HEADER = 27;
/** From this version on, sizes have 64 bits. */
export const WIDE_VERSION = 7500;
/** What three's reader takes. */
const OLDEST_VERSION = 6400;
const OLDEST_TEXT_VERSION = 7000;

/** A text file names every number: larger ones are made of more geometry than an avatar has. */
const MAX_TEXT_BYTES = 96 * 1024 * 1024;
const MAX_RECORDS = 500_000;
const MAX_DEPTH = 32;
/** Numbers in all arrays together, and the bytes that they take when they are unpacked. */
const MAX_NUMBERS = 48_000_000;
const MAX_UNPACKED = 400 * 1024 * 1024;

const SCALAR_BYTES: Readonly<Record<string, number>> = { C: 1, Y: 2, I: 4, F: 4, D: 8, L: 8 };
const ELEMENT_BYTES: Readonly<Record<string, number>> = { b: 1, c: 1, i: 4, f: 4, d: 8, l: 8 };

const DAMAGED = 'The FBX file is damaged or cut short. Download or export it again.';

export const isBinaryFbx = (bytes: Uint8Array): boolean => startOf(bytes, MAGIC.length) === MAGIC;

export const isFbx = (bytes: Uint8Array): boolean =>
  isBinaryFbx(bytes) || /FBXHeaderExtension|^; FBX \d/.test(startOf(bytes, 2048));

/**
 * Looks an FBX file over before anything is built from it: its records lie within each other and the file, and what is packed
 * unpacks to no more than it says. Source: the record layout as Blender's developers published it ("FBX binary file format
 * specification", code.blender.org, 2013).
 * @throws AvatarFileError with a sentence for the user
 */
export const checkFbx = (bytes: Uint8Array): void => {
  if (!isBinaryFbx(bytes)) {
    if (bytes.byteLength > MAX_TEXT_BYTES)
      throw new AvatarFileError('The FBX file is text and too large. Export it as binary FBX or GLB.');
    checkVersion(Number(/FBXVersion:\s*(\d+)/.exec(startOf(bytes, 8192))?.[1]), OLDEST_TEXT_VERSION);
    return;
  }
  if (bytes.byteLength < HEADER + 13) cutShort();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(23, true);
  checkVersion(version, OLDEST_VERSION);
  const walk: Walk = { bytes, view, wide: version >= WIDE_VERSION, records: 0, numbers: 0, unpacked: 0 };
  let at = HEADER;
  while (at < bytes.byteLength) {
    const next = checkRecord(walk, at, bytes.byteLength, 0);
    if (next === undefined) return;
    at = next;
  }
};

interface Walk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly wide: boolean;
  records: number;
  numbers: number;
  unpacked: number;
}

const checkVersion = (version: number, oldest: number): void => {
  if (version < oldest)
    throw new AvatarFileError(
      `The file is FBX ${version / 1000}; Kagami reads ${oldest / 1000} and newer. Export it as a newer FBX, or as GLB.`,
    );
};

const startOf = (bytes: Uint8Array, length: number): string =>
  String.fromCharCode(...bytes.subarray(0, length));

const cutShort = (): never => {
  throw new AvatarFileError(DAMAGED);
};

const tooMuch = (): never => {
  throw new AvatarFileError('The FBX file holds more than an avatar can have. Reduce it before export.');
};

/** @returns where the next record begins; undefined behind the last one of a list */
const checkRecord = (walk: Walk, at: number, limit: number, depth: number): number | undefined => {
  const { view, wide } = walk;
  const width = wide ? 8 : 4;
  if (at + width * 3 + 1 > limit) return cutShort();
  if (++walk.records > MAX_RECORDS || depth > MAX_DEPTH) return tooMuch();
  const size = (offset: number): number =>
    wide ? Number(view.getBigUint64(offset, true)) : view.getUint32(offset, true);
  const end = size(at);
  if (end === 0) return undefined;
  const properties = size(at + width);
  const start = at + width * 3 + 1 + view.getUint8(at + width * 3);
  if (end > limit || start > end) return cutShort();
  let inside = start;
  for (let i = 0; i < properties; i++) inside = checkProperty(walk, inside, end);
  while (inside < end) {
    const next = checkRecord(walk, inside, end, depth + 1);
    if (next === undefined) break;
    inside = next;
  }
  return end;
};

/** @returns where the next property begins */
const checkProperty = (walk: Walk, at: number, end: number): number => {
  if (at + 1 > end) return cutShort();
  const type = String.fromCharCode(walk.bytes[at]!);
  const scalar = SCALAR_BYTES[type];
  if (scalar !== undefined) return within(at + 1 + scalar, end);
  if (type === 'S' || type === 'R') {
    within(at + 5, end);
    return within(at + 5 + walk.view.getUint32(at + 1, true), end);
  }
  const element = ELEMENT_BYTES[type] ?? cutShort();
  within(at + 13, end);
  const count = walk.view.getUint32(at + 1, true);
  const packed = walk.view.getUint32(at + 5, true) === 1;
  const stored = packed ? walk.view.getUint32(at + 9, true) : count * element;
  walk.numbers += count;
  if (walk.numbers > MAX_NUMBERS) tooMuch();
  const next = within(at + 13 + stored, end);
  if (packed) checkPacked(walk, walk.bytes.subarray(at + 13, next), count * element);
  return next;
};

const within = (at: number, end: number): number => (at <= end ? at : cutShort());

/** Fed in pieces, so that what swells to gigabytes is left before it has. */
const PIECE = 4096;

const checkPacked = (walk: Walk, data: Uint8Array, bytes: number): void => {
  let unpacked = 0;
  const inflate = new Unzlib((part) => {
    unpacked += part.byteLength;
    if (unpacked > bytes || walk.unpacked + unpacked > MAX_UNPACKED) tooMuch();
  });
  try {
    for (let at = 0; at < data.byteLength; at += PIECE)
      inflate.push(data.subarray(at, at + PIECE), at + PIECE >= data.byteLength);
  } catch (error) {
    throw error instanceof AvatarFileError ? error : new AvatarFileError(DAMAGED);
  }
  if (unpacked < bytes) cutShort();
  walk.unpacked += unpacked;
};
