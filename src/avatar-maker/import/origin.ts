import type { Gltf } from './model';

/** Where a converted file keeps what it was made of, in the glTF's `extras`. */
export const ORIGIN = 'kagamiImport';

/** Whether Kagami has made the file of a model that named no terms of use. */
export const isMadeHere = (json: Gltf): boolean => Object.hasOwn(objectOf(json.extras), ORIGIN);

/** What a file may hold anything in the place of. */
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
