/** Averages of a picture's fields, slow enough that nothing of what moves in it can be followed. */
export interface ColourSampler {
  /**
   * @param time ms on any clock that does not go back
   * @returns red, green, blue, 0..255, field by field in rows from the top; undefined where it is not yet time for a new look
   */
  see(picture: CanvasImageSource, time: number): number[] | undefined;
  /** Forgets what was seen: another picture follows. */
  reset(): void;
}

export interface ColourSamplerOptions {
  columns: number;
  rows: number;
  everyMs: number;
  /** Within this time (ms) the colours are two thirds of the way to new ones. */
  smoothMs: number;
}

/** Pixels of a field's side that are averaged. */
const FINE = 6;

export const createColourSampler = (options: ColourSamplerOptions): ColourSampler => {
  const { columns, rows, everyMs, smoothMs } = options;
  const [width, height] = [columns * FINE, rows * FINE];
  let context: OffscreenCanvasRenderingContext2D | null | undefined;
  let smoothed: number[] | undefined;
  let lastTime = Number.NEGATIVE_INFINITY;

  return {
    see: (picture, time) => {
      if (time - lastTime < everyMs) return undefined;
      context ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (context === null) return undefined;
      context.imageSmoothingQuality = 'medium';
      context.drawImage(picture, 0, 0, width, height);
      const next = fieldAverages(context.getImageData(0, 0, width, height).data, columns, rows);
      const share = 1 - Math.exp(-(time - lastTime) / smoothMs);
      const before = smoothed;
      smoothed =
        before === undefined ? next : next.map((value, i) => before[i]! + (value - before[i]!) * share);
      lastTime = time;
      return smoothed.map(Math.round);
    },
    reset: () => {
      smoothed = undefined;
      lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

/** @param rgba of columns × 6 by rows × 6 pixels */
export const fieldAverages = (rgba: ArrayLike<number>, columns: number, rows: number): number[] => {
  const sums = new Array<number>(columns * rows * 3).fill(0);
  for (let y = 0; y < rows * FINE; y++)
    for (let x = 0; x < columns * FINE; x++) {
      const field = (Math.floor(y / FINE) * columns + Math.floor(x / FINE)) * 3;
      const pixel = (y * columns * FINE + x) * 4;
      for (let c = 0; c < 3; c++) sums[field + c]! += rgba[pixel + c]! / (FINE * FINE);
    }
  return sums;
};
