const pixel = new Uint8Array(4);

/** Waits until the graphics card has drawn. */
export const finish = (canvas: HTMLCanvasElement): void => {
  const gl = canvas.getContext('webgl2')!;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
};

/** The value below which `share` of the values are; NaN where there are none. */
export const quantile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor(share * values.length)] ?? Number.NaN;

export const median = (values: number[]): number => quantile(values, 0.5);

/** Milliseconds. */
export const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
