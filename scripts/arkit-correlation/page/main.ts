import { copyTrackingFrame, createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { createTracker } from '../../../src/renderer/track/tracker-client';
import { type Crop, readPictures } from './pictures';
import { type Warp, warpPicture } from './warp-picture';

const WAIT_MS = 60_000;
/** A picture with nothing like it before is given to the tracker again until it has settled on the face. */
const WARM_UPS = 3;
/** Time between pictures that follow each other, and between those that do not: a tracker smooths the first alone. */
const NEXT = 40;
const ELSEWHERE = 1000;

export type FaceTracker = 'face-landmarker' | 'face-mesh';

export interface SeenFace {
  /** The picture's place in the footage, or the warp's in its list. */
  index: number;
  width: number;
  height: number;
  /** 478 × (x, y, z), in the picture. */
  landmarks: number[];
  /** ARKIT_COUNT weights of the official model; empty for a tracker without them. */
  blendshapes: number[];
}

const until = async (condition: () => boolean): Promise<void> => {
  const end = performance.now() + WAIT_MS;
  while (!condition()) {
    if (performance.now() > end) throw new Error('The tracker took too long.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

const round = (values: Float32Array, places: number): number[] =>
  Array.from(values, (v) => Math.round(v * 10 ** places) / 10 ** places);

const openTracker = async (face: FaceTracker) => {
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
  let time = 1000;
  const look = async (canvas: OffscreenCanvas, elapsed: number, passes: number): Promise<TrackingFrame> => {
    for (let pass = 0; pass < passes; pass++) {
      time += elapsed;
      await until(() => tracker.idle);
      tracker.submit(await createImageBitmap(canvas), time);
      await until(() => tracker.idle || faults.length > 0);
    }
    if (faults.length > 0) throw new Error(faults.join(' '));
    return frame;
  };
  return { look, close: () => tracker.close() };
};

const noteFace = (
  found: SeenFace[],
  index: number,
  canvas: OffscreenCanvas,
  { face }: TrackingFrame,
): void => {
  if (face.score <= 0) return;
  found.push({
    index,
    width: canvas.width,
    height: canvas.height,
    landmarks: round(face.landmarks, 6),
    blendshapes: face.hasBlendshapes ? round(face.blendshapes, 4) : [],
  });
};

/** Tracks the face in every picture of an animated GIF, a Motion JPEG file or a photo. */
const watchFaces = async (url: string, face: FaceTracker, crop: Crop): Promise<SeenFace[]> => {
  const tracker = await openTracker(face);
  const found: SeenFace[] = [];
  let index = 0;
  for await (const canvas of readPictures(url, crop)) {
    noteFace(found, index, canvas, await tracker.look(canvas, NEXT, index === 0 ? WARM_UPS : 1));
    index++;
  }
  tracker.close();
  return found;
};

/** What both trackers see in pictures that are warped to other expressions. @param warps ordered by picture. */
const watchWarped = async (
  url: string,
  crop: Crop,
  warps: readonly Warp[],
): Promise<{ official: SeenFace[]; mesh: SeenFace[] }> => {
  const [model, faceMesh] = [await openTracker('face-landmarker'), await openTracker('face-mesh')];
  const seen: { official: SeenFace[]; mesh: SeenFace[] } = { official: [], mesh: [] };
  let picture = 0;
  for await (const canvas of readPictures(url, crop)) {
    let passes = WARM_UPS;
    for (const [index, warp] of warps.entries()) {
      if (warp.picture !== picture) continue;
      const warped = warpPicture(canvas, warp);
      noteFace(seen.official, index, warped, await model.look(warped, ELSEWHERE, passes));
      noteFace(seen.mesh, index, warped, await faceMesh.look(warped, ELSEWHERE, passes));
      passes = 1;
    }
    picture++;
  }
  model.close();
  faceMesh.close();
  return seen;
};

/** A warped picture as a data URL, to be looked at. */
const showWarped = async (url: string, crop: Crop, warp: Warp): Promise<string> => {
  let picture = 0;
  for await (const canvas of readPictures(url, crop)) {
    if (picture++ !== warp.picture) continue;
    const blob = await warpPicture(canvas, warp).convertToBlob();
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return `data:image/png;base64,${btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''))}`;
  }
  throw new Error(`The footage has no picture ${warp.picture}.`);
};

declare global {
  interface Window {
    watchFaces: typeof watchFaces;
    watchWarped: typeof watchWarped;
    showWarped: typeof showWarped;
  }
}
Object.assign(window, { watchFaces, watchWarped, showWarped });
