import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { EYE_ANSWERS, MOUTH_ANSWERS, placesOf } from '@motion/solve/face/arkit-answers';
import {
  EYE_EVEN,
  EYE_INPUTS,
  FEATURE_COUNT,
  MOUTH_EVEN,
  measureFeatures,
  POINT_VALUES,
  READ_LANDMARKS,
} from '@motion/solve/face/arkit-features';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import { PICTURE } from './draw-faces';
import type { Shape } from './shape';
import type { Examples } from './train-network';

const PLACES = { eye: placesOf(EYE_ANSWERS), mouth: placesOf(MOUTH_ANSWERS) };

/** Measures of a face of the footage. */
export const featuresOfShape = (shape: Shape): Float64Array => {
  const points = new Float64Array(POINT_VALUES);
  READ_LANDMARKS.forEach((landmark, i) => {
    points.set(shape.subarray(landmark * 3, landmark * 3 + 3), i * 3);
  });
  points.set(shape.subarray(FACE_LANDMARKS * 3), READ_LANDMARKS.length * 3);
  const features = new Float64Array(FEATURE_COUNT);
  measureFeatures(points, features);
  return features;
};

/** Landmarks of a drawn face as a tracker gives them: 0..1 of the picture. */
export const toLandmarks = (pixels: Float32Array): Float32Array =>
  pixels.map((value, i) => value / (i % 3 === 1 ? PICTURE.height : PICTURE.width));

export const featuresOfPixels = (pixels: Float32Array): Float64Array => {
  const face = createAlignedFace();
  if (!face.align(toLandmarks(pixels), PICTURE.width, PICTURE.height))
    throw new Error('A face was drawn that is none.');
  const points = new Float64Array(POINT_VALUES);
  face.points(READ_LANDMARKS, points);
  const features = new Float64Array(FEATURE_COUNT);
  measureFeatures(points, features);
  return features;
};

/** What the networks are fitted to: inputs of the eyes and of the mouth, with the answers of the side that they are of. */
export interface FaceExamples {
  eye: Examples;
  mouth: Examples;
}

/** Both sides of every face are examples: the right one as if it were the left. @param weights ARKIT_COUNT of each face. */
export const toExamples = (
  features: readonly Float64Array[],
  weights: readonly (readonly number[])[],
): FaceExamples => {
  const examples = { eye: emptyExamples(), mouth: emptyExamples() };
  features.forEach((face, n) => {
    for (const side of ['right', 'left'] as const) {
      examples.eye.inputs.push(asLeft(face.slice(0, EYE_INPUTS), EYE_EVEN, side));
      examples.mouth.inputs.push(asLeft(face.slice(EYE_INPUTS), MOUTH_EVEN, side));
      for (const part of ['eye', 'mouth'] as const)
        examples[part].answers.push(Float64Array.from(PLACES[part][side], (i) => weights[n]![i]!));
    }
  });
  return examples;
};

const asLeft = (inputs: Float64Array, even: number, side: 'right' | 'left'): Float64Array =>
  side === 'left' ? inputs : inputs.map((value, i) => (i < even ? value : -value));

const emptyExamples = (): Examples => ({ inputs: [], answers: [] });
