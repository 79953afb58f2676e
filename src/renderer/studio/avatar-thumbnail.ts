import type { AvatarEntry } from '@shared/api';
import { z } from 'zod';
import { readImageSize } from '../avatar/image-size';
import { readGlb } from '../avatar/read-glb';
import type { ThumbnailCache } from './thumbnail-cache';

const index = z.number().int().nonnegative();

/** As much of a VRM's JSON as says where its thumbnail is. Sources: VRMC_vrm-1.0 meta.md, VRM 0.x meta.md, glTF 2.0 5.11, 5.12. */
const thumbnailPlaces = z.object({
  extensions: z.object({
    VRMC_vrm: z.object({ meta: z.object({ thumbnailImage: index.optional() }) }).optional(),
    VRM: z.object({ meta: z.object({ texture: index.optional() }).optional() }).optional(),
  }),
  textures: z.array(z.object({ source: index.optional() })).optional(),
  images: z.array(z.object({ bufferView: index.optional(), mimeType: z.string().optional() })).optional(),
  bufferViews: z.array(z.object({ byteOffset: index.default(0), byteLength: index })).optional(),
});

const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];
/** A card is small: what is larger is no thumbnail. Pixels and bytes. */
const MOST_PIXELS = 2048;
const MOST_BYTES = 8 * 1024 * 1024;
/** Larger avatars are not read for a thumbnail alone. */
const LARGEST_AVATAR = 100 * 1024 * 1024;

/** The portrait inside of a VRM file; undefined where it has none that can be shown. Never throws. */
export const readThumbnail = (file: Uint8Array): Blob | undefined => {
  try {
    const { json, bin } = readGlb(file);
    const places = thumbnailPlaces.parse(json);
    const { VRMC_vrm: vrm1, VRM: vrm0 } = places.extensions;
    const texture = vrm0?.meta?.texture;
    const image =
      vrm1?.meta.thumbnailImage ?? (texture === undefined ? undefined : places.textures?.[texture]?.source);
    if (image === undefined) return undefined;
    const { bufferView, mimeType = '' } = places.images?.[image] ?? {};
    const view = bufferView === undefined ? undefined : places.bufferViews?.[bufferView];
    if (view === undefined || !PICTURE_TYPES.includes(mimeType)) return undefined;
    if (view.byteLength > MOST_BYTES || view.byteOffset + view.byteLength > bin.byteLength) return undefined;
    const picture = bin.slice(view.byteOffset, view.byteOffset + view.byteLength);
    const size = readImageSize(picture);
    if (size === undefined || Math.max(size.width, size.height) > MOST_PIXELS) return undefined;
    return new Blob([picture], { type: mimeType });
  } catch {
    return undefined;
  }
};

/** Addresses of avatars' portraits, for `<img>`; each version of a file is looked into once. */
export type Thumbnails = (avatar: AvatarEntry) => Promise<string | undefined>;

export interface ThumbnailsOptions {
  getFile(url: string): Promise<Blob>;
  /** Without it portraits are looked for anew at each start. */
  cache?: ThumbnailCache | undefined;
  /** Draws a portrait of an avatar whose file has none. */
  draw?: ((file: Uint8Array) => Promise<Blob>) | undefined;
}

export const createThumbnails = ({ getFile, cache, draw }: ThumbnailsOptions): Thumbnails => {
  const known = new Map<string, Promise<string | undefined>>();
  let queue: Promise<unknown> = Promise.resolve();

  const read = async (avatar: AvatarEntry): Promise<Blob | null> => {
    const file = new Uint8Array(await (await getFile(avatar.url)).arrayBuffer());
    const own = readThumbnail(file);
    // One that cannot be drawn is asked for again with each version of its file, not with each start.
    return own ?? (await draw?.(file).catch(() => null)) ?? null;
  };

  const find = async (avatar: AvatarEntry, key: string): Promise<string | undefined> => {
    // A browser without storage reads every file anew.
    const kept = await cache?.find(key).catch(() => undefined);
    const portrait = kept === undefined ? await read(avatar) : kept;
    if (kept === undefined) await cache?.keep(key, portrait).catch(() => undefined);
    return portrait === null ? undefined : URL.createObjectURL(portrait);
  };

  return (avatar) => {
    if (avatar.bytes > LARGEST_AVATAR) return Promise.resolve(undefined);
    const key = `${avatar.url} ${avatar.bytes} ${avatar.modifiedMs ?? 0}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // One after the other: a list of large avatars is never in memory at once.
    const reading = queue.then(() => find(avatar, key)).catch(() => undefined);
    queue = reading;
    known.set(key, reading);
    return reading;
  };
};
