import { LoadingManager } from 'three';
import { GLTFLoader, type GLTFLoaderPlugin, type GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { isObject } from './gltf-json';

/** A loader that never fetches: everything that it may ask for lies within the file. */
export const createGltfLoader = (onProgress?: (fraction: number) => void): GLTFLoader => {
  const manager = new LoadingManager();
  // The check has refused every address outside the file already; this holds even if it should miss one.
  manager.setURLModifier((url) => (/^(blob|data):/.test(url) ? url : 'data:,'));
  manager.onProgress = (_url, done, total) => onProgress?.(done / Math.max(total, 1));
  return new GLTFLoader(manager).register(createTheatreStripper);
};

/** Animations, cameras and lamps of the file stay out: the scene has its own, and each lamp would slow every material down. */
const createTheatreStripper = (parser: GLTFParser): GLTFLoaderPlugin => ({
  name: 'KAGAMI_theatre_stripper',
  beforeRoot: () => {
    const { json } = parser;
    delete json.animations;
    delete json.cameras;
    for (const node of json.nodes ?? []) {
      delete node.camera;
      if (isObject(node.extensions)) node.extensions = { ...node.extensions, KHR_lights_punctual: undefined };
    }
    return null;
  },
});

/** The very bytes as a buffer of their own, without a copy where they already are. */
export const exactBuffer = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : (bytes.slice().buffer as ArrayBuffer);
