import { Box2, Texture, Vector2, type WebGLRenderer } from 'three';
import { graphicsDone } from './graphics-queue';

/** How much of a picture is sent in one task: a graphics card takes it within a millisecond, a CPU in its place in some ten. */
const PIXELS_AT_ONCE = 512 * 512;

/**
 * Brings a texture to the graphics card, a large one strip by strip. @throws the signal's reason when it is aborted; what has not
 * come up by then goes with the texture's first drawing.
 */
export const uploadTexture = async (
  renderer: WebGLRenderer,
  texture: Texture,
  signal: AbortSignal,
): Promise<void> => {
  const { source } = texture;
  const picture: unknown = texture.image;
  if (!(picture instanceof ImageBitmap) || picture.width * picture.height <= PIXELS_AT_ONCE) {
    renderer.initTexture(texture);
    await graphicsDone(renderer, signal);
    return;
  }
  const { width, height } = picture;
  const { generateMipmaps } = texture;
  // Room for it, with nothing in it.
  source.dataReady = false;
  renderer.initTexture(texture);
  source.dataReady = true;
  const strips = new Texture(picture);
  const rows = Math.max(1, Math.floor(PIXELS_AT_ONCE / width));
  const region = new Box2();
  const place = new Vector2();
  try {
    for (let top = 0; top < height; top += rows) {
      await graphicsDone(renderer, signal);
      const bottom = Math.min(height, top + rows);
      region.min.set(0, top);
      region.max.set(width, bottom);
      // Smaller levels are made of the whole.
      texture.generateMipmaps = generateMipmaps && bottom === height;
      renderer.copyTextureToTexture(strips, texture, region, place.set(0, top));
    }
  } finally {
    texture.generateMipmaps = generateMipmaps;
  }
  await graphicsDone(renderer, signal);
};
