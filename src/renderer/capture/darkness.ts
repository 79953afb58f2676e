/** Brightness 0..255 that no pixel of a covered lens reaches; a dim room does, at a lamp, a screen or a face. */
const DARK_LEVEL = 24;
const SAMPLE_WIDTH = 16;
const SAMPLE_HEIGHT = 12;
const SAMPLE_EVERY_MS = 2000;
/** Samples in a row that make it sure. */
const DARK_SAMPLES = 3;

/** @param rgba pixels, 4 bytes each */
export const isDark = (rgba: ArrayLike<number>): boolean => {
  for (let i = 0; i < rgba.length; i += 4) {
    const brightest = Math.max(rgba[i] ?? 0, rgba[i + 1] ?? 0, rgba[i + 2] ?? 0);
    if (brightest >= DARK_LEVEL) return false;
  }
  return true;
};

/** Notices a covered lens: looks at a thumbnail of a picture now and then. */
export interface DarknessWatch {
  /** @param time ms on any clock @returns whether the pictures have been black for some seconds */
  see(image: CanvasImageSource, time: number): boolean;
}

export const createDarknessWatch = (): DarknessWatch => {
  let context: OffscreenCanvasRenderingContext2D | null | undefined;
  let nextSample = Number.NEGATIVE_INFINITY;
  let darkSamples = 0;

  return {
    see(image, time) {
      if (time < nextSample) return darkSamples >= DARK_SAMPLES;
      nextSample = time + SAMPLE_EVERY_MS;
      context ??= new OffscreenCanvas(SAMPLE_WIDTH, SAMPLE_HEIGHT).getContext('2d', {
        willReadFrequently: true,
      });
      if (context === null) return false;
      context.drawImage(image, 0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT);
      darkSamples = isDark(context.getImageData(0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT).data)
        ? darkSamples + 1
        : 0;
      return darkSamples >= DARK_SAMPLES;
    },
  };
};
