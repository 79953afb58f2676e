import { Loader, Texture } from 'three';
import type { GLTFLoaderPlugin, GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { copyPieces } from './copy-bytes';
import type { DecodedPicture, PictureToDecode } from './picture.worker';

/**
 * A file's pictures are decoded in a worker, of their bytes: to make a blob of one of 2048 × 2048, to read it back and to convert it takes the
 * page a quarter of a second.
 */
export const createPicturePlugin = (parser: GLTFParser): GLTFLoaderPlugin => {
  parser.textureLoader = new PictureLoader(parser.options.manager) as unknown as GLTFParser['textureLoader'];
  return { name: 'KAGAMI_pictures' };
};

class PictureLoader extends Loader<Texture> {
  /** By this GLTFLoader knows a loader that takes a picture's bytes; all others get the address of a blob. */
  readonly isKTX2Loader = true;

  /** @param bytes of the file's own, where the file's buffer plugin gave them. */
  parse(
    bytes: Uint8Array | ArrayBuffer,
    onLoad: (texture: Texture) => void,
    onError: (error: unknown) => void,
  ): void {
    const own = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    const decoding = copyPieces(own).then((pieces) => decode({ pieces }));
    this.#follow('picture', decoding, onLoad, onError);
  }

  override load(
    url: string,
    onLoad: (texture: Texture) => void,
    _onProgress?: (event: ProgressEvent) => void,
    onError?: (error: unknown) => void,
  ): void {
    const address = this.manager.resolveURL(url);
    this.#follow(address, decode({ url: address }), onLoad, onError);
  }

  #follow(
    item: string,
    decoding: Promise<ImageBitmap>,
    onLoad: (texture: Texture) => void,
    onError?: (error: unknown) => void,
  ): void {
    const { manager } = this;
    manager.itemStart(item);
    decoding.then(
      (picture) => {
        const texture = new Texture(picture);
        texture.needsUpdate = true;
        onLoad(texture);
        manager.itemEnd(item);
      },
      (error: unknown) => {
        onError?.(error);
        manager.itemError(item);
        manager.itemEnd(item);
      },
    );
  }
}

type PictureSource = PictureToDecode['source'];

interface Waiting {
  resolve(picture: ImageBitmap): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let asked = 0;

const decode = (source: PictureSource): Promise<ImageBitmap> =>
  new Promise((resolve, reject) => {
    worker ??= openWorker();
    asked += 1;
    waiting.set(asked, { resolve, reject });
    const pieces = 'pieces' in source ? source.pieces : [];
    worker.postMessage({ id: asked, source } satisfies PictureToDecode, pieces);
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
