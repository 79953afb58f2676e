import { LoadingManager } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';

/** A loader that never fetches: everything that it may ask for lies within the file. */
export const createGltfLoader = (onProgress?: (fraction: number) => void): GLTFLoader => {
  const manager = new LoadingManager();
  // The check has refused every address outside the file already; this holds even if it should miss one.
  manager.setURLModifier((url) => (/^(blob|data):/.test(url) ? url : 'data:,'));
  manager.onProgress = (_url, done, total) => onProgress?.(done / Math.max(total, 1));
  return new GLTFLoader(manager);
};

/** The very bytes as a buffer of their own, without a copy where they already are. */
export const exactBuffer = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : (bytes.slice().buffer as ArrayBuffer);
