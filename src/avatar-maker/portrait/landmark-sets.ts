/**
 * Which landmarks of MediaPipe's face mesh lie where. Source: the mesh's published map (canonical_face_model_uv_visualization).
 * *Left* is the person's own. Lists of lips and lids run from the person's right to the left, corners included.
 */
export const INNER_LIPS = {
  upper: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
  lower: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308],
} as const;

/** Lips between their inner and outer edge, and the outer edge, without the corners. */
export const UPPER_LIP: ReadonlySet<number> = new Set([
  ...[185, 40, 39, 37, 0, 267, 269, 270, 409],
  ...[184, 74, 73, 72, 11, 302, 303, 304, 408],
  ...[183, 42, 41, 38, 12, 268, 271, 272, 407],
  ...[191, 80, 81, 82, 13, 312, 311, 310, 415],
]);
export const LOWER_LIP: ReadonlySet<number> = new Set([
  ...[146, 91, 181, 84, 17, 314, 405, 321, 375],
  ...[77, 90, 180, 85, 16, 315, 404, 320, 307],
  ...[96, 89, 179, 86, 15, 316, 403, 319, 325],
  ...[95, 88, 178, 87, 14, 317, 402, 318, 324],
]);

export const MOUTH_CORNERS = { right: 61, left: 291 } as const;

export interface EyeLandmarks {
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  /** Middle of the iris first. */
  readonly iris: readonly number[];
  readonly outerCorner: number;
  readonly innerCorner: number;
  readonly brow: readonly number[];
}

export const RIGHT_EYE: EyeLandmarks = {
  upper: [33, 246, 161, 160, 159, 158, 157, 173, 133],
  lower: [33, 7, 163, 144, 145, 153, 154, 155, 133],
  iris: [468, 469, 470, 471, 472],
  outerCorner: 33,
  innerCorner: 133,
  brow: [70, 63, 105, 66, 107, 46, 53, 52, 65, 55],
};

export const LEFT_EYE: EyeLandmarks = {
  upper: [362, 398, 384, 385, 386, 387, 388, 466, 263],
  lower: [362, 382, 381, 380, 374, 373, 390, 249, 263],
  iris: [473, 474, 475, 476, 477],
  outerCorner: 263,
  innerCorner: 362,
  brow: [300, 293, 334, 296, 336, 276, 283, 282, 295, 285],
};

/** Outline of the face, once round. */
export const FACE_OVAL = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const;

export const CHIN = 152;
export const NOSE_WINGS = { right: 129, left: 358 } as const;
