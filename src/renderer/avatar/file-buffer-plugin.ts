import type { GLTFLoaderPlugin, GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { createBreather } from './breathe';

/**
 * Gives the loader the views of a GLB's binary part out of the file's own bytes: three copies that part as a whole first, and then reads
 * every accessor of an avatar in one task.
 */
export const createFileBufferPlugin =
  (bin: Uint8Array) =>
  ({ json }: GLTFParser): GLTFLoaderPlugin => {
    const breather = createBreather();
    return {
      name: 'KAGAMI_file_buffer',
      loadBufferView: (index) => {
        const { buffer, byteOffset = 0, byteLength = 0 } = json.bufferViews[index];
        // The first buffer without an address is the binary part (glTF 2.0, section 4.4.3.3).
        if (buffer !== 0 || json.buffers[0].uri !== undefined) return null;
        return breather().then(() => bin.slice(byteOffset, byteOffset + byteLength).buffer as ArrayBuffer);
      },
    };
  };
