import type { SpriteType } from '@shared/sprite-avatar';
import { checkSprite, MAX_SPRITE_TEXTURE } from '../../../avatar/sprite/read-sprites';
import type { DraftPicture } from './draft';

/**
 * Checks a picture's file and makes it ready for an avatar: what moves stays as it is, what is still and larger than the Stage shows is
 * made smaller.
 * @throws Error with a sentence for the user
 */
export const readSpritePicture = async (file: Blob): Promise<DraftPicture> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const size = checkSprite(bytes);
  const type = typeOf(bytes);
  if (type === undefined) throw new Error('A picture is neither PNG, GIF nor WebP.');
  const moves = await isMoving(bytes, type);
  const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => {
    throw new Error('The picture is damaged and cannot be shown.');
  });
  const tooLarge = !moves && Math.max(size.width, size.height) > MAX_SPRITE_TEXTURE;
  const kept = tooLarge
    ? { bytes: await drawPng(bitmap, MAX_SPRITE_TEXTURE), type: 'image/png' as const }
    : { bytes, type };
  const { width, height } = bitmap;
  bitmap.close();
  const url = URL.createObjectURL(new Blob([kept.bytes], { type: kept.type }));
  return { ...kept, width, height, moves, url };
};

/** The picture's first frame as a PNG of at most `side` pixels. */
export const stillOf = async (
  { bytes, type }: Pick<DraftPicture, 'bytes' | 'type'>,
  side: number,
): Promise<{ png: Uint8Array; width: number; height: number }> => {
  const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const size = { width: bitmap.width * scale, height: bitmap.height * scale };
  const png = await drawPng(bitmap, side);
  bitmap.close();
  return { png, ...size };
};

const drawPng = async (bitmap: ImageBitmap, side: number): Promise<Uint8Array<ArrayBuffer>> => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser could not draw the picture. Reload Studio.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
};

/** By the first bytes: names and types of dropped files are often wrong. */
const typeOf = (bytes: Uint8Array): SpriteType | undefined => {
  const first = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (first === 0x89504e47) return 'image/png';
  if (first === 0x47494638) return 'image/gif';
  if (first === 0x52494646) return 'image/webp';
  return undefined;
};

const isMoving = async (bytes: Uint8Array<ArrayBuffer>, type: SpriteType): Promise<boolean> => {
  if (typeof ImageDecoder === 'undefined' || !(await ImageDecoder.isTypeSupported(type))) return false;
  const decoder = new ImageDecoder({ data: bytes, type, preferAnimation: true });
  try {
    await Promise.all([decoder.tracks.ready, decoder.completed]);
    return decoder.tracks.selectedTrack?.animated ?? false;
  } catch {
    return false;
  } finally {
    decoder.close();
  }
};
