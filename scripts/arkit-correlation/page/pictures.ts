import { readMotionJpeg, readPhoto } from '../../bench/page/images';

/** The part of the picture that is tracked, as shares of it: left, top, width, height. */
export type Crop = readonly [number, number, number, number];

async function* decode(url: string): AsyncGenerator<CanvasImageSource & { close(): void }> {
  if (url.endsWith('.mjpeg')) {
    yield* await readMotionJpeg(url);
    return;
  }
  if (!url.endsWith('.gif')) {
    yield await readPhoto(url);
    return;
  }
  const decoder = new ImageDecoder({ data: (await fetch(url)).body!, type: 'image/gif' });
  await decoder.completed;
  const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
  for (let frameIndex = 0; frameIndex < count; frameIndex++)
    yield (await decoder.decode({ frameIndex })).image;
}

const sizeOf = (image: CanvasImageSource): [number, number] =>
  image instanceof VideoFrame
    ? [image.displayWidth, image.displayHeight]
    : [(image as ImageBitmap).width, (image as ImageBitmap).height];

/** The part `crop` of every picture of an animated GIF, a Motion JPEG file or a photo, in order. */
export async function* readPictures(url: string, crop: Crop): AsyncGenerator<OffscreenCanvas> {
  for await (const image of decode(url)) {
    const [fullWidth, fullHeight] = sizeOf(image);
    const [left, top] = [crop[0] * fullWidth, crop[1] * fullHeight];
    const [width, height] = [Math.round(crop[2] * fullWidth), Math.round(crop[3] * fullHeight)];
    const canvas = new OffscreenCanvas(width, height);
    canvas
      .getContext('2d', { willReadFrequently: true })!
      .drawImage(image, left, top, width, height, 0, 0, width, height);
    image.close();
    yield canvas;
  }
}
