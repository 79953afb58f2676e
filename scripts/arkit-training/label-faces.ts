import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';
import { ARKIT_COUNT } from '@shared/expressions';
import { unzipSync } from 'fflate';
import { faceModelFolders } from '../bench/footage';

/**
 * Landmarks that the official blendshape model reads, in its order. Source: MediaPipe, face_blendshapes_graph.cc
 * (`kLandmarksSubsetIdxs`), Apache-2.0.
 */
const MODEL_LANDMARKS = [
  0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67, 70, 78,
  80, 81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146, 148, 149, 150,
  152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 168, 172, 173, 176, 178, 181, 185, 191, 195, 197,
  234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283, 284, 285, 288, 291, 293, 295, 296, 297, 300, 308,
  310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334, 336, 338, 356, 361, 362, 365, 373, 374, 375, 377,
  378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389, 390, 397, 398, 400, 402, 405, 409, 415, 454, 466,
  468, 469, 470, 471, 472, 473, 474, 475, 476, 477,
];
/** Its answer begins with a neutral weight, which ARKit has not; then come ARKit's without the tongue. */
const MODEL_WEIGHTS = 52;

/**
 * What the official blendshape model says of faces.
 *
 * @param faces 478 × (x, y, z) each, pixels.
 * @returns ARKIT_COUNT weights each. Kept in the temporary folder: it takes some milliseconds a face.
 */
export const labelFaces = async (faces: readonly Float32Array[]): Promise<number[][]> => {
  const values = new Float32Array(faces.length * MODEL_LANDMARKS.length * 2);
  faces.forEach((face, n) => {
    MODEL_LANDMARKS.forEach((landmark, i) => {
      values.set(face.subarray(landmark * 3, landmark * 3 + 2), (n * MODEL_LANDMARKS.length + i) * 2);
    });
  });
  const folder = join(tmpdir(), 'kagami-arkit-labels');
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);
  const labelled = join(folder, `${name}.f32`);
  if (!existsSync(labelled)) {
    const started = Date.now();
    writeFileSync(labelled, await runModel(values));
    console.log(`${faces.length} faces labelled in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  const bytes = readFileSync(labelled);
  const weights = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return faces.map((_, n) =>
    Array.from({ length: ARKIT_COUNT }, (__, i) =>
      i + 1 < MODEL_WEIGHTS ? weights[n * MODEL_WEIGHTS + i + 1]! : 0,
    ),
  );
};

/** Runs the model on every face of `values`: MODEL_LANDMARKS × (x, y) each. @returns MODEL_WEIGHTS a face */
const runModel = async (values: Float32Array): Promise<Float32Array> => {
  const model = await loadModel();
  const size = MODEL_LANDMARKS.length * 2;
  const count = values.length / size;
  const weights = new Float32Array(count * MODEL_WEIGHTS);
  for (let n = 0; n < count; n++) {
    const input = new Tensor(values.slice(n * size, (n + 1) * size), [1, MODEL_LANDMARKS.length, 2]);
    const [output] = await model.run([input]);
    weights.set((await output!.data()) as Float32Array, n * MODEL_WEIGHTS);
    input.delete();
    output!.delete();
  }
  return weights;
};

let loading: Promise<CompiledModel> | undefined;

const loadModel = (): Promise<CompiledModel> => {
  loading ??= (async () => {
    lendImportScripts();
    // The build without SIMD that Node would have to be asked for.
    await loadLiteRt(resolve('node_modules/@litertjs/core/wasm/litert_wasm_compat_internal.js'));
    const bundle = unzipSync(readFileSync(join(faceModelFolders()[0]!, 'face_landmarker.task')));
    return loadAndCompile(bundle['face_blendshapes.tflite']!, { accelerator: 'wasm' });
  })();
  return loading;
};

/** LiteRT loads its WebAssembly as a worker does; Node has no such thing, but can run the same script. */
const lendImportScripts = (): void => {
  const importScripts = (path: string): void => {
    Object.assign(globalThis, { require: createRequire(path), __filename: path, __dirname: dirname(path) });
    runInThisContext(readFileSync(path, 'utf8'), { filename: path });
  };
  Object.assign(globalThis, { importScripts, self: globalThis });
};
