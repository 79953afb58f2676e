/**
 * Landmarks of the face that expressions hardly move (brow ridge, temples, forehead, cheekbones, nose), where they lie on
 * an average face: centimetres, x to the person's left, y up, z out of the face, origin at landmark 168 between the eyes.
 * Indices are MediaPipe's face mesh's.
 *
 * Made by averaging what the official Face Landmarker saw of three people (intel-iot-devkit/sample-videos, CC BY 4.0, and
 * scikit-image's portrait), each frame turned back by the model's own matrix, left and right halves made equal.
 */
export const FACE_TWINS: readonly (readonly [
  right: number,
  left: number,
  x: number,
  y: number,
  z: number,
])[] = [
  [33, 263, 4.91, 0.17, -2.41],
  [133, 362, 1.96, -0.17, -1.88],
  [127, 356, 7.45, 0.64, -7.76],
  [162, 389, 7.31, 2.04, -6.45],
  [21, 251, 6.96, 3.07, -4.91],
  [54, 284, 6.3, 3.98, -3.43],
  [103, 332, 5.26, 4.6, -1.95],
  [67, 297, 3.71, 4.92, -0.67],
  [109, 338, 1.99, 5.02, 0.07],
  [234, 454, 7.43, -0.82, -8.48],
  [68, 298, 5.9, 3.08, -2.24],
  [104, 333, 4.89, 3.52, -1.15],
  [69, 299, 3.4, 3.63, -0.24],
  [108, 337, 1.8, 3.53, 0.24],
  [71, 301, 6.56, 2.37, -3.56],
  [116, 345, 6.81, -1.42, -4.09],
  [117, 346, 5.68, -1.58, -2.76],
  [123, 352, 6.81, -2.84, -4.15],
  [93, 323, 7.37, -2.43, -8.78],
  [122, 351, 0.62, -1.06, 0.08],
  [188, 412, 1.04, -1.34, -0.38],
  [126, 355, 1.93, -2.8, -0.88],
];

/** Landmarks on the middle of the face: index, y, z. */
export const FACE_MIDDLE: readonly (readonly [index: number, y: number, z: number])[] = [
  [10, 5.02, 0.27],
  [151, 3.45, 0.4],
  [9, 1.84, 0.44],
  [8, 0.95, 0.17],
  [168, 0, 0],
  [6, -0.97, 0.36],
  [197, -1.84, 0.79],
  [195, -2.65, 1.29],
  [5, -3.51, 1.8],
  [4, -4.45, 1.94],
  [1, -5.11, 1.6],
];
