import { createTakeWriter, type TakeMeta } from '@motion/codecs/take';
import { copyTrackingFrame, createTrackingFrame } from '@shared/tracking-frame';
import { compressTake } from '../../../src/renderer/capture/take-compression';
import { createTracker } from '../../../src/renderer/track/tracker-client';

/** Size that the footage is given to the trackers in: a webcam's. */
const WIDTH = 640;
const HEIGHT = 480;
/** The first picture is shown a few times, so that the trackers have settled when recording begins. */
const WARM_UPS = 6;
const WAIT_MS = 60_000;

const until = async (condition: () => boolean): Promise<void> => {
  const end = performance.now() + WAIT_MS;
  while (!condition()) {
    if (performance.now() > end) throw new Error('The tracker took too long.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Frames of an animated GIF with their times in ms. */
async function* readGif(url: string): AsyncGenerator<{ image: VideoFrame; time: number }> {
  const decoder = new ImageDecoder({ data: (await fetch(url)).body!, type: 'image/gif' });
  await decoder.completed;
  const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
  for (let frameIndex = 0; frameIndex < count; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    yield { image, time: image.timestamp / 1000 };
  }
}

/** The middle of a picture as a webcam picture. */
const cropped = (image: VideoFrame): Promise<ImageBitmap> => {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d')!;
  const width = (image.displayHeight * WIDTH) / HEIGHT;
  const left = (image.displayWidth - width) / 2;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, left, 0, width, image.displayHeight, 0, 0, WIDTH, HEIGHT);
  image.close();
  return createImageBitmap(canvas);
};

/** Tracks every frame of an animated GIF, none dropped. @returns the `.ktake` file as base64 */
const record = async (url: string, meta: TakeMeta): Promise<string> => {
  const seen = createTrackingFrame();
  const faults: string[] = [];
  const tracker = createTracker({
    assets: {
      wasm: `${location.origin}/vision/`,
      models: `${location.origin}/models/`,
      faceMesh: `${location.origin}/face-mesh/`,
    },
    onFrame: (frame) => copyTrackingFrame(frame, seen),
    onFault: (fault) => faults.push(fault.message),
  });
  tracker.start({
    mode: 'upper',
    delegate: 'cpu',
    quality: 'full',
    face: 'face-landmarker',
    faceModelPresent: true,
  });
  await until(() => tracker.info.state === 'ready');
  const track = async (image: ImageBitmap, time: number): Promise<void> => {
    await until(() => tracker.idle);
    tracker.submit(image, time);
    await until(() => seen.time === time && tracker.idle);
  };

  const writer = createTakeWriter();
  for await (const { image, time } of readGif(url)) {
    const picture = await cropped(image);
    const start = 10_000;
    if (writer.frameCount === 0)
      for (let i = WARM_UPS; i > 0; i--) await track(await createImageBitmap(picture), start - i * 83);
    await track(picture, start + time);
    writer.add(seen);
  }
  tracker.close();
  if (faults.length > 0) throw new Error(faults.join(' '));
  const file = await compressTake(writer.finish(meta));
  return btoa(Array.from(file, (byte) => String.fromCharCode(byte)).join(''));
};

declare global {
  interface Window {
    record: typeof record;
  }
}
window.record = record;
