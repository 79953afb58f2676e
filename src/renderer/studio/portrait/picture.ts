/** Longest side of an avatar's picture, pixels. */
const MOST_PIXELS = 2048;
/** Files larger than this are no portrait. */
const MOST_BYTES = 50 * 1024 * 1024;

export interface PortraitPicture {
  canvas: HTMLCanvasElement;
  hasAlpha: boolean;
}

/** Draws a picture's file upright, no larger than an avatar needs. @throws Error with a sentence for the user */
export const readPicture = async (file: Blob): Promise<PortraitPicture> => {
  if (file.size > MOST_BYTES) throw new Error('The picture is larger than 50 MB. Choose a smaller one.');
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error('The picture could not be read. Choose a PNG, JPEG or WebP file.');
  }
  const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser could not draw the picture. Reload Studio.');
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { canvas, hasAlpha: hasAlpha(context, canvas) };
};

const hasAlpha = (context: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement): boolean => {
  const { data } = context.getImageData(0, 0, width, height);
  for (let i = 3; i < data.length; i += 4) if (data[i]! < 128) return true;
  return false;
};

/** PNG where parts are transparent, else the smaller JPEG. */
export const encodePicture = async ({ canvas, hasAlpha }: PortraitPicture): Promise<Uint8Array> => {
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, hasAlpha ? 'image/png' : 'image/jpeg', 0.92),
  );
  if (blob === null) throw new Error('The picture could not be stored. Choose a smaller one.');
  return new Uint8Array(await blob.arrayBuffer());
};
