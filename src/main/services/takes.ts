import { stat } from 'node:fs/promises';
import type { TakeEntry } from '@shared/api';
import { createFileLibrary, type FileLibrary, stemOf } from './file-library';

const EXTENSION = '.ktake';
export const MAX_TAKE_BYTES = 200 * 1024 * 1024;

export type Takes = FileLibrary<TakeEntry>;

export interface TakesOptions {
  resourcesFolder: string;
  dataFolder: string;
  maxBytes?: number;
}

export const createTakes = ({ maxBytes = MAX_TAKE_BYTES, ...folders }: TakesOptions): Takes =>
  createFileLibrary<TakeEntry>({
    ...folders,
    folder: 'takes',
    extensions: [EXTENSION],
    maxBytes,
    check: refuseEmpty,
    entry: (place, file, url) => {
      const name = stemOf(file.name);
      const builtin = place === 'builtin';
      return { id: builtin ? name : `user/${name}`, name, url, bytes: file.bytes, builtin };
    },
    fileName: (name) => name + EXTENSION,
    keepsShipped: 'Takes that ship with Kagami cannot be removed.',
  });

/** The player reads takes with its own bounds; here only the plainest mistake is refused. */
const refuseEmpty = async (path: string): Promise<void> => {
  if ((await stat(path)).size === 0) throw new Error('The take is empty: nothing was recorded.');
};
