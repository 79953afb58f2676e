import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SceneFile, SceneFileKind, SceneFiles as SceneFileLists } from '@shared/api';
import { createFileShelf, type FileShelf, Refusal, type ShelfFile } from './file-shelf';

/** Pictures and videos behind the avatar, and the things that it carries: the user's own files. */
export interface SceneFiles {
  list(): Promise<SceneFileLists>;
  /** Path of a file. @throws Refusal */
  userFile(kind: SceneFileKind, name: string): Promise<string>;
  /** @throws Refusal where the file is of no use, too big or badly named. */
  store(kind: SceneFileKind, name: string, content: AsyncIterable<Uint8Array>): Promise<SceneFile>;
  /** @throws Refusal where it is not there. */
  remove(kind: SceneFileKind, name: string): Promise<SceneFileLists>;
}

const MEGABYTE = 1024 * 1024;
const MAX_PICTURE_BYTES = 32 * MEGABYTE;
const MAX_VIDEO_BYTES = 512 * MEGABYTE;
const MAX_MODEL_BYTES = 64 * MEGABYTE;

/** What each kind may be, and how large. */
const LIMITS: Readonly<Record<SceneFileKind, Readonly<Record<string, number>>>> = {
  backgrounds: {
    '.png': MAX_PICTURE_BYTES,
    '.jpg': MAX_PICTURE_BYTES,
    '.jpeg': MAX_PICTURE_BYTES,
    '.webp': MAX_PICTURE_BYTES,
    '.mp4': MAX_VIDEO_BYTES,
    '.webm': MAX_VIDEO_BYTES,
  },
  props: {
    '.glb': MAX_MODEL_BYTES,
    '.png': MAX_PICTURE_BYTES,
    '.webp': MAX_PICTURE_BYTES,
  },
};

/** First bytes by extension. Sources: PNG 5.2, JFIF, RFC 9649, ISO 14496-12 `ftyp`, RFC 9559 (EBML), glTF 2.0 section 4. */
const BEGINS: Readonly<Record<string, (head: Buffer) => boolean>> = {
  '.png': (head) => head.readUInt32BE(0) === 0x89504e47,
  '.jpg': (head) => head.readUInt16BE(0) === 0xffd8,
  '.jpeg': (head) => head.readUInt16BE(0) === 0xffd8,
  '.webp': (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  '.mp4': (head) => head.toString('latin1', 4, 8) === 'ftyp',
  '.webm': (head) => head.readUInt32BE(0) === 0x1a45dfa3,
  '.glb': (head) => head.toString('latin1', 0, 4) === 'glTF',
};

export const createSceneFiles = ({ dataFolder }: { dataFolder: string }): SceneFiles => {
  const shelves = {
    backgrounds: shelvesOf(dataFolder, 'backgrounds'),
    props: shelvesOf(dataFolder, 'props'),
  };

  const shelf = (kind: SceneFileKind, name: string): FileShelf => {
    const found = shelves[kind].get(extname(name).toLowerCase());
    if (found === undefined)
      throw new Refusal(400, `Kagami takes ${[...shelves[kind].keys()].join(', ')} files here.`);
    return found;
  };

  const listKind = async (kind: SceneFileKind): Promise<SceneFile[]> => {
    const lists = await Promise.all([...shelves[kind].values()].map((each) => each.list()));
    return lists
      .flat()
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
      .map((file) => entry(kind, file));
  };

  const list = async (): Promise<SceneFileLists> => ({
    backgrounds: await listKind('backgrounds'),
    props: await listKind('props'),
  });

  return {
    list,
    userFile: async (kind, name) => (await shelf(kind, name).find(name)).path,
    async store(kind, name, content) {
      return entry(kind, await shelf(kind, name).store(name, content));
    },
    async remove(kind, name) {
      await shelf(kind, name).remove(name);
      return list();
    },
  };
};

const shelvesOf = (dataFolder: string, kind: SceneFileKind): Map<string, FileShelf> =>
  new Map(
    Object.entries(LIMITS[kind]).map(([extension, maxBytes]) => [
      extension,
      createFileShelf({
        folder: join(dataFolder, kind),
        extensions: [extension],
        maxBytes,
        check: (path) => checkBegin(path, extension),
      }),
    ]),
  );

const checkBegin = async (path: string, extension: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(12);
    const { bytesRead } = await handle.read(head, 0, 12, 0);
    if (bytesRead < 12 || !BEGINS[extension]?.(head))
      throw new Error(`This file is not what its name says: it does not begin as a ${extension} file does.`);
  } finally {
    await handle.close();
  }
};

const entry = (kind: SceneFileKind, { name, bytes }: ShelfFile): SceneFile => ({
  name,
  url: `/user/${kind}/${encodeURIComponent(name)}`,
  bytes,
});
