import { join } from 'node:path';
import { createFileShelf, type FileShelfOptions, Refusal, type ShelfFile } from './file-shelf';
import { createListeners } from './listeners';

/** What every entry of a library has. Its id, by which it is removed, begins with `user/` where it is the user's. */
export interface LibraryEntry {
  name: string;
  /** Path below the host's origin, fetched as bytes. */
  url: string;
  bytes: number;
}

/** Files of one kind that the user adds to, beside those that ship with Kagami. */
export interface FileLibrary<Entry extends LibraryEntry> {
  /** Shipped files first, then the user's. */
  list(): Promise<Entry[]>;
  /** Path of a user's file. @throws Refusal */
  userFile(name: string): Promise<string>;
  /** @throws Refusal where the file is not wanted, too big or badly named. */
  store(name: string, content: AsyncIterable<Uint8Array>): Promise<Entry>;
  /** @throws Refusal for a shipped file or one that is not there. */
  remove(id: string): Promise<Entry[]>;
  onChange(listener: (entries: Entry[]) => void): () => void;
  /** Tells the list anew: what is said about its entries has changed. */
  announce(): Promise<void>;
}

/** Where a file of a library lies. */
export type LibraryPlace = 'builtin' | 'user';

export interface FileLibraryOptions<Entry extends LibraryEntry> {
  /** Undefined where none of them ship with Kagami. */
  resourcesFolder?: string | undefined;
  dataFolder: string;
  /** Name of its folder in both, and of its address. */
  folder: string;
  /** Endings of its files, with their dots, lower case. */
  extensions: FileShelfOptions['extensions'];
  maxBytes: FileShelfOptions['maxBytes'];
  check: FileShelfOptions['check'];
  entry(place: LibraryPlace, file: ShelfFile, url: string): Entry | Promise<Entry>;
  /** File name of a user's entry, out of what follows `user/` in its id. */
  fileName(idName: string): string;
  /** Says that shipped files cannot be removed, where there are any. */
  keepsShipped?: string;
}

const USER = 'user/';

export const createFileLibrary = <Entry extends LibraryEntry>(
  options: FileLibraryOptions<Entry>,
): FileLibrary<Entry> => {
  const { extensions, maxBytes, check, folder } = options;
  const shelf = (root: string) =>
    createFileShelf({ folder: join(root, folder), extensions, maxBytes, check });
  const builtin = options.resourcesFolder === undefined ? undefined : shelf(options.resourcesFolder);
  const user = shelf(options.dataFolder);
  const changes = createListeners<Entry[]>();

  const entry = (place: LibraryPlace, file: ShelfFile): Entry | Promise<Entry> => {
    const area = place === 'builtin' ? '/resources' : '/user';
    return options.entry(place, file, `${area}/${folder}/${encodeURIComponent(file.name)}`);
  };

  const list = async (): Promise<Entry[]> =>
    Promise.all([
      ...((await builtin?.list()) ?? []).map((file) => entry('builtin', file)),
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
      if (!id.startsWith(USER)) throw new Refusal(400, options.keepsShipped ?? 'There is no such file.');
      await user.remove(options.fileName(id.slice(USER.length)));
      const entries = await list();
      changes.tell(entries);
      return entries;
    },
    onChange: changes.add,
    announce: async () => changes.tell(await list()),
  };
};

/** A file's name without its ending. */
export const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '');
