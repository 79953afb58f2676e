import { open } from 'node:fs/promises';
import type { ClipEntry } from '@shared/api';
import { createFileLibrary, type FileLibrary, stemOf } from './file-library';

export const CLIP_EXTENSIONS = ['.vrma', '.bvh'] as const;
export const MAX_CLIP_BYTES = 256 * 1024 * 1024;

/** Animation files to play on the avatar. */
export type Clips = FileLibrary<ClipEntry>;

export interface ClipsOptions {
  resourcesFolder: string;
  dataFolder: string;
  maxBytes?: number;
}

export const createClips = ({ maxBytes = MAX_CLIP_BYTES, ...folders }: ClipsOptions): Clips =>
  createFileLibrary<ClipEntry>({
    ...folders,
    folder: 'clips',
    extensions: CLIP_EXTENSIONS,
    maxBytes,
    check: refuseOtherFiles,
    entry: (place, file, url) => ({
      // Of a shipped clip the name alone: it stays when its format changes.
      id: place === 'builtin' ? `builtin/${stemOf(file.name)}` : `user/${file.name}`,
      name: stemOf(file.name),
      url,
      bytes: file.bytes,
      builtin: place === 'builtin',
    }),
    fileName: (name) => name,
    keepsShipped: 'Animations that ship with Kagami cannot be removed.',
  });

/** The page reads clips with its own bounds; here only what is plainly something else is refused. */
const refuseOtherFiles = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(1024);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const text = head.subarray(0, bytesRead).toString('latin1');
    if (!text.startsWith('glTF') && !/^\s*HIERARCHY/i.test(text))
      throw new Error('This is neither a VRM animation (.vrma) nor a BVH file.');
  } finally {
    await handle.close();
  }
};
