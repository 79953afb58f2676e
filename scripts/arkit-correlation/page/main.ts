import { copyTrackingFrame, createTrackingFrame } from '@shared/tracking-frame';
import { createTracker } from '../../../src/renderer/track/tracker-client';
import { readMotionJpeg, readPhoto } from '../../bench/page/images';

const WAIT_MS = 60_000;
/** Each picture is given to the tracker again until it has settled on the face. */
const WARM_UPS = 4;

export interface SeenFace {
  /** The picture's place in the footage. */
  index: number;
  width: number;
  height: number;
  /** 478 × (x, y, z), in the picture. */
  landmarks: number[];
  /** ARKIT_COUNT weights of the official model; empty for a tracker without them. */
  blendshapes: number[];
}

/** The part of the picture that is tracked, as shares of it: left, top, width, height. */
export type Crop = readonly [number, number, number, number];

const until = async (condition: () => boolean): Promise<void> => {
  const end = performance.now() + WAIT_MS;
  while (!condition()) {
    if (performance.now() > end) throw new Error('The tracker took too long.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

async function* readPictures(url: string): AsyncGenerator<CanvasImageSource & { close(): void }> {
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

/** Tracks the face in every `stride`-th picture of an animated GIF or of a photo. */
const watchFaces = async (
  url: string,
  face: 'face-landmarker' | 'face-mesh',
  crop: Crop,
  stride: number,
): Promise<SeenFace[]> => {
  const frame = createTrackingFrame();
  const faults: string[] = [];
  const tracker = createTracker({
    assets: {
      wasm: `${location.origin}/vision/`,
      models: `${location.origin}/models/`,
      faceMesh: `${location.origin}/face-mesh/`,
    },
    onFrame: (seen) => copyTrackingFrame(seen, frame),
    onFault: (fault) => faults.push(fault.message),
  });
  tracker.start({ mode: 'face', delegate: 'cpu', quality: 'full', face, faceModelPresent: true });
  await until(() => tracker.info.state === 'ready' || faults.length > 0);
  const found: SeenFace[] = [];
  let time = 1000;
  let index = -1;
  for await (const image of readPictures(url)) {
    index++;
    if (index % stride === 0) {
      const [fullWidth, fullHeight] = sizeOf(image);
      const [left, top] = [crop[0] * fullWidth, crop[1] * fullHeight];
      const [width, height] = [Math.round(crop[2] * fullWidth), Math.round(crop[3] * fullHeight)];
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')!.drawImage(image, left, top, width, height, 0, 0, width, height);
      for (let pass = index === 0 ? WARM_UPS : 1; pass > 0; pass--) {
        time += 40;
        await until(() => tracker.idle);
        tracker.submit(await createImageBitmap(canvas), time);
        await until(() => tracker.idle || faults.length > 0);
      }
      if (faults.length > 0) throw new Error(faults.join(' '));
      if (frame.face.score > 0)
        found.push({
          index,
          width,
          height,
          landmarks: Array.from(frame.face.landmarks, (v) => Math.round(v * 1e6) / 1e6),
          blendshapes: frame.face.hasBlendshapes
            ? Array.from(frame.face.blendshapes, (v) => Math.round(v * 1e4) / 1e4)
            : [],
        });
    }
    image.close();
  }
  tracker.close();
  return found;
};

declare global {
  interface Window {
    watchFaces: typeof watchFaces;
  }
}
window.watchFaces = watchFaces;
