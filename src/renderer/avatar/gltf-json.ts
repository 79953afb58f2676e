import { AvatarFileError } from './read-glb';

/** A JSON object whose members have not been looked at. */
export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws AvatarFileError "The file's `what` is damaged." */
export function damaged(what: string): never {
  throw new AvatarFileError(`The file is damaged: ${what}. Export it again, or choose another.`);
}

/** Member `key` as an array of objects; empty where it is absent. Refuses more than `limit`. */
export const objectsOf = (parent: JsonObject, key: string, limit: number): readonly JsonObject[] => {
  const list = parent[key];
  if (list === undefined) return [];
  if (!Array.isArray(list)) return damaged(`its list of ${key} is not a list`);
  if (list.length > limit)
    throw new AvatarFileError(`The file has ${list.length} ${key}; Kagami holds at most ${limit}.`);
  for (const item of list) if (!isObject(item)) damaged(`one of its ${key} is not an object`);
  return list as JsonObject[];
};

/** Member `key` as an array of indices below `count`; empty where it is absent. */
export const indicesOf = (
  parent: JsonObject,
  key: string,
  count: number,
  what: string,
): readonly number[] => {
  const list = parent[key];
  if (list === undefined) return [];
  if (!Array.isArray(list)) return damaged(`${what} is not a list`);
  for (const index of list) if (!isIndex(index, count)) damaged(`${what} points to nothing`);
  return list as number[];
};

/** Member `key` as an index below `count`, or undefined where it is absent. */
export const indexOf = (parent: JsonObject, key: string, count: number, what: string): number | undefined => {
  const index = parent[key];
  if (index === undefined) return undefined;
  return isIndex(index, count) ? index : damaged(`${what} points to nothing`);
};

export const isIndex = (value: unknown, count: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;

/** Member `key` as a whole number from `min` to `max`; `fallback` where it is absent. */
export const integerOf = (
  parent: JsonObject,
  key: string,
  min: number,
  max: number,
  fallback: number | undefined,
  what: string,
): number => {
  const value = parent[key] ?? fallback;
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    ? value
    : damaged(`${what} makes no sense`);
};
