import type { TrackingFrame } from '@shared/tracking-frame';

/** How bright the camera's picture is: 0 black .. 255 white. */
export interface Light {
  picture: number;
  /** Undefined while no face is seen. */
  face: number | undefined;
}

/** Where the face is in the picture, in shares of it. */
export interface Framing {
  /** The face's height. */
  height: number;
  /** Of its middle from the picture's middle; positive to the right. */
  offsetX: number;
  offsetY: number;
}

const WIDTH = 64;
const HEIGHT = 48;

/** The face's box in the picture, 0..1; undefined while none is seen. */
export const faceBox = ({ face }: TrackingFrame) => {
  if (face.score === 0) return undefined;
  let left = 1;
  let right = 0;
  let top = 1;
  let bottom = 0;
  for (let i = 0; i < face.landmarks.length; i += 3) {
    const x = face.landmarks[i] ?? 0;
    const y = face.landmarks[i + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, right, top, bottom };
};

export const framingOf = (frame: TrackingFrame): Framing | undefined => {
  const box = faceBox(frame);
  if (box === undefined) return undefined;
  return {
    height: box.bottom - box.top,
    offsetX: (box.left + box.right) / 2 - 0.5,
    offsetY: (box.top + box.bottom) / 2 - 0.5,
  };
};

/** Mean brightness of RGBA pixels (Rec. 709 luma), of all and of those inside of `box`. */
export const lightOf = (
  rgba: ArrayLike<number>,
  width: number,
  height: number,
  box: ReturnType<typeof faceBox>,
): Light => {
  let all = 0;
  let inside = 0;
  let insideCount = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 4;
      const luma = 0.2126 * (rgba[i] ?? 0) + 0.7152 * (rgba[i + 1] ?? 0) + 0.0722 * (rgba[i + 2] ?? 0);
      all += luma;
      const u = (x + 0.5) / width;
      const v = (y + 0.5) / height;
      if (box !== undefined && u > box.left && u < box.right && v > box.top && v < box.bottom) {
        inside += luma;
        insideCount++;
      }
    }
  return { picture: all / (width * height), face: insideCount === 0 ? undefined : inside / insideCount };
};

/** Looks at a thumbnail of the picture once; nothing of it is kept. */
export const measureLight = (
  picture: HTMLVideoElement | HTMLImageElement,
  frame: TrackingFrame | undefined,
): Light | undefined => {
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(picture, 0, 0, WIDTH, HEIGHT);
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  return lightOf(data, WIDTH, HEIGHT, frame === undefined ? undefined : faceBox(frame));
};
