/**
 * What the estimator measures: differences between landmarks of the face laid on the average one (aligned-face.ts), what both
 * sides of the face have in common and how the left one differs from the right. Indices are MediaPipe's face mesh's.
 */
const TWINS = {
  outerCorner: [33, 263],
  innerCorner: [133, 362],
  upperLid1: [161, 388],
  upperLid2: [160, 387],
  upperLid3: [159, 386],
  upperLid4: [158, 385],
  upperLid5: [157, 384],
  lowerLid1: [163, 390],
  lowerLid2: [144, 373],
  lowerLid3: [145, 374],
  lowerLid4: [153, 380],
  lowerLid5: [154, 381],
  iris: [468, 473],
  browOuter: [70, 300],
  brow2: [63, 293],
  brow3: [105, 334],
  brow4: [66, 296],
  browInner: [107, 336],
  browInnerLow: [55, 285],
  browLow: [52, 282],
  cheekbone: [50, 280],
  wing: [129, 358],
  nostril: [98, 327],
  mouthCorner: [61, 291],
  innerMouthCorner: [78, 308],
  upperRim1: [40, 270],
  upperRim2: [39, 269],
  upperRim3: [37, 267],
  lowerRim1: [91, 321],
  lowerRim2: [181, 405],
  lowerRim3: [84, 314],
  upperEdge1: [80, 310],
  upperEdge2: [81, 311],
  upperEdge3: [82, 312],
  lowerEdge1: [88, 318],
  lowerEdge2: [178, 402],
  lowerEdge3: [87, 317],
  fold: [205, 425],
  cheek: [187, 411],
  jaw1: [136, 365],
  jaw2: [149, 378],
  jaw3: [176, 400],
} as const satisfies Record<string, readonly [right: number, left: number]>;

const MIDDLES = {
  upperLipTop: 0,
  upperLipEdge: 13,
  lowerLipEdge: 14,
  lowerLipBottom: 17,
  underLip: 18,
  chinTop: 200,
  chin: 152,
  philtrum: 164,
  noseTip: 4,
} as const;

type TwinName = keyof typeof TWINS;
type MiddleName = keyof typeof MIDDLES;
/** Directions of the face's y and z axis in the picture, which follow the landmarks. */
const DIRECTIONS = ['upwards', 'forwards'] as const;
type PointName = TwinName | MiddleName | (typeof DIRECTIONS)[number];

/**
 * An axis (x to the person's left, y up, z out of the face) and a point, less another point. Centimetres on the average face.
 * One with a point of the sides is measured on both.
 */
type Measure = readonly [axis: 'x' | 'y' | 'z', point: PointName, less?: PointName];

const LIDS = [1, 2, 3, 4, 5] as const;
const BROWS = ['browOuter', 'brow2', 'brow3', 'brow4', 'browInner', 'browInnerLow', 'browLow'] as const;

/** The official model sees the face as it is turned, and answers differently by how. */
const POSE: readonly Measure[] = [
  ['y', 'forwards'],
  ['x', 'forwards'],
  ['x', 'upwards'],
];

const EYE_MEASURES: readonly Measure[] = [
  ...POSE,
  ...LIDS.map((i) => ['y', `upperLid${i}`, `lowerLid${i}`] as const),
  ...LIDS.map((i) => ['y', `lowerLid${i}`, 'innerCorner'] as const),
  ['y', 'outerCorner', 'innerCorner'],
  ['x', 'outerCorner', 'innerCorner'],
  ['y', 'innerCorner'],
  ['x', 'iris', 'innerCorner'],
  ['y', 'iris', 'innerCorner'],
  ...BROWS.map((name) => ['y', name, 'innerCorner'] as const),
  ['x', 'browInner'],
  ['x', 'browInnerLow'],
  ['y', 'cheekbone', 'innerCorner'],
  ['y', 'wing', 'innerCorner'],
];

const MOUTH_MEASURES: readonly Measure[] = [
  ...POSE,
  ['y', 'upperLipEdge', 'lowerLipEdge'],
  ['y', 'upperEdge1', 'lowerEdge1'],
  ['y', 'upperEdge2', 'lowerEdge2'],
  ['y', 'upperEdge3', 'lowerEdge3'],
  ['y', 'upperLipTop', 'upperLipEdge'],
  ['y', 'lowerLipEdge', 'lowerLipBottom'],
  ['y', 'upperRim1', 'upperEdge1'],
  ['y', 'upperRim3', 'upperEdge3'],
  ['y', 'lowerEdge1', 'lowerRim1'],
  ['y', 'lowerEdge3', 'lowerRim3'],
  ['y', 'mouthCorner', 'upperLipEdge'],
  ['x', 'mouthCorner', 'upperLipTop'],
  ['x', 'mouthCorner', 'innerMouthCorner'],
  ['x', 'upperRim3', 'upperLipTop'],
  ['x', 'lowerRim3', 'lowerLipBottom'],
  ['x', 'upperRim1', 'upperLipTop'],
  ['x', 'lowerRim1', 'lowerLipBottom'],
  ['y', 'philtrum', 'upperLipTop'],
  ['y', 'upperLipEdge', 'noseTip'],
  ['y', 'chin', 'lowerLipBottom'],
  ['y', 'chinTop', 'lowerLipBottom'],
  ['y', 'underLip', 'lowerLipBottom'],
  ['y', 'chin', 'noseTip'],
  ['y', 'noseTip'],
  ['x', 'upperLipTop'],
  ['x', 'lowerLipBottom'],
  ['x', 'chin'],
  ['x', 'noseTip'],
  ['z', 'upperLipTop', 'philtrum'],
  ['z', 'lowerLipBottom', 'upperLipTop'],
  ['z', 'chin', 'lowerLipBottom'],
  ['z', 'mouthCorner', 'upperLipTop'],
  ...(['mouthCorner', 'jaw1', 'jaw2', 'fold', 'cheek', 'wing'] as const).flatMap((name): Measure[] => [
    ['x', name],
    ['y', name],
  ]),
  ['y', 'jaw3'],
  ['y', 'nostril'],
];

const TWIN_NAMES = Object.keys(TWINS) as TwinName[];
const SINGLES = [...(Object.keys(MIDDLES) as MiddleName[]), ...DIRECTIONS];

/** The landmarks that are read, in the order of {@link measureFeatures}' points. */
export const READ_LANDMARKS = Uint16Array.from([
  ...TWIN_NAMES.flatMap((name) => TWINS[name]),
  ...Object.values(MIDDLES),
]);

const AXES = { x: 0, y: 1, z: 2 } as const;
/** A point at the origin, taken from where nothing is to be taken. */
const NOWHERE = (READ_LANDMARKS.length + DIRECTIONS.length) * 3;

export const POINT_VALUES = NOWHERE + 3;

const isTwin = (name: PointName | undefined): name is TwinName => name !== undefined && name in TWINS;

const offsetOf = (point: PointName | undefined, axis: Measure[0], side: 0 | 1): number => {
  if (point === undefined) return NOWHERE;
  const at = isTwin(point)
    ? TWIN_NAMES.indexOf(point) * 2 + side
    : TWIN_NAMES.length * 2 + SINGLES.indexOf(point);
  return at * 3 + AXES[axis];
};

interface Input {
  isPose: boolean;
  /** Offsets of the left point, of what is taken from it, and of both on the right. */
  places: readonly number[];
  /** By which the left and the right difference are multiplied. */
  factors: readonly number[];
}

/** Half the sum (`sign` 1) or half the difference (−1) of a measure's sides as if both were the left one; on the middle itself. */
const inputOf = ([axis, point, less]: Measure, sign: 1 | -1): Input => {
  const twin = isTwin(point) || isTwin(less);
  return {
    isPose: (DIRECTIONS as readonly string[]).includes(point),
    places: ([1, 0] as const).flatMap((side) => [offsetOf(point, axis, side), offsetOf(less, axis, side)]),
    factors: twin ? [0.5, (axis === 'x' ? -sign : sign) / 2] : [1, 0],
  };
};

/** First the inputs that stay the same when the face is mirrored, then those whose sign changes. */
const layOut = (measures: readonly Measure[]): { even: readonly Input[]; odd: readonly Input[] } => {
  const moves = ([axis, point, less]: Measure, sign: 1 | -1): boolean =>
    isTwin(point) || isTwin(less) || (axis === 'x') === (sign === -1);
  const inputs = (sign: 1 | -1): Input[] =>
    measures.filter((measure) => moves(measure, sign)).map((measure) => inputOf(measure, sign));
  return { even: inputs(1), odd: inputs(-1) };
};

const EYE = layOut(EYE_MEASURES);
const MOUTH = layOut(MOUTH_MEASURES);
const INPUTS = [...EYE.even, ...EYE.odd, ...MOUTH.even, ...MOUTH.odd];

/** How many inputs each network has; the first so many stay the same when the face is mirrored, the sign of the others changes. */
export const EYE_EVEN = EYE.even.length;
export const EYE_INPUTS = EYE_EVEN + EYE.odd.length;
export const MOUTH_EVEN = MOUTH.even.length;
export const MOUTH_INPUTS = MOUTH_EVEN + MOUTH.odd.length;
/** All inputs: the eyes' network's, then the mouth's. */
export const FEATURE_COUNT = INPUTS.length;
/** Which inputs are the head's turn, and no part of the face. */
export const POSE_FEATURES: readonly number[] = INPUTS.flatMap(({ isPose }, i) => (isPose ? [i] : []));

const PLACES = Uint16Array.from(INPUTS.flatMap(({ places }) => places));
const FACTORS = Float64Array.from(INPUTS.flatMap(({ factors }) => factors));

/**
 * Measures a face.
 *
 * @param points POINT_VALUES: x, y, z of {@link READ_LANDMARKS} on the average face, then zeros.
 * @param out FEATURE_COUNT.
 */
export const measureFeatures = (points: Float64Array, out: Float64Array): void => {
  for (let i = 0; i < FEATURE_COUNT; i++) {
    const at = i * 4;
    const left = points[PLACES[at]!]! - points[PLACES[at + 1]!]!;
    const right = points[PLACES[at + 2]!]! - points[PLACES[at + 3]!]!;
    out[i] = FACTORS[i * 2]! * left + FACTORS[i * 2 + 1]! * right;
  }
};

/** Of the right side, then of the left. */
const EYES = [0, 1].map((side) => {
  const at = (name: TwinName): number => (TWIN_NAMES.indexOf(name) * 2 + side) * 3;
  return {
    outer: at('outerCorner'),
    inner: at('innerCorner'),
    upper: [at('upperLid2'), at('upperLid3'), at('upperLid4')],
    lower: [at('lowerLid2'), at('lowerLid3'), at('lowerLid4')],
  };
});

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
