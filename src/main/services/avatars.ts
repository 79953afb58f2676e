import { join } from 'node:path';
import type { AvatarEntry } from '@shared/api';
import { createFileShelf, Refusal, type ShelfFile } from './file-shelf';
import { readAvatarFacts } from './glb';
import { createListeners } from './listeners';

const EXTENSION = '.vrm';
export const MAX_AVATAR_BYTES = 200 * 1024 * 1024;

export interface Avatars {
  /** Shipped avatars first, then the user's. */
  list(): Promise<AvatarEntry[]>;
  /** Path of a user's avatar. @throws Refusal */
  userFile(name: string): Promise<string>;
  /** @throws Refusal where the file is no avatar, too big or badly named. */
  store(name: string, content: AsyncIterable<Uint8Array>): Promise<AvatarEntry>;
  /** @throws Refusal for a shipped avatar or one that is not there. */
  remove(id: string): Promise<AvatarEntry[]>;
  onChange(listener: (avatars: AvatarEntry[]) => void): () => void;
}

export interface AvatarsOptions {
  resourcesFolder: string;
  dataFolder: string;
  maxBytes?: number;
}

export const createAvatars = ({
  resourcesFolder,
  dataFolder,
  maxBytes = MAX_AVATAR_BYTES,
}: AvatarsOptions): Avatars => {
  const shelf = (folder: string) =>
    createFileShelf({ folder, extension: EXTENSION, maxBytes, check: readAvatarFacts });
  const builtin = shelf(join(resourcesFolder, 'avatars'));
  const user = shelf(join(dataFolder, 'avatars'));
  const changes = createListeners<AvatarEntry[]>();
  const titleOf = createTitles();

  const entry = async (kind: 'builtin' | 'user', file: ShelfFile): Promise<AvatarEntry> => {
    const stem = file.name.slice(0, -EXTENSION.length);
    return {
      id: `${kind}/${stem}`,
      name: (await titleOf(file)) ?? stem,
      url: `${kind === 'builtin' ? '/resources' : '/user'}/avatars/${encodeURIComponent(file.name)}`,
      bytes: file.bytes,
    };
  };

  const list = async (): Promise<AvatarEntry[]> =>
    Promise.all([
      ...(await builtin.list()).map((file) => entry('builtin', file)),
      ...(await user.list()).map((file) => entry('user', file)),
    ]);

  return {
    list,
    userFile: async (name) => (await user.find(name)).path,
    async store(name, content) {
      const stored = await entry('user', await user.store(name, content));
      changes.tell(await list());
      return stored;
    },
    async remove(id) {
      if (!id.startsWith('user/')) throw new Refusal(400, 'Avatars that ship with Kagami cannot be removed.');
      await user.remove(id.slice('user/'.length) + EXTENSION);
      const avatars = await list();
      changes.tell(avatars);
      return avatars;
    },
    onChange: changes.add,
  };
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
