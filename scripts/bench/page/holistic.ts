interface Holistic {
  setOptions(options: Record<string, number | boolean>): void;
  onResults(
    listener: (results: { image?: ImageBitmap; faceLandmarks?: unknown; poseLandmarks?: unknown }) => void,
  ): void;
  initialize(): Promise<void>;
  send(inputs: { image: HTMLCanvasElement }): Promise<void>;
}

/** The legacy `@mediapipe/holistic` as applications of the field run it: on the page's thread, through WebGL. */
export interface Baseline {
  /** @returns milliseconds that one image took. */
  track(picture: ImageBitmap): Promise<number>;
  /** Faces and poses seen so far. */
  readonly seen: number;
}

export const openBaseline = async (): Promise<Baseline> => {
  let seen = 0;
  const holistic = await openHolistic(({ image, faceLandmarks, poseLandmarks }) => {
    image?.close?.();
    if (faceLandmarks) seen++;
    if (poseLandmarks) seen++;
  });
  const canvas = document.createElement('canvas');
  return {
    async track(picture) {
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      const from = performance.now();
      await holistic.send({ image: canvas });
      return performance.now() - from;
    },
    get seen() {
      return seen;
    },
  };
};

const openHolistic = async (onResults: Parameters<Holistic['onResults']>[0]): Promise<Holistic> => {
  await loadScript('/holistic/holistic.js');
  const { Holistic } = globalThis as unknown as {
    Holistic: new (config: { locateFile(file: string): string }) => Holistic;
  };
  const holistic = new Holistic({ locateFile: (file) => `/holistic/${file}` });
  holistic.setOptions({ modelComplexity: 1, refineFaceLandmarks: true, smoothLandmarks: true });
  holistic.onResults(onResults);
  await holistic.initialize();
  return holistic;
};

const loadScript = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} did not load`));
    document.head.append(script);
  });
