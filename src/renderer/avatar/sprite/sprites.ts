import type { SpriteExtension } from '@shared/sprite-avatar';
import { breathe } from '../breathe';
import type { SpriteFile } from './read-sprites';
import { openSpritePicture, type SpritePicture } from './sprite-picture';

/** The decoded pictures of a sprite avatar. */
export interface Sprites {
  readonly extension: SpriteExtension;
  readonly pictures: readonly SpritePicture[];
}

/** @throws AvatarFileError where a picture is damaged; the signal's reason when it is aborted */
export const openSprites = async (file: SpriteFile, signal?: AbortSignal): Promise<Sprites> => {
  const pictures: SpritePicture[] = [];
  try {
    for (const [i, bytes] of file.pictures.entries()) {
      signal?.throwIfAborted();
      pictures.push(await openSpritePicture(bytes, file.extension.pictures[i]!.mimeType));
      await breathe();
    }
    return { extension: file.extension, pictures };
  } catch (error) {
    for (const picture of pictures) picture.dispose();
    throw error;
  }
};
