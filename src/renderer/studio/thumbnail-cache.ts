import { clear, createStore, get, keys, set } from 'idb-keyval';

/** Portraits that were read out of avatars' files, kept from one start of Studio to the next. */
export interface ThumbnailCache {
  /** @returns the portrait; null where the file is known to have none; undefined where it is not known */
  find(key: string): Promise<Blob | null | undefined>;
  keep(key: string, portrait: Blob | null): Promise<void>;
}

/** When there are more, all are forgotten: most are of files that have gone. */
const MOST = 500;

export const createThumbnailCache = (): ThumbnailCache => {
  const store = createStore('kagami-thumbnails', 'portraits');
  return {
    find: (key) => get<Blob | null>(key, store),
    keep: async (key, portrait) => {
      if ((await keys(store)).length >= MOST) await clear(store);
      await set(key, portrait, store);
    },
  };
};
