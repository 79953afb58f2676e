import type { AvatarEntry } from '@shared/api';
import { createFileLibrary, type FileLibrary, stemOf } from './file-library';
import type { ShelfFile } from './file-shelf';
import { readAvatarFacts } from './glb';

const EXTENSION = '.vrm';
export const MAX_AVATAR_BYTES = 200 * 1024 * 1024;

export type Avatars = FileLibrary<AvatarEntry>;

export interface AvatarsOptions {
  resourcesFolder: string;
  dataFolder: string;
  maxBytes?: number;
}

export const createAvatars = ({ maxBytes = MAX_AVATAR_BYTES, ...folders }: AvatarsOptions): Avatars => {
  const titleOf = createTitles();
  return createFileLibrary<AvatarEntry>({
    ...folders,
    folder: 'avatars',
    extensions: [EXTENSION],
    maxBytes,
    check: readAvatarFacts,
    entry: async (place, file, url) => {
      const stem = stemOf(file.name);
      return { id: `${place}/${stem}`, name: (await titleOf(file)) ?? stem, url, bytes: file.bytes };
    },
    fileName: (name) => name + EXTENSION,
    keepsShipped: 'Avatars that ship with Kagami cannot be removed.',
  });
};

/** Titles are inside the files, which can be large: each version of a file is looked into once. */
const createTitles = () => {
  const known = new Map<string, { modifiedMs: number; title: string | undefined }>();
  return async (file: ShelfFile): Promise<string | undefined> => {
    const seen = known.get(file.path);
    if (seen?.modifiedMs === file.modifiedMs) return seen.title;
    const title = await readAvatarFacts(file.path).then(
      (facts) => facts.title,
      () => undefined,
    );
    known.set(file.path, { modifiedMs: file.modifiedMs, title });
    return title;
  };
};
