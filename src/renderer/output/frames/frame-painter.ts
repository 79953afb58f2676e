import { FRAME_HEADER_BYTES, FRAME_SINKS, type FrameWish, frameBytes } from '@shared/frames';
import { fitInside, swapRedAndBlue, writeNv12 } from './pixels';

/** Draws a picture of the Stage at a sink's size and writes it as the sink's message. Runs in a worker: reading pixels back waits. */
export interface FramePainter {
  paint(frame: VideoFrame): Uint8Array<ArrayBuffer>;
}

export const createFramePainter = (wish: FrameWish): FramePainter => {
  const { width, height, format, colour } = wish;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  // A new message each time: it is handed over for good.
  const newMessage = (): Uint8Array<ArrayBuffer> => {
    const message = new Uint8Array(FRAME_HEADER_BYTES + frameBytes(wish));
    message[0] = FRAME_SINKS.indexOf(wish.id);
    return message;
  };

  const draw = (frame: VideoFrame): void => {
    const place = fitInside({ width: frame.displayWidth, height: frame.displayHeight }, canvas);
    context.clearRect(0, 0, width, height);
    if (colour !== undefined) {
      context.fillStyle = colour;
      context.fillRect(0, 0, width, height);
    }
    context.drawImage(frame, place.x, place.y, place.width, place.height);
  };

  return {
    paint(frame) {
      draw(frame);
      const { data } = context.getImageData(0, 0, width, height);
      const message = newMessage();
      const pixels = message.subarray(FRAME_HEADER_BYTES);
      if (format === 'nv12') writeNv12(data, width, height, pixels);
      else {
        swapRedAndBlue(data);
        pixels.set(data);
      }
      return message;
    },
  };
};
