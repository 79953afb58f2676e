import { vec3 } from '../maths/vector';
import type { AlignedFace } from './aligned-face';

/** Landmarks of a side of the face, indices of MediaPipe's face mesh. */
interface SideLandmarks {
  readonly upperLid: readonly [number, number, number];
  readonly lowerLid: readonly [number, number, number];
  readonly outerCorner: number;
  readonly innerCorner: number;
  readonly iris: number;
  readonly browInner: number;
  readonly browMiddle: number;
  readonly browOuter: number;
  readonly mouthCorner: number;
  readonly upperLip: number;
  readonly lowerLip: number;
  readonly upperLipRim: number;
  readonly lowerLipRim: number;
  readonly wing: number;
  readonly cheek: number;
  readonly cheekbone: number;
  readonly fold: number;
}

const RIGHT: SideLandmarks = {
  upperLid: [160, 159, 158],
  lowerLid: [144, 145, 153],
  outerCorner: 33,
  innerCorner: 133,
  iris: 468,
  browInner: 107,
  browMiddle: 105,
  browOuter: 70,
  mouthCorner: 61,
  upperLip: 81,
  lowerLip: 178,
  upperLipRim: 39,
  lowerLipRim: 181,
  wing: 129,
  cheek: 187,
  cheekbone: 50,
  fold: 205,
};

const LEFT: SideLandmarks = {
  upperLid: [387, 386, 385],
  lowerLid: [373, 374, 380],
  outerCorner: 263,
  innerCorner: 362,
  iris: 473,
  browInner: 336,
  browMiddle: 334,
  browOuter: 300,
  mouthCorner: 291,
  upperLip: 311,
  lowerLip: 402,
  upperLipRim: 269,
  lowerLipRim: 405,
  wing: 358,
  cheek: 411,
  cheekbone: 280,
  fold: 425,
};

/**
 * What is measured of each side of the face. Lengths are centimetres on the average face, x away from its middle, y up, z out
 * of the face; openness and iris are shares of the eye's width.
 */
export const SIDE_FEATURES = [
  'eyeOpen',
  'upperLidY',
  'lowerLidY',
  'irisOut',
  'irisUp',
  'browInnerX',
  'browInnerY',
  'browMiddleY',
  'browOuterY',
  'cornerX',
  'cornerY',
  'cornerZ',
  'upperLipY',
  'lowerLipY',
  'upperRimY',
  'lowerRimY',
  'wingX',
  'wingY',
  'cheekX',
  'cheekZ',
  'cheekboneY',
  'foldY',
] as const;

/** What is measured on the middle of the face: the lips' rims and inner edges, the chin, and how the head is nodded. */
export const MIDDLE_FEATURES = [
  'lipGap',
  'chinY',
  'chinZ',
  'upperLipTopY',
  'upperLipEdgeY',
  'lowerLipEdgeY',
  'lowerLipBottomY',
  'upperLipZ',
  'lowerLipZ',
  'pitch',
  'yawSize',
] as const;

/** What changes its sign in a mirror: positive towards the person's left. */
export const LATERAL_FEATURES = ['chinX', 'mouthX', 'yaw'] as const;

export const SIDE_COUNT = SIDE_FEATURES.length;
export const MIDDLE_COUNT = MIDDLE_FEATURES.length;
export const LATERAL_COUNT = LATERAL_FEATURES.length;

/** Layout of all measures: the right side, the left side, the middle, the lateral ones. */
export const LEFT_AT = SIDE_COUNT;
export const MIDDLE_AT = 2 * SIDE_COUNT;
export const LATERAL_AT = MIDDLE_AT + MIDDLE_COUNT;
export const FEATURE_COUNT = LATERAL_AT + LATERAL_COUNT;

const a = vec3();
const b = vec3();
const c = vec3();

/** Measures the face aligned last into `out` (FEATURE_COUNT). */
export const measureFeatures = (face: AlignedFace, out: Float64Array): void => {
  measureSide(face, RIGHT, -1, out, 0);
  measureSide(face, LEFT, 1, out, LEFT_AT);
  measureMiddle(face, out);
};

const measureSide = (
  face: AlignedFace,
  side: SideLandmarks,
  sign: number,
  out: Float64Array,
  at: number,
): void => {
  face.point(side.outerCorner, a);
  face.point(side.innerCorner, b);
  const width = Math.max(0.5, Math.hypot(a.x - b.x, a.y - b.y));
  const eyeX = (a.x + b.x) / 2;
  const eyeY = (a.y + b.y) / 2;
  let upper = 0;
  let lower = 0;
  for (let i = 0; i < 3; i++) {
    face.point(side.upperLid[i]!, a);
    upper += a.y / 3;
    face.point(side.lowerLid[i]!, a);
    lower += a.y / 3;
  }
  out[at] = (upper - lower) / width;
  out[at + 1] = upper - eyeY;
  out[at + 2] = lower - eyeY;
  face.point(side.iris, a);
  out[at + 3] = (sign * (a.x - eyeX)) / width;
  out[at + 4] = (a.y - eyeY) / width;
  face.point(side.browInner, a);
  out[at + 5] = sign * a.x;
  out[at + 6] = a.y;
  face.point(side.browMiddle, a);
  out[at + 7] = a.y;
  face.point(side.browOuter, a);
  out[at + 8] = a.y;
  face.point(side.mouthCorner, a);
  out[at + 9] = sign * a.x;
  out[at + 10] = a.y;
  out[at + 11] = a.z;
  face.point(side.upperLip, a);
  out[at + 12] = a.y;
  face.point(side.lowerLip, a);
  out[at + 13] = a.y;
  face.point(side.upperLipRim, a);
  out[at + 14] = a.y;
  face.point(side.lowerLipRim, a);
  out[at + 15] = a.y;
  face.point(side.wing, a);
  out[at + 16] = sign * a.x;
  out[at + 17] = a.y;
  face.point(side.cheek, a);
  out[at + 18] = sign * a.x;
  out[at + 19] = a.z;
  face.point(side.cheekbone, a);
  out[at + 20] = a.y;
  face.point(side.fold, a);
  out[at + 21] = a.y;
};

const CHIN = 152;
const UPPER_LIP_TOP = 0;
const UPPER_LIP_EDGE = 13;
const LOWER_LIP_EDGE = 14;
const LOWER_LIP_BOTTOM = 17;

const measureMiddle = (face: AlignedFace, out: Float64Array): void => {
  face.point(UPPER_LIP_EDGE, a);
  face.point(LOWER_LIP_EDGE, b);
  face.point(CHIN, c);
  out[MIDDLE_AT] = a.y - b.y;
  out[MIDDLE_AT + 1] = c.y;
  out[MIDDLE_AT + 2] = c.z;
  out[MIDDLE_AT + 4] = a.y;
  out[MIDDLE_AT + 5] = b.y;
  out[LATERAL_AT] = c.x;
  out[LATERAL_AT + 1] = (a.x + b.x) / 2;
  face.point(UPPER_LIP_TOP, a);
  out[MIDDLE_AT + 3] = a.y;
  out[MIDDLE_AT + 7] = a.z;
  face.point(LOWER_LIP_BOTTOM, a);
  out[MIDDLE_AT + 6] = a.y;
  out[MIDDLE_AT + 8] = a.z;
  const { x, y, z, w } = face.rotation;
  out[MIDDLE_AT + 9] = Math.asin(Math.max(-1, Math.min(1, 2 * (w * x - y * z))));
  const yaw = Math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y));
  out[MIDDLE_AT + 10] = Math.abs(yaw);
  out[LATERAL_AT + 2] = yaw;
};
