import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TakeEntry } from '@shared/api';
import { createFileShelf, Refusal, type ShelfFile } from './file-shelf';
import { createListeners } from './listeners';

const EXTENSION = '.ktake';
export const MAX_TAKE_BYTES = 200 * 1024 * 1024;

export interface Takes {
  /** Shipped takes first, then the user's. */
  list(): Promise<TakeEntry[]>;
  /** Path of a user's take. @throws Refusal */
  userFile(name: string): Promise<string>;
  /** @throws Refusal where the file is empty, too big or badly named. */
  store(name: string, content: AsyncIterable<Uint8Array>): Promise<TakeEntry>;
  /** @throws Refusal for a shipped take or one that is not there. */
  remove(id: string): Promise<TakeEntry[]>;
  onChange(listener: (takes: TakeEntry[]) => void): () => void;
}

export interface TakesOptions {
  resourcesFolder: string;
  dataFolder: string;
  maxBytes?: number;
}

export const createTakes = ({
  resourcesFolder,
  dataFolder,
  maxBytes = MAX_TAKE_BYTES,
}: TakesOptions): Takes => {
  const shelf = (folder: string) =>
    createFileShelf({ folder, extension: EXTENSION, maxBytes, check: refuseEmpty });
  const builtin = shelf(join(resourcesFolder, 'takes'));
  const user = shelf(join(dataFolder, 'takes'));
  const changes = createListeners<TakeEntry[]>();

  const list = async (): Promise<TakeEntry[]> => [
    ...(await builtin.list()).map((file) => entry('builtin', file)),
    ...(await user.list()).map((file) => entry('user', file)),
  ];

  return {
    list,
    userFile: async (name) => (await user.find(name)).path,
    async store(name, content) {
      const stored = entry('user', await user.store(name, content));
      changes.tell(await list());
      return stored;
    },
    async remove(id) {
      if (!id.startsWith('user/')) throw new Refusal(400, 'Takes that ship with Kagami cannot be removed.');
      await user.remove(id.slice('user/'.length) + EXTENSION);
      const takes = await list();
      changes.tell(takes);
      return takes;
    },
    onChange: changes.add,
  };
};

const entry = (kind: 'builtin' | 'user', file: ShelfFile): TakeEntry => {
  const name = file.name.slice(0, -EXTENSION.length);
  return {
    id: kind === 'builtin' ? name : `user/${name}`,
    name,
    url: `${kind === 'builtin' ? '/resources' : '/user'}/takes/${encodeURIComponent(file.name)}`,
    bytes: file.bytes,
    builtin: kind === 'builtin',
  };
};

/** The player reads takes with its own bounds; here only the plainest mistake is refused. */
const refuseEmpty = async (path: string): Promise<void> => {
  if ((await stat(path)).size === 0) throw new Error('The take is empty: nothing was recorded.');
};
