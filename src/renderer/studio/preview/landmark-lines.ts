/**
 * Which landmarks the preview joins by lines: chains of indices into MediaPipe's face mesh (478, see its
 * `canonical_face_model_uv_visualization`), BlazePose (33) and hand (21) landmarks. *Left* is the person's own.
 */
export type Chain = Uint16Array;

const chain = (...indices: number[]): Chain => Uint16Array.from(indices);

const FACE_OVAL = chain(
  ...[10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152],
  ...[148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109, 10],
);
const RIGHT_EYE = chain(33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, 33);
const LEFT_EYE = chain(
  ...[263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, 263],
);
const LIPS_OUTER = chain(
  ...[61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185, 61],
);
const LIPS_INNER = chain(
  ...[78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78],
);

export const FACE_CHAINS: readonly Chain[] = [
  FACE_OVAL,
  RIGHT_EYE,
  LEFT_EYE,
  chain(46, 53, 52, 65, 55),
  chain(70, 63, 105, 66, 107),
  chain(276, 283, 282, 295, 285),
  chain(300, 293, 334, 296, 336),
  LIPS_OUTER,
  LIPS_INNER,
];

/** Centre of each iris and a landmark on its rim. */
export const IRISES: readonly (readonly [centre: number, rim: number])[] = [
  [468, 469],
  [473, 474],
];

/** Torso, arms and legs; the face and hands have landmarks of their own. */
export const POSE_CHAINS: readonly Chain[] = [
  chain(11, 12, 24, 23, 11),
  chain(11, 13, 15),
  chain(12, 14, 16),
  chain(23, 25, 27, 31),
  chain(24, 26, 28, 32),
];

/** Pose landmarks drawn as joints. */
export const POSE_JOINTS = chain(11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28, 31, 32);

export const HAND_CHAINS: readonly Chain[] = [
  chain(0, 1, 2, 3, 4),
  chain(0, 5, 6, 7, 8),
  chain(5, 9, 10, 11, 12),
  chain(9, 13, 14, 15, 16),
  chain(13, 17, 18, 19, 20),
  chain(0, 17),
];
