import type { GLTFLoaderPlugin, GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { createBreather } from './breathe';
import { copyBytes } from './copy-bytes';

/**
 * Gives the loader the views of a GLB's binary part out of the file's own bytes: three copies that part as a whole first, and then reads
 * every accessor of an avatar in one task. What holds nothing but a picture is not copied at all: it comes as a part of the file's bytes,
 * which {@link createPicturePlugin} takes.
 */
export const createFileBufferPlugin =
  (bin: Uint8Array) =>
  ({ json }: GLTFParser): GLTFLoaderPlugin => {
    const breather = createBreather();
    const pictures = pictureViews(json);
    return {
      name: 'KAGAMI_file_buffer',
      loadBufferView: (index) => {
        const { buffer, byteOffset = 0, byteLength = 0 } = json.bufferViews[index];
        // The first buffer without an address is the binary part (glTF 2.0, section 4.4.3.3).
        if (buffer !== 0 || json.buffers[0].uri !== undefined) return null;
        const bytes = bin.subarray(byteOffset, byteOffset + byteLength);
        if (pictures.has(index)) return Promise.resolve(bytes as unknown as ArrayBuffer);
        return breather().then(() => copyBytes(bytes));
      },
    };
  };

interface Description {
  images?: { bufferView?: number }[];
  accessors?: {
    bufferView?: number;
    sparse?: { indices: { bufferView: number }; values: { bufferView: number } };
  }[];
}

/** Views that pictures are in, and no numbers. */
const pictureViews = ({ images = [], accessors = [] }: Description): ReadonlySet<number | undefined> => {
  const views = new Set(images.map(({ bufferView }) => bufferView));
  for (const { bufferView, sparse } of accessors)
    for (const view of [bufferView, sparse?.indices.bufferView, sparse?.values.bufferView])
      views.delete(view);
  return views;
};
