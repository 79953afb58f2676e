import { SPRITE_STATES, type SpriteExtension } from '@shared/sprite-avatar';
import { makeSpriteAvatar } from '../../../../avatar-maker/sprite';
import { checkAvatarFile } from '../../../avatar/check-avatar-file';
import {
  type DraftMood,
  type DraftPicture,
  emptyDraft,
  extentOf,
  packDraft,
  type SpriteDraft,
} from './draft';
import { readSpritePicture, stillOf } from './read-picture';

/** Pixels of the picture that lists and other programs show. */
const STILL_SIDE = 512;

/** @returns a VRM file. @throws Error with a sentence for the user */
export const makeSpriteFile = async (draft: SpriteDraft): Promise<Blob> => {
  const { pictures, moods } = packDraft(draft);
  const [first] = pictures;
  if (first === undefined || moods[0]?.name !== draft.moods[0]?.name)
    throw new Error('Choose a picture for “idle” first.');
  const bytes = makeSpriteAvatar({
    name: draft.name,
    extent: draft.extent ?? extentOf(first),
    pictures: pictures.map((picture) => ({ bytes: picture.bytes, mimeType: picture.type })),
    moods,
    motion: draft.motion,
    still: await stillOf(first, STILL_SIDE),
  });
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'model/gltf-binary' });
};

/** The pictures and choices of a sprite avatar's file, to change them. @throws Error with a sentence for the user */
export const readSpriteFile = async (file: Blob, name: string): Promise<SpriteDraft> => {
  const check = checkAvatarFile(new Uint8Array(await file.arrayBuffer()));
  if (!check.ok) throw new Error(check.message);
  if (check.sprites === undefined) throw new Error('This avatar is not made of pictures.');
  const { extension, pictures } = check.sprites;
  const read = await Promise.all(
    pictures.map((bytes) => readSpritePicture(new Blob([bytes as Uint8Array<ArrayBuffer>]))),
  );
  return {
    ...emptyDraft(),
    name,
    extent: extension.extent,
    motion: extension.motion,
    moods: extension.moods.map((mood) => draftMood(mood, read)),
  };
};

const draftMood = (mood: SpriteExtension['moods'][number], read: readonly DraftPicture[]): DraftMood => ({
  name: mood.name,
  pictures: Object.fromEntries(
    SPRITE_STATES.flatMap((state) => {
      const picture = read[mood[state] ?? -1];
      return picture === undefined ? [] : [[state, picture]];
    }),
  ),
});
