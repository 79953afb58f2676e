import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { EYE_ANSWERS, MOUTH_ANSWERS, placesOf } from '@motion/solve/face/arkit-answers';
import {
  EYE_INPUTS,
  FEATURE_COUNT,
  LANDMARK_VALUES,
  measureFeatures,
  POINT_VALUES,
  READ_LANDMARKS,
} from '@motion/solve/face/arkit-features';
import { PICTURE } from './draw-faces';
import type { Examples } from './train-network';

const PLACES = { eye: placesOf(EYE_ANSWERS), mouth: placesOf(MOUTH_ANSWERS) };

const NOTHING = new Float64Array(LANDMARK_VALUES);

const featuresOf = (landmarks: Float32Array, width: number, height: number): Float64Array => {
  const face = createAlignedFace();
  const points = new Float64Array(POINT_VALUES);
  const features = new Float32Array(FEATURE_COUNT);
  const [eye, mouth] = [features.subarray(0, EYE_INPUTS), features.subarray(EYE_INPUTS)];
  if (face.align(landmarks, width, height)) {
    face.points(READ_LANDMARKS, points);
    if (measureFeatures(points, NOTHING, eye, mouth)) return Float64Array.from(features);
  }
  throw new Error('Among the examples is a face that is none.');
};

/** Landmarks of a drawn face as a tracker gives them: 0..1 of the picture. */
export const toLandmarks = (pixels: Float32Array): Float32Array =>
  pixels.map((value, i) => value / (i % 3 === 1 ? PICTURE.height : PICTURE.width));

/** What the networks are given of a drawn face. */
export const featuresOfDrawn = (pixels: Float32Array): Float64Array =>
  featuresOf(toLandmarks(pixels), PICTURE.width, PICTURE.height);

/** What the networks are fitted to. */
export interface FaceExamples {
  eye: Examples;
  mouth: Examples;
}

/** @param weights ARKIT_COUNT of each face. */
export const toExamples = (
  features: readonly Float64Array[],
  weights: readonly (readonly number[])[],
): FaceExamples => {
  const answersOf = (places: readonly number[]): Float64Array[] =>
    weights.map((face) => Float64Array.from(places, (place) => face[place]!));
  const examplesOf = (part: keyof typeof PLACES, from: number, to: number): Examples => ({
    inputs: features.map((face) => face.slice(from, to)),
    left: answersOf(PLACES[part].left),
    right: answersOf(PLACES[part].right),
  });
  return {
    eye: examplesOf('eye', 0, EYE_INPUTS),
    mouth: examplesOf('mouth', EYE_INPUTS, FEATURE_COUNT),
  };
};
