import { get, set } from 'idb-keyval';

const KEY = 'source-file';

/** The video or picture that the user chose last, kept over a reload and shared by the windows; undefined where there is none. */
export const keptSourceFile = async (): Promise<File | undefined> => {
  const kept: unknown = await get(KEY).catch(() => undefined);
  return kept instanceof File ? kept : undefined;
};

/** Keeps the file. A file that the browser's storage has no room for plays all the same; only a reload forgets it. */
export const keepSourceFile = (file: File): Promise<void> => set(KEY, file).catch(() => undefined);
