import { ARKIT_INDEX, type ArkitBlendshape } from '@shared/expressions';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { Vector } from './kinematics';

/**
 * Where the landmarks that trackers and solvers look at lie on a plain face: centimetres in the axes of MediaPipe's
 * canonical face (x to the person's left, y up, z out of the face; origin inside the head between the ears). Those of the
 * person's right half, indices as in MediaPipe's face mesh; the left twin is the second index. Read off a face by eye, to
 * about half a centimetre: enough for a rigid face, no copy of the canonical mesh.
 */
const TWINS: readonly [right: number, left: number, x: number, y: number, z: number][] = [
  // Eyes: corners, upper lid, lower lid.
  [33, 263, 4.4, 2.65, 3.2],
  [133, 362, 1.85, 2.58, 3.75],
  [160, 387, 3.7, 3.15, 3.75],
  [159, 386, 3.1, 3.3, 3.95],
  [158, 385, 2.5, 3.15, 3.95],
  [144, 373, 3.7, 2.2, 3.65],
  [145, 374, 3.1, 2.1, 3.75],
  [153, 380, 2.5, 2.2, 3.75],
  [161, 388, 4.1, 2.95, 3.45],
  [163, 390, 4.1, 2.4, 3.4],
  [157, 384, 2.15, 2.95, 3.85],
  [154, 381, 2.15, 2.35, 3.75],
  [246, 466, 4.3, 2.8, 3.3],
  [7, 249, 4.3, 2.5, 3.3],
  [173, 398, 1.95, 2.75, 3.8],
  [155, 382, 1.95, 2.45, 3.75],
  // Brows.
  [70, 300, 5.0, 4.2, 3.3],
  [63, 293, 4.3, 4.75, 4.1],
  [105, 334, 3.4, 5.0, 4.7],
  [66, 296, 2.4, 4.8, 5.1],
  [107, 336, 1.2, 4.4, 5.3],
  [46, 276, 4.8, 3.8, 3.3],
  [53, 283, 4.1, 4.3, 4.0],
  [52, 282, 3.3, 4.5, 4.5],
  [65, 295, 2.4, 4.4, 4.8],
  [55, 285, 1.3, 4.0, 5.0],
  // Face oval and cheeks.
  [234, 454, 7.6, 0.6, -2.4],
  [93, 323, 7.5, -1.2, -2.2],
  [132, 361, 7.2, -3.0, -1.6],
  [58, 288, 6.7, -4.7, -0.8],
  [172, 397, 6.0, -6.2, 0.3],
  [136, 365, 5.0, -7.4, 1.5],
  [150, 379, 4.0, -8.2, 2.4],
  [149, 378, 3.0, -8.8, 3.2],
  [176, 400, 2.1, -9.2, 3.8],
  [148, 377, 1.1, -9.4, 4.2],
  [127, 356, 7.6, 2.6, -2.2],
  [162, 389, 7.4, 4.6, -1.6],
  [21, 251, 6.9, 6.2, -0.4],
  [54, 284, 5.9, 7.5, 1.0],
  [103, 332, 4.7, 8.1, 2.4],
  [67, 297, 3.2, 8.3, 3.6],
  [109, 338, 1.6, 8.4, 4.3],
  [50, 280, 4.6, -0.9, 4.1],
  [205, 425, 4.3, -2.1, 4.2],
  [116, 345, 6.2, 1.3, 1.8],
  [117, 346, 5.2, 1.0, 3.1],
  [118, 347, 4.0, 0.8, 3.9],
  [101, 330, 3.2, 0.2, 4.6],
  // Nose.
  [98, 327, 1.7, -1.9, 5.1],
  [64, 294, 1.7, -1.3, 5.2],
  [129, 358, 1.9, -1.2, 4.9],
  [48, 278, 1.7, -0.7, 5.4],
  [193, 417, 0.9, 2.6, 4.8],
  [122, 351, 1.0, 1.9, 4.9],
  // Mouth: corners, outer and inner lips.
  [61, 291, 2.5, -4.3, 4.3],
  [185, 409, 2.0, -3.9, 4.8],
  [40, 270, 1.5, -3.6, 5.3],
  [39, 269, 1.0, -3.3, 5.7],
  [37, 267, 0.5, -3.2, 5.95],
  [146, 375, 2.0, -4.8, 4.7],
  [91, 321, 1.5, -5.2, 5.1],
  [181, 405, 1.0, -5.5, 5.4],
  [84, 314, 0.5, -5.6, 5.6],
  [78, 308, 2.3, -4.3, 4.4],
  [191, 415, 1.9, -4.2, 4.7],
  [80, 310, 1.4, -4.15, 5.1],
  [81, 311, 0.9, -4.1, 5.4],
  [82, 312, 0.45, -4.1, 5.55],
  [95, 324, 1.9, -4.4, 4.7],
  [88, 318, 1.4, -4.45, 5.0],
  [178, 402, 0.9, -4.5, 5.3],
  [87, 317, 0.45, -4.5, 5.45],
];

const MIDDLE: readonly [index: number, y: number, z: number][] = [
  [10, 8.3, 4.5],
  [151, 6.8, 5.3],
  [9, 4.9, 5.6],
  [8, 3.9, 5.5],
  [168, 3.2, 5.4],
  [6, 2.4, 5.8],
  [197, 1.6, 6.4],
  [195, 0.9, 6.9],
  [5, 0.3, 7.25],
  [4, -0.45, 7.6],
  [1, -1.1, 7.45],
  [19, -1.7, 6.9],
  [94, -1.9, 6.4],
  [2, -2.1, 6.05],
  [164, -2.7, 5.9],
  [0, -3.2, 6.0],
  [11, -3.6, 6.0],
  [12, -3.95, 5.8],
  [13, -4.1, 5.65],
  [14, -4.5, 5.55],
  [15, -4.8, 5.7],
  [16, -5.2, 5.75],
  [17, -5.7, 5.6],
  [18, -6.4, 5.1],
  [200, -7.3, 4.9],
  [199, -8.2, 4.9],
  [175, -9.0, 4.6],
  [152, -9.4, 4.3],
];

/** First landmark of each iris and how far it lies to the side: 468 is the person's right, 473 the left. */
const IRISES: readonly [index: number, side: number][] = [
  [468, -1],
  [473, 1],
];
const IRIS_CENTRE: Vector = [3.15, 2.65, 3.9];
const IRIS_RADIUS = 0.6;
const EYEBALL_RADIUS = 1.2;

const restPoints = (): Float64Array => {
  const points = new Float64Array(FACE_LANDMARKS * 3);
  const placed = new Set<number>();
  const put = (index: number, x: number, y: number, z: number): void => {
    points.set([x, y, z], index * 3);
    placed.add(index);
  };
  for (const [right, left, x, y, z] of TWINS) {
    put(right, -x, y, z);
    put(left, x, y, z);
  }
  for (const [index, y, z] of MIDDLE) put(index, 0, y, z);
  // All others: spread over the front of an ellipsoid, where cheeks and forehead are.
  const golden = Math.PI * (3 - Math.sqrt(5));
  for (let i = 0; i < 468; i++) {
    if (placed.has(i)) continue;
    const r = Math.sqrt((i + 0.5) / 468) * 0.95;
    const x = r * Math.cos(i * golden);
    const y = r * Math.sin(i * golden);
    put(i, x * 7.4, y * 8.8 - 0.5, 5.6 * Math.sqrt(1 - r * r) - 0.4);
  }
  return points;
};

const REST = restPoints();
const UPPER_LIDS = { Left: [387, 386, 385, 388, 384], Right: [160, 159, 158, 161, 157] } as const;
const LOWER_LIDS = { Left: [373, 374, 380, 390, 381], Right: [144, 145, 153, 163, 154] } as const;
const CORNERS = { Left: [291, 308], Right: [61, 78] } as const;
const LOWER_LIP = [14, 15, 16, 17, 84, 314, 181, 405, 91, 321, 87, 317, 178, 402, 88, 318, 95, 324];
const CHIN = [18, 200, 199, 175, 152, 148, 377, 176, 400, 149, 378];
const BROWS = { Left: [300, 293, 334, 296, 336], Right: [70, 63, 105, 66, 107] } as const;

/**
 * The face's points (478 × 3, cm, canonical axes) with the coarse movements that ARKit weights stand for: lids, jaw,
 * mouth corners and brows. Gaze turns the irises: yaw to the person's left, pitch up, radians.
 */
export const faceShape = (
  weights: Float32Array,
  gazeYaw: number,
  gazePitch: number,
  out: Float64Array,
): Float64Array => {
  out.set(REST);
  const weight = (name: ArkitBlendshape): number => weights[ARKIT_INDEX[name]]!;
  const shift = (indices: readonly number[], x: number, y: number, z: number): void => {
    for (const i of indices) {
      out[i * 3]! += x;
      out[i * 3 + 1]! += y;
      out[i * 3 + 2]! += z;
    }
  };
  for (const side of ['Left', 'Right'] as const) {
    const sign = side === 'Left' ? 1 : -1;
    const blink = weight(`eyeBlink${side}`);
    UPPER_LIDS[side].forEach((upper, i) => {
      const lower = LOWER_LIDS[side][i]!;
      out[upper * 3 + 1]! += 0.9 * blink * (REST[lower * 3 + 1]! - REST[upper * 3 + 1]!);
      out[upper * 3 + 2]! += 0.9 * blink * (REST[lower * 3 + 2]! - REST[upper * 3 + 2]!);
    });
    const smile = weight(`mouthSmile${side}`);
    const pucker = Math.max(weight('mouthPucker'), weight('mouthFunnel'));
    shift(CORNERS[side], sign * (0.7 * smile - 1.1 * pucker), 0.6 * smile, -0.4 * smile + 0.5 * pucker);
    const brow = weight('browInnerUp') + weight(`browOuterUp${side}`) - weight(`browDown${side}`);
    shift(BROWS[side], 0, 0.5 * brow, 0);
  }
  const open = weight('jawOpen');
  shift(LOWER_LIP, 0, -2.2 * open, -0.5 * open);
  shift(CHIN, 0, -2.4 * open, -0.7 * open);
  for (const [first, side] of IRISES) placeIris(out, first, side, gazeYaw, gazePitch);
  return out;
};

const placeIris = (out: Float64Array, first: number, side: number, yaw: number, pitch: number): void => {
  const x = side * IRIS_CENTRE[0] + EYEBALL_RADIUS * Math.sin(yaw) * Math.cos(pitch);
  const y = IRIS_CENTRE[1] + EYEBALL_RADIUS * Math.sin(pitch);
  const z = IRIS_CENTRE[2] - EYEBALL_RADIUS * (1 - Math.cos(yaw) * Math.cos(pitch));
  out.set([x, y, z], first * 3);
  for (let i = 0; i < 4; i++) {
    const angle = (i * Math.PI) / 2;
    out.set([x + IRIS_RADIUS * Math.cos(angle), y + IRIS_RADIUS * Math.sin(angle), z], (first + 1 + i) * 3);
  }
};
