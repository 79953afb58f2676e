import { HEADER, WIDE_VERSION } from './check-fbx';

interface FbxRecord {
  name: string;
  /** Where its properties and the records inside of it are. */
  properties: number;
  count: number;
  inside: number;
  end: number;
}

/**
 * The pictures inside of a checked binary FBX file, by the id of the texture that shows them. three's reader takes a picture by the
 * ending of its name alone, and Blender writes pictures that never were files without one.
 */
export const readFbxImages = (bytes: Uint8Array): Map<number, Uint8Array> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const top = readRecords(view, HEADER, bytes.byteLength);
  const pictures = new Map<number, Uint8Array>();
  for (const objects of inside(view, top, 'Objects'))
    if (objects.name === 'Video') {
      const content = readRecords(view, objects.inside, objects.end).find(({ name }) => name === 'Content');
      const data = content && readRaw(bytes, view, content.properties);
      if (data && data.byteLength > 0) pictures.set(readId(view, objects.properties), data);
    }
  const byTexture = new Map<number, Uint8Array>();
  for (const { properties, count } of inside(view, top, 'Connections')) {
    if (count < 3) continue;
    const from = properties + 5 + view.getUint32(properties + 1, true);
    const picture = pictures.get(readId(view, from));
    if (picture) byTexture.set(readId(view, from + 9), picture);
  }
  return byTexture;
};

const inside = (view: DataView, records: readonly FbxRecord[], name: string): FbxRecord[] => {
  const found = records.find((record) => record.name === name);
  return found ? readRecords(view, found.inside, found.end) : [];
};

const readRecords = (view: DataView, from: number, to: number): FbxRecord[] => {
  const wide = view.getUint32(23, true) >= WIDE_VERSION;
  const width = wide ? 8 : 4;
  const size = (at: number): number =>
    wide ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true);
  const records: FbxRecord[] = [];
  for (let at = from; at + width * 3 + 1 <= to; ) {
    const end = size(at);
    if (end <= at) break;
    const length = view.getUint8(at + width * 3);
    const properties = at + width * 3 + 1 + length;
    let name = '';
    for (let i = properties - length; i < properties; i++) name += String.fromCharCode(view.getUint8(i));
    records.push({
      name,
      properties,
      count: size(at + width),
      inside: properties + size(at + width * 2),
      end,
    });
    at = end;
  }
  return records;
};

const isType = (view: DataView, at: number, letter: string): boolean =>
  at < view.byteLength && view.getUint8(at) === letter.charCodeAt(0);

/** Ids are whole numbers that a double holds; NaN where there is none. */
const readId = (view: DataView, at: number): number =>
  isType(view, at, 'L') && at + 9 <= view.byteLength ? Number(view.getBigInt64(at + 1, true)) : Number.NaN;

const readRaw = (bytes: Uint8Array, view: DataView, at: number): Uint8Array | undefined =>
  isType(view, at, 'R') ? bytes.subarray(at + 5, at + 5 + view.getUint32(at + 1, true)) : undefined;
