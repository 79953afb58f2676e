import { readMotionJpeg } from './images';
import type { PartTime } from './part-time';

interface Holistic {
  setOptions(options: Record<string, number | boolean>): void;
  onResults(
    listener: (results: { image?: ImageBitmap; faceLandmarks?: unknown; poseLandmarks?: unknown }) => void,
  ): void;
  initialize(): Promise<void>;
  send(inputs: { image: HTMLCanvasElement }): Promise<void>;
}

/** The legacy `@mediapipe/holistic` as applications of the field run it: on the page's thread, through WebGL. */
export const timeHolistic = async (options: {
  footage: string;
  frames: number;
  limitMs: number;
}): Promise<PartTime> => {
  const begin = performance.now();
  const pictures = await readMotionJpeg(options.footage);
  await loadScript('/holistic/holistic.js');
  const { Holistic } = globalThis as unknown as {
    Holistic: new (config: { locateFile(file: string): string }) => Holistic;
  };
  let seen = 0;
  const holistic = new Holistic({ locateFile: (file) => `/holistic/${file}` });
  holistic.setOptions({ modelComplexity: 1, refineFaceLandmarks: true, smoothLandmarks: true });
  holistic.onResults(({ image, faceLandmarks, poseLandmarks }) => {
    image?.close?.();
    if (faceLandmarks) seen++;
    if (poseLandmarks) seen++;
  });
  await holistic.initialize();
  const canvas = document.createElement('canvas');
  const times: number[] = [];
  let start = 0;
  const end = performance.now() + options.limitMs;
  for (let i = 0; i <= options.frames && (performance.now() < end || times.length === 0); i++) {
    const picture = pictures[i % pictures.length];
    if (!picture) break;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    const from = performance.now();
    await holistic.send({ image: canvas });
    if (i === 0) start = performance.now() - begin;
    else times.push(performance.now() - from);
  }
  return {
    start,
    median: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
    frames: times.length,
    seen: seen / (times.length + 1),
  };
};

const loadScript = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} did not load`));
    document.head.append(script);
  });
