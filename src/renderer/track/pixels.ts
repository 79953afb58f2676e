import type { TrackerImage } from './part-tracker';

/**
 * Turns images into plain RGBA pixels for the CPU delegate. Given a VideoFrame or ImageBitmap, MediaPipe draws it into a WebGL
 * texture and reads that back; given pixels it only uploads and reads them. Without a GPU that is half of the face's time
 * (24 instead of 44 ms at 640×480), and one conversion serves all parts. The pixels are reused: valid until the next call.
 *
 * @returns the image itself where its pixels cannot be had so (other than VideoFrames, turned frames, unknown formats).
 */
export const createPixelReader = (): ((image: TrackerImage) => Promise<TrackerImage>) => {
  let pixels: ImageData | undefined;
  return async (image) => {
    if (!(image instanceof VideoFrame) || isTurned(image)) return image;
    const { width, height } = image.visibleRect ?? image.codedRect ?? { width: 0, height: 0 };
    if (width === 0 || height === 0) return image;
    if (pixels?.width !== width || pixels.height !== height) pixels = new ImageData(width, height);
    try {
      await image.copyTo(pixels.data, { format: 'RGBA', colorSpace: 'srgb' });
      return pixels;
    } catch {
      return image;
    }
  };
};

/** Some cameras give sideways frames with a note to turn them, which copying pixels ignores. */
const isTurned = (image: VideoFrame): boolean => {
  const { rotation = 0, flip = false } = image as VideoFrame & { rotation?: number; flip?: boolean };
  return rotation !== 0 || flip;
};
