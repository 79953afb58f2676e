import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

const VALUES = 146 * 2;
const WEIGHTS = 52;

/** Runs the official blendshape model on every face of `url`: 146 × (x, y) each. @returns 52 weights a face. */
const labelFaces = async (url: string): Promise<number[]> => {
  await loadLiteRt('/litert/');
  const model = await loadAndCompile('/model/face_blendshapes.tflite', { accelerator: 'wasm' });
  const faces = new Float32Array(await (await fetch(url)).arrayBuffer());
  const weights: number[] = [];
  for (let at = 0; at < faces.length; at += VALUES) {
    const input = new Tensor(faces.slice(at, at + VALUES), [1, VALUES / 2, 2]);
    const [output] = await model.run([input]);
    const answer = (await output!.data()) as Float32Array;
    for (let i = 0; i < WEIGHTS; i++) weights.push(Math.round(answer[i]! * 1e4) / 1e4);
    input.delete();
    output!.delete();
  }
  return weights;
};

declare global {
  interface Window {
    labelFaces: typeof labelFaces;
  }
}
window.labelFaces = labelFaces;
