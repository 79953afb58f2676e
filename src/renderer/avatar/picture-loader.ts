import { Loader, Texture } from 'three';
import type { GLTFLoaderPlugin, GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { copyPieces } from './copy-bytes';
import { askFileWorker } from './file-worker';

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
    const decoding = copyPieces(own).then(decode);
    this.#follow('picture', decoding, onLoad, onError);
  }

  override load(
    url: string,
    onLoad: (texture: Texture) => void,
    _onProgress?: (event: ProgressEvent) => void,
    onError?: (error: unknown) => void,
  ): void {
    const address = this.manager.resolveURL(url);
    this.#follow(address, decode(address), onLoad, onError);
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

const decode = async (source: ArrayBuffer[] | string): Promise<ImageBitmap> => {
  const transfer = typeof source === 'string' ? [] : source;
  const { picture } = await askFileWorker({ decode: source }, { transfer });
  return picture;
};
