/** Where the picture lies in the preview canvas, in canvas pixels. */
export interface PictureBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The largest box of the picture's shape within the canvas, in its middle; written into `out`. */
export const fitPicture = (
  canvasWidth: number,
  canvasHeight: number,
  pictureWidth: number,
  pictureHeight: number,
  out: PictureBox,
): PictureBox => {
  if (pictureWidth <= 0 || pictureHeight <= 0) {
    out.x = 0;
    out.y = 0;
    out.width = canvasWidth;
    out.height = canvasHeight;
    return out;
  }
  const scale = Math.min(canvasWidth / pictureWidth, canvasHeight / pictureHeight);
  out.width = pictureWidth * scale;
  out.height = pictureHeight * scale;
  out.x = (canvasWidth - out.width) / 2;
  out.y = (canvasHeight - out.height) / 2;
  return out;
};

/**
 * Canvas x of a landmark. Landmarks are never mirrored: the picture is, when the user wants to see themself as in a mirror.
 *
 * @param x landmark's x, 0..1 of the image from its left.
 */
export const landmarkX = (x: number, box: PictureBox, mirrored: boolean): number =>
  box.x + (mirrored ? 1 - x : x) * box.width;

/** Canvas y of a landmark, whose y is 0..1 of the image from its top. */
export const landmarkY = (y: number, box: PictureBox): number => box.y + y * box.height;
