import { open } from 'node:fs/promises';
import type { SceneFile, SceneFileKind } from '@shared/api';
import { createFileLibrary, type FileLibrary } from './file-library';

/** Pictures and videos behind the avatar, and the things that it carries: the user's own files. */
export type SceneFiles = Readonly<Record<SceneFileKind, FileLibrary<SceneFile>>>;

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
  const library = (kind: SceneFileKind) =>
    createFileLibrary<SceneFile>({
      dataFolder,
      folder: kind,
      extensions: Object.keys(LIMITS[kind]),
      maxBytes: LIMITS[kind],
      check: checkBegin,
      entry: (_place, { name, bytes }, url) => ({ name, url, bytes }),
      fileName: (name) => name,
    });
  return { backgrounds: library('backgrounds'), props: library('props') };
};

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
