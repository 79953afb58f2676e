import type { AvatarEntry } from '@shared/api';
import type { Settings } from '@shared/settings';
import { createFileLibrary, type FileLibrary, stemOf } from './file-library';
import type { ShelfFile } from './file-shelf';
import { type AvatarFacts, readAvatarFacts } from './glb';
import type { SettingsStore } from './settings';

const EXTENSION = '.vrm';
export const MAX_AVATAR_BYTES = 200 * 1024 * 1024;

export type Avatars = FileLibrary<AvatarEntry>;

export interface AvatarsOptions {
  resourcesFolder: string;
  dataFolder: string;
  /** Where the user's own names for avatars are. */
  settings?: Pick<SettingsStore, 'current' | 'onChange'>;
  maxBytes?: number;
}

export const createAvatars = (options: AvatarsOptions): Avatars => {
  const { maxBytes = MAX_AVATAR_BYTES, settings, ...folders } = options;
  const ownName = (id: string): string | undefined =>
    settings?.current.library.avatars.find((avatar) => avatar.id === id)?.name;
  const factsOf = createFactsReader();
  const library = createFileLibrary<AvatarEntry>({
    ...folders,
    folder: 'avatars',
    extensions: [EXTENSION],
    maxBytes,
    check: readAvatarFacts,
    entry: async (place, file, url) => {
      const stem = stemOf(file.name);
      const id = `${place}/${stem}`;
      const { title, madeIn } = await factsOf(file);
      return {
        id,
        name: ownName(id) ?? title ?? stem,
        url,
        bytes: file.bytes,
        modifiedMs: file.modifiedMs,
        ...(madeIn && { madeIn }),
      };
    },
    fileName: (name) => name + EXTENSION,
    keepsShipped: 'Avatars that ship with Kagami cannot be removed.',
  });
  let names = namesOf(settings?.current);
  settings?.onChange((next) => {
    if (namesOf(next) === names) return;
    names = namesOf(next);
    void library.announce();
  });
  return library;
};

const namesOf = (settings: Settings | undefined): string =>
  JSON.stringify(
    settings?.library.avatars.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])).sort(),
  );

const NONE: AvatarFacts = { title: undefined, madeIn: undefined };

/** Facts are inside the files, which can be large: each version of a file is looked into once. */
const createFactsReader = () => {
  const known = new Map<string, { modifiedMs: number; facts: AvatarFacts }>();
  return async (file: ShelfFile): Promise<AvatarFacts> => {
    const seen = known.get(file.path);
    if (seen?.modifiedMs === file.modifiedMs) return seen.facts;
    const facts = await readAvatarFacts(file.path).catch(() => NONE);
    known.set(file.path, { modifiedMs: file.modifiedMs, facts });
    return facts;
  };
};
