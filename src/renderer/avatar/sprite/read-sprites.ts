import {
  MAX_SPRITE_BYTES,
  MAX_SPRITE_SIDE,
  SPRITE_EXTENSION,
  type SpriteExtension,
  spriteExtensionSchema,
} from '@shared/sprite-avatar';
import { isObject, type JsonObject } from '../gltf-json';
import { type ImageSize, readImageSize } from '../image-size';
import { AvatarFileError } from '../read-glb';

/** The pictures of a sprite avatar as they lie in its file. */
export interface SpriteFile {
  readonly extension: SpriteExtension;
  /** In the order of the extension's `pictures`; views into the file. */
  readonly pictures: readonly Uint8Array[];
}

/** A picture's longest side on the graphics card, pixels. */
export const MAX_SPRITE_TEXTURE = 2048;
/** Pixels of all pictures together on the graphics card. */
const MAX_PIXELS = 100_000_000;

/**
 * Reads the extension of a sprite avatar, and the header of each picture before one is decoded.
 * @param views of the file's buffer
 * @returns undefined where the file is no sprite avatar. @throws AvatarFileError
 */
export const readSprites = (gltf: JsonObject, views: readonly Uint8Array[]): SpriteFile | undefined => {
  const found = isObject(gltf.extensions) ? gltf.extensions[SPRITE_EXTENSION] : undefined;
  if (found === undefined) return undefined;
  const parsed = spriteExtensionSchema.safeParse(found);
  if (!parsed.success)
    throw new AvatarFileError('The list of pictures in the file is damaged. Make the avatar again.');
  const pictures = parsed.data.pictures.map(
    ({ bufferView }) =>
      views[bufferView] ?? refuse('A picture in the file is missing. Make the avatar again.'),
  );
  let pixels = 0;
  for (const picture of pictures) {
    const { width, height } = checkSprite(picture);
    const scale = Math.min(1, MAX_SPRITE_TEXTURE / Math.max(width, height));
    pixels += width * height * scale * scale;
  }
  if (pixels > MAX_PIXELS)
    throw new AvatarFileError('The pictures are too large together. Use fewer or smaller ones.');
  return { extension: parsed.data, pictures };
};

/** Type and bounds of one picture by its header. @throws AvatarFileError with a sentence for the user */
export const checkSprite = (picture: Uint8Array): ImageSize => {
  if (picture.byteLength > MAX_SPRITE_BYTES)
    return refuse(
      `A picture is larger than ${MAX_SPRITE_BYTES / 1024 / 1024} MB. Choose a smaller one, or one with fewer frames.`,
    );
  const size = gifSize(picture) ?? readImageSize(picture);
  if (size === undefined || size.width === 0 || size.height === 0)
    return refuse('A picture is damaged, or is neither PNG, GIF nor WebP.');
  if (Math.max(size.width, size.height) > MAX_SPRITE_SIDE)
    return refuse(
      `A picture is ${size.width}×${size.height} pixels; at most ${MAX_SPRITE_SIDE} a side is allowed. Shrink it first.`,
    );
  return size;
};

/** Source: GIF89a specification, 17 "Header" and 18 "Logical Screen Descriptor". */
const gifSize = (bytes: Uint8Array): ImageSize | undefined => {
  if (bytes.byteLength < 13) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x47494638) return undefined; // "GIF8"
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
};

const refuse = (sentence: string): never => {
  throw new AvatarFileError(sentence);
};
