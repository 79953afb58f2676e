/**
 * What the estimator's networks are given: where landmarks lie in the picture, upright, in the middle and of one size, what both
 * sides of the face have in common and how the left one differs from the right. The official blendshape model sees no more of a
 * face (no depth), and the landmarks are among those that it reads. Indices are MediaPipe's face mesh's.
 */
type Twins = readonly (readonly [right: number, left: number])[];

interface Part {
  readonly twins: Twins;
  readonly middles: readonly number[];
}

const CORNERS: Twins = [
  [33, 263],
  [133, 362],
];

const EYE: Part = {
  twins: [
    ...CORNERS,
    // Upper and lower lid, from the outer corner to the inner one.
    ...([
      [246, 466],
      [161, 388],
      [160, 387],
      [159, 386],
      [158, 385],
      [157, 384],
      [173, 398],
      [7, 249],
      [163, 390],
      [144, 373],
      [145, 374],
      [153, 380],
      [154, 381],
      [155, 382],
    ] as const),
    // Iris: middle, then round it.
    ...([
      [468, 473],
      [469, 476],
      [470, 475],
      [471, 474],
      [472, 477],
    ] as const),
    // Brow: upper edge, lower edge.
    ...([
      [70, 300],
      [63, 293],
      [105, 334],
      [66, 296],
      [107, 336],
      [46, 276],
      [53, 283],
      [52, 282],
      [65, 295],
      [55, 285],
    ] as const),
    // Side of the head.
    ...([
      [54, 284],
      [127, 356],
      [234, 454],
    ] as const),
  ],
  middles: [10, 8, 168, 6, 4],
};

const MOUTH: Part = {
  twins: [
    ...CORNERS,
    // Corners of the lips, their outer rim, their inner edge.
    ...([
      [61, 291],
      [78, 308],
      [185, 409],
      [40, 270],
      [39, 269],
      [37, 267],
      [146, 375],
      [91, 321],
      [181, 405],
      [84, 314],
      [191, 415],
      [80, 310],
      [81, 311],
      [82, 312],
      [95, 324],
      [88, 318],
      [178, 402],
      [87, 317],
    ] as const),
    // Jaw, from the ear to the chin.
    ...([
      [93, 323],
      [132, 361],
      [58, 288],
      [172, 397],
      [136, 365],
      [150, 379],
      [149, 378],
      [176, 400],
      [148, 377],
    ] as const),
  ],
  middles: [168, 197, 5, 4, 1, 0, 13, 14, 17, 152],
};

const TWINS: Twins = [...EYE.twins, ...MOUTH.twins.slice(CORNERS.length)];
const MIDDLES = [...new Set([...EYE.middles, ...MOUTH.middles])];

/** The landmarks that are read: right and left of each twin, then those on the middle. */
export const READ_LANDMARKS = Uint16Array.from([...TWINS.flat(), ...MIDDLES]);
const TWIN_POINTS = TWINS.length * 2;
const POINTS = READ_LANDMARKS.length;
/** Of the read landmarks as AlignedFace.points gives them, x, y, z each. */
export const LANDMARK_VALUES = POINTS * 3;
/** With the directions of the face's y and z axis after them. */
export const POINT_VALUES = LANDMARK_VALUES + 6;

/** Distance of the landmarks from their middle, root mean square, that every face is given: about that of one in centimetres. */
const SPREAD = 6;

interface Layout {
  /** Places of the read landmarks: of the right twins, of the left ones, of those on the middle. */
  readonly right: Uint16Array;
  readonly left: Uint16Array;
  readonly middles: Uint16Array;
}

const placeOf = (landmark: number): number => READ_LANDMARKS.indexOf(landmark);

const layOut = ({ twins, middles }: Part): Layout => ({
  right: Uint16Array.from(twins, ([right]) => placeOf(right)),
  left: Uint16Array.from(twins, ([, left]) => placeOf(left)),
  middles: Uint16Array.from(middles, placeOf),
});

const evenOf = ({ twins, middles }: Part): number => twins.length * 2 + middles.length;

/** How many inputs each network has; the first half stays the same when the face is mirrored, the sign of the other changes. */
export const EYE_EVEN = evenOf(EYE);
export const EYE_INPUTS = EYE_EVEN * 2;
/** Places in either half of the eyes' inputs: of the twins' x; their y comes as many places later. */
export const EYE_TWINS = EYE.twins.length;
const eyeTwin = (right: number): number => EYE.twins.findIndex((twin) => twin[0] === right);
/** Landmarks of the right eye's lids, of the upper and what is below it. */
const RIGHT_LIDS = [
  [246, 7],
  [161, 163],
  [160, 144],
  [159, 145],
  [158, 153],
  [157, 154],
  [173, 155],
] as const;
/** The eye's corners, and what is above what of the lids, by their place among the twins. */
export const EYE_CORNERS = { outer: eyeTwin(33), inner: eyeTwin(133) };
export const EYE_LIDS = RIGHT_LIDS.map(([upper, lower]) => ({
  upper: eyeTwin(upper),
  lower: eyeTwin(lower),
}));
/** The same of both eyes, by landmark. */
export const LID_LANDMARKS: readonly (readonly [upper: number, lower: number])[] = [
  ...RIGHT_LIDS,
  ...EYE_LIDS.map(({ upper, lower }) => [EYE.twins[upper]![1], EYE.twins[lower]![1]] as const),
];
export const MOUTH_EVEN = evenOf(MOUTH);
export const MOUTH_INPUTS = MOUTH_EVEN * 2;
/** All inputs: the eyes' network's, then the mouth's. */
export const FEATURE_COUNT = EYE_INPUTS + MOUTH_INPUTS;

const EYE_LAYOUT = layOut(EYE);
const MOUTH_LAYOUT = layOut(MOUTH);

/** The landmarks as they are seen, x and y each. */
const seen = new Float64Array(POINTS * 2);

/**
 * Measures a face.
 *
 * @param points POINT_VALUES: {@link READ_LANDMARKS} by AlignedFace.points.
 * @param offset LANDMARK_VALUES that are taken off them first.
 * @param eye EYE_INPUTS.
 * @param mouth MOUTH_INPUTS.
 * @returns false, with nothing written, for landmarks that are no face or no numbers.
 */
export const measureFeatures = (
  points: Float64Array,
  offset: Float64Array,
  eye: Float32Array,
  mouth: Float32Array,
): boolean => {
  if (!lookAt(points, offset)) return false;
  writePart(EYE_LAYOUT, eye);
  writePart(MOUTH_LAYOUT, mouth);
  return true;
};

/** Writes the landmarks into {@link seen}: turned as the camera sees the face, then upright, in the middle and of one size. */
const lookAt = (points: Float64Array, offset: Float64Array): boolean => {
  const ux = points[LANDMARK_VALUES]!;
  const uy = points[LANDMARK_VALUES + 1]!;
  const uz = points[LANDMARK_VALUES + 2]!;
  const fx = points[LANDMARK_VALUES + 3]!;
  const fy = points[LANDMARK_VALUES + 4]!;
  const fz = points[LANDMARK_VALUES + 5]!;
  // The face's own x axis.
  const sx = uy * fz - uz * fy;
  const sy = uz * fx - ux * fz;
  let sumX = 0;
  let sumY = 0;
  let square = 0;
  let acrossX = 0;
  let acrossY = 0;
  for (let i = 0; i < POINTS; i++) {
    const at = i * 3;
    const px = points[at]! - offset[at]!;
    const py = points[at + 1]! - offset[at + 1]!;
    const pz = points[at + 2]! - offset[at + 2]!;
    const x = sx * px + ux * py + fx * pz;
    const y = sy * px + uy * py + fy * pz;
    seen[i * 2] = x;
    seen[i * 2 + 1] = y;
    sumX += x;
    sumY += y;
    square += x * x + y * y;
    if (i < TWIN_POINTS) {
      const side = (i & 1) * 2 - 1;
      acrossX += side * x;
      acrossY += side * y;
    }
  }
  const middleX = sumX / POINTS;
  const middleY = sumY / POINTS;
  const spread = square / POINTS - middleX * middleX - middleY * middleY;
  const across = acrossX * acrossX + acrossY * acrossY;
  if (!(spread > 0 && across > 0) || !Number.isFinite(spread + across)) return false;
  const scale = SPREAD / Math.sqrt(spread * across);
  const cosine = acrossX * scale;
  const sine = acrossY * scale;
  for (let i = 0; i < POINTS; i++) {
    const x = seen[i * 2]! - middleX;
    const y = seen[i * 2 + 1]! - middleY;
    seen[i * 2] = cosine * x + sine * y;
    seen[i * 2 + 1] = cosine * y - sine * x;
  }
  return true;
};

/** Half the sums and half the differences of both sides, so that all come out as on the left side. */
const writePart = ({ right, left, middles }: Layout, out: Float32Array): void => {
  const twins = right.length;
  const odd = twins * 2 + middles.length;
  for (let i = 0; i < twins; i++) {
    const r = right[i]! * 2;
    const l = left[i]! * 2;
    const rx = seen[r]!;
    const ry = seen[r + 1]!;
    const lx = seen[l]!;
    const ly = seen[l + 1]!;
    out[i] = (lx - rx) / 2;
    out[twins + i] = (ly + ry) / 2;
    out[odd + i] = (lx + rx) / 2;
    out[odd + twins + i] = (ly - ry) / 2;
  }
  for (let i = 0; i < middles.length; i++) {
    const m = middles[i]! * 2;
    out[twins * 2 + i] = seen[m + 1]!;
    out[odd + twins * 2 + i] = seen[m]!;
  }
};

/** Of the right side, then of the left: corners of the eye, and the lids at three places. */
const EYES = [
  { outer: 33, inner: 133, upper: [160, 159, 158], lower: [144, 145, 153] },
  { outer: 263, inner: 362, upper: [387, 386, 385], lower: [373, 374, 380] },
].map(({ outer, inner, upper, lower }) => ({
  outer: placeOf(outer) * 3,
  inner: placeOf(inner) * 3,
  upper: upper.map((landmark) => placeOf(landmark) * 3),
  lower: lower.map((landmark) => placeOf(landmark) * 3),
}));

/** Writes the gap between the lids of the right and of the left eye, as a share of the eye's width, from `at` on. */
export const measureOpenness = (points: Float64Array, out: Float64Array, at: number): void => {
  for (let side = 0; side < EYES.length; side++) {
    const { outer, inner, upper, lower } = EYES[side]!;
    const x = points[outer]! - points[inner]!;
    const y = points[outer + 1]! - points[inner + 1]!;
    const z = points[outer + 2]! - points[inner + 2]!;
    const width = Math.sqrt(x * x + y * y + z * z);
    let gap = 0;
    for (let i = 0; i < upper.length; i++) gap += points[upper[i]! + 1]! - points[lower[i]! + 1]!;
    out[at + side] = gap / upper.length / Math.max(0.5, width);
  }
};

/** Upper and lower edge of the gap between the lips, in the middle and beside it. */
const LIPS = [
  [13, 14],
  [82, 87],
  [312, 317],
].map(([upper, lower]) => [placeOf(upper!) * 3 + 1, placeOf(lower!) * 3 + 1] as const);

/** Writes the mean gap between the lips, centimetres on the average face, to `at`; below 0 where landmarks cross. */
export const measureLipGap = (points: ArrayLike<number>, out: Float64Array, at: number): void => {
  let gap = 0;
  for (let i = 0; i < LIPS.length; i++) gap += points[LIPS[i]![0]]! - points[LIPS[i]![1]]!;
  out[at] = gap / LIPS.length;
};
