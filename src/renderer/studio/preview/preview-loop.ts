import { copyTrackingFrame, createTrackingFrame } from '@shared/tracking-frame';
import type { SourcePipeline } from '../../pipeline';
import { createFrameLimit } from '../../stage/frame-limit';
import { isKnownToRenderInSoftware } from '../software-rendering';
import { drawLandmarks } from './draw-landmarks';
import { fitPicture, type PictureBox } from './preview-geometry';

export interface PreviewLook {
  mirrored: boolean;
  landmarks: boolean;
}

export interface PreviewLoop {
  setLook(look: PreviewLook): void;
  stop(): void;
}

/** Landmarks leave the picture when no newer ones have come for this long. Milliseconds; slow machines give few a second. */
const STALE = 1_500;
/** Pictures a second where the CPU draws: there each costs tracking and the Stage a repainting of the whole window. */
const SOFTWARE_RATE = 10;

/**
 * Draws the picture that is being tracked and the newest landmarks into `canvas`, whenever either is new, while the page is
 * visible. The canvas keeps the device's pixels of the size that the page lays it out in.
 */
export const startPreview = (
  canvas: HTMLCanvasElement,
  pipeline: () => SourcePipeline | undefined,
  look: PreviewLook,
): PreviewLoop => {
  const context = canvas.getContext('2d');
  const newest = createTrackingFrame();
  const limit = createFrameLimit();
  limit.setRate(isKnownToRenderInSoftware() ? SOFTWARE_RATE : 0);
  const box: PictureBox = { x: 0, y: 0, width: 0, height: 0 };
  let shown = look;
  let dirty = true;
  let drawnAt = -1;
  let hasFrame = false;
  let arrivedAt = 0;
  let listened: SourcePipeline | undefined;
  let unlisten: (() => void) | undefined;
  let request = 0;

  const listen = () => {
    const current = pipeline();
    if (current === listened) return;
    unlisten?.();
    listened = current;
    unlisten = current?.onTrackingFrame((frame) => {
      copyTrackingFrame(frame, newest);
      hasFrame = true;
      arrivedAt = performance.now();
      dirty = true;
    });
  };

  const draw = () => {
    request = requestAnimationFrame(draw);
    if (context === null) return;
    listen();
    const picture = listened?.previewImage();
    const pictureTime = picture instanceof HTMLVideoElement ? picture.currentTime : 0;
    if (hasFrame && performance.now() - arrivedAt > STALE) {
      hasFrame = false;
      dirty = true;
    }
    if ((!dirty && pictureTime === drawnAt) || !limit.isDue(performance.now())) return;
    dirty = false;
    drawnAt = pictureTime;
    paint(context, picture);
  };

  const paint = (
    target: CanvasRenderingContext2D,
    picture: HTMLVideoElement | HTMLImageElement | undefined,
  ) => {
    const { width, height } = canvas;
    target.setTransform(1, 0, 0, 1, 0, 0);
    target.clearRect(0, 0, width, height);
    const pictureWidth = picture === undefined ? newest.imageWidth : widthOf(picture);
    const pictureHeight = picture === undefined ? newest.imageHeight : heightOf(picture);
    fitPicture(width, height, pictureWidth, pictureHeight, box);
    if (picture !== undefined && pictureWidth > 0) {
      if (shown.mirrored) target.setTransform(-1, 0, 0, 1, width, 0);
      // The box lies in the middle, so that it is the same mirrored.
      target.drawImage(picture, box.x, box.y, box.width, box.height);
      target.setTransform(1, 0, 0, 1, 0, 0);
    }
    if (shown.landmarks && hasFrame) drawLandmarks(target, newest, box, shown.mirrored);
  };

  const resize = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    canvas.width = Math.max(1, Math.round(entry.contentRect.width * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(entry.contentRect.height * devicePixelRatio));
    dirty = true;
  });
  resize.observe(canvas);
  // requestAnimationFrame itself rests while the page is hidden.
  request = requestAnimationFrame(draw);

  return {
    setLook(next) {
      shown = next;
      dirty = true;
    },
    stop() {
      cancelAnimationFrame(request);
      resize.disconnect();
      unlisten?.();
    },
  };
};

const widthOf = (picture: HTMLVideoElement | HTMLImageElement): number =>
  picture instanceof HTMLVideoElement ? picture.videoWidth : picture.naturalWidth;

const heightOf = (picture: HTMLVideoElement | HTMLImageElement): number =>
  picture instanceof HTMLVideoElement ? picture.videoHeight : picture.naturalHeight;
