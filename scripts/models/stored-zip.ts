import { crc32 } from 'node:zlib';

/** MediaPipe Tasks maps the models straight out of the bundle: entries lie uncompressed, on 4 bytes. */
const ALIGNMENT = 4;
/** 1980-01-01, the format's zero: bundles with the same contents are the same bytes. */
const DOS_DATE = 0x21;
const VERSION = 20;
/** Header id of an extra field that means nothing: padding. */
const PADDING_ID = 0xffff;

/**
 * A zip archive of uncompressed entries with aligned data, the same bytes for the same contents.
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16.
 */
export const storedZip = (entries: readonly (readonly [name: string, data: Buffer])[]): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const [name, data] of entries) {
    const header = localHeader(name, data, position);
    directory.push(directoryEntry(name, data, position));
    parts.push(header, data);
    position += header.length + data.length;
  }
  const entriesEnd = Buffer.concat(directory);
  return Buffer.concat([...parts, entriesEnd, endRecord(entries.length, entriesEnd.length, position)]);
};

const localHeader = (name: string, data: Buffer, position: number): Buffer => {
  const bare = 30 + name.length;
  let padding = (ALIGNMENT - ((position + bare) % ALIGNMENT)) % ALIGNMENT;
  // An extra field has a header of four bytes of its own.
  if (padding > 0) padding += 4;
  const header = Buffer.alloc(bare + padding);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt32LE(crc32(data), 14);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(data.length, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(padding, 28);
  header.write(name, 30, 'latin1');
  if (padding > 0) {
    header.writeUInt16LE(PADDING_ID, bare);
    header.writeUInt16LE(padding - 4, bare + 2);
  }
  return header;
};

const directoryEntry = (name: string, data: Buffer, position: number): Buffer => {
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(DOS_DATE, 14);
  entry.writeUInt32LE(crc32(data), 16);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(data.length, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(position, 42);
  entry.write(name, 46, 'latin1');
  return entry;
};

const endRecord = (count: number, directoryBytes: number, directoryStart: number): Buffer => {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryStart, 16);
  return end;
};
