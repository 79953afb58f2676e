import { ImageBitmapLoader } from 'three';
import type { GLTFLoaderPlugin, GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import type { DecodedPicture, PictureToDecode } from './picture.worker';

/** A file's pictures are decoded in a worker: to read and to convert one of 2048 × 2048 takes the page a quarter of a second. */
export const createPicturePlugin = (parser: GLTFParser): GLTFLoaderPlugin => {
  parser.textureLoader = new PictureLoader(parser.options.manager);
  return { name: 'KAGAMI_pictures' };
};

class PictureLoader extends ImageBitmapLoader {
  override load(
    url: string,
    onLoad?: (picture: ImageBitmap) => void,
    _onProgress?: (event: ProgressEvent) => void,
    onError?: (error: unknown) => void,
  ): void {
    const { manager } = this;
    const address = manager.resolveURL(url);
    manager.itemStart(address);
    decode(address).then(
      (picture) => {
        onLoad?.(picture);
        manager.itemEnd(address);
      },
      (error: unknown) => {
        onError?.(error);
        manager.itemError(address);
        manager.itemEnd(address);
      },
    );
  }
}

interface Waiting {
  resolve(picture: ImageBitmap): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let asked = 0;

const decode = (url: string): Promise<ImageBitmap> =>
  new Promise((resolve, reject) => {
    worker ??= openWorker();
    asked += 1;
    waiting.set(asked, { resolve, reject });
    worker.postMessage({ id: asked, url } satisfies PictureToDecode);
  });

const openWorker = (): Worker => {
  const opened = new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module' });
  opened.onmessage = ({ data }: MessageEvent<DecodedPicture>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ('picture' in data) asker?.resolve(data.picture);
    else asker?.reject(new Error(data.error));
  };
  opened.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error('The pictures could not be decoded.'));
    waiting.clear();
    opened.terminate();
    worker = undefined;
  };
  return opened;
};
