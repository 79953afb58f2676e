/**
 * What the estimator measures: differences between landmarks of the face laid on the average one (aligned-face.ts), for each
 * side of the face as if it were the left one. Indices are MediaPipe's face mesh's.
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
/** Directions of the face's y and z axis in the picture, which follow the landmarks. */
const DIRECTIONS = ['upwards', 'forwards'] as const;
type MiddleName = keyof typeof MIDDLES | (typeof DIRECTIONS)[number];
type PointName = MiddleName | `${'own' | 'other'}:${TwinName}`;

/** An axis (x away from the middle towards the own side, y up, z out of the face) and a point, less another point. */
type Feature = readonly [axis: 'x' | 'y' | 'z', point: PointName, less?: PointName];

const LIDS = [1, 2, 3, 4, 5] as const;
const BROWS = ['browOuter', 'brow2', 'brow3', 'brow4', 'browInner', 'browInnerLow', 'browLow'] as const;

/** The official model sees the face as it is turned, and answers differently by how. */
const POSE: readonly Feature[] = [
  ['x', 'forwards'],
  ['y', 'forwards'],
  ['x', 'upwards'],
];

/** Each network's inputs begin with as many measures of how the head is turned. */
export const POSE_INPUTS = POSE.length;

/** Centimetres on the average face. */
const EYE_FEATURES: readonly Feature[] = [
  ...POSE,
  ...LIDS.map((i) => ['y', `own:upperLid${i}`, `own:lowerLid${i}`] as const),
  ...LIDS.map((i) => ['y', `own:lowerLid${i}`, 'own:innerCorner'] as const),
  ['y', 'own:outerCorner', 'own:innerCorner'],
  ['x', 'own:outerCorner', 'own:innerCorner'],
  ['y', 'own:innerCorner'],
  ['x', 'own:iris', 'own:innerCorner'],
  ['y', 'own:iris', 'own:innerCorner'],
  ['x', 'other:iris', 'other:innerCorner'],
  ['y', 'other:iris', 'other:innerCorner'],
  ...BROWS.map((name) => ['y', `own:${name}`, 'own:innerCorner'] as const),
  ['x', 'own:browInner'],
  ['x', 'own:browInnerLow'],
  ['y', 'own:cheekbone', 'own:innerCorner'],
  ['y', 'own:wing', 'own:innerCorner'],
];

const eachSide = <Name extends TwinName>(names: readonly Name[], axes: readonly Feature[0][]): Feature[] =>
  names.flatMap((name) =>
    axes.flatMap((axis): Feature[] => [
      [axis, `own:${name}`],
      [axis, `other:${name}`],
    ]),
  );

const EDGES = [1, 2, 3] as const;

const MOUTH_FEATURES: readonly Feature[] = [
  ...POSE,
  ['y', 'upperLipEdge', 'lowerLipEdge'],
  ...EDGES.map((i) => ['y', `own:upperEdge${i}`, `own:lowerEdge${i}`] as const),
  ...EDGES.map((i) => ['y', `other:upperEdge${i}`, `other:lowerEdge${i}`] as const),
  ['y', 'upperLipTop', 'upperLipEdge'],
  ['y', 'lowerLipEdge', 'lowerLipBottom'],
  ...(['own', 'other'] as const).flatMap((side): Feature[] => [
    ['y', `${side}:upperRim1`, `${side}:upperEdge1`],
    ['y', `${side}:upperRim3`, `${side}:upperEdge3`],
    ['y', `${side}:lowerEdge1`, `${side}:lowerRim1`],
    ['y', `${side}:lowerEdge3`, `${side}:lowerRim3`],
    ['y', `${side}:mouthCorner`, 'upperLipEdge'],
    ['x', `${side}:mouthCorner`, 'upperLipTop'],
    ['x', `${side}:mouthCorner`, `${side}:innerMouthCorner`],
    ['x', `${side}:upperRim3`, 'upperLipTop'],
    ['x', `${side}:lowerRim3`, 'lowerLipBottom'],
    ['x', `${side}:upperRim1`, 'upperLipTop'],
    ['x', `${side}:lowerRim1`, 'lowerLipBottom'],
  ]),
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
  ['z', 'own:mouthCorner', 'upperLipTop'],
  ['z', 'other:mouthCorner', 'upperLipTop'],
  ...eachSide(['mouthCorner', 'jaw1', 'jaw2', 'fold', 'cheek', 'wing'], ['x', 'y']),
  ...eachSide(['jaw3', 'nostril'], ['y']),
];

export const EYE_INPUTS = EYE_FEATURES.length;
export const MOUTH_INPUTS = MOUTH_FEATURES.length;
/** Layout of a side's measures: those of its eye and brow, then those of the mouth and cheeks. */
export const SIDE_INPUTS = EYE_INPUTS + MOUTH_INPUTS;
/** All measures: of the right side, then of the left. */
export const FEATURE_COUNT = 2 * SIDE_INPUTS;

const TWIN_NAMES = Object.keys(TWINS) as TwinName[];
const MIDDLE_NAMES = Object.keys(MIDDLES) as (keyof typeof MIDDLES)[];
const SINGLES: readonly MiddleName[] = [...MIDDLE_NAMES, ...DIRECTIONS];

/** The landmarks that are read, in the order of {@link measureFeatures}' points. */
export const READ_LANDMARKS = Uint16Array.from([
  ...TWIN_NAMES.flatMap((name) => TWINS[name]),
  ...MIDDLE_NAMES.map((name) => MIDDLES[name]),
]);

const AXES = { x: 0, y: 1, z: 2 } as const;
/** A point at the origin, taken from where nothing is to be taken. */
const NOWHERE = (READ_LANDMARKS.length + DIRECTIONS.length) * 3;

export const POINT_VALUES = NOWHERE + 3;

const offsetOf = (point: PointName | undefined, axis: Feature[0], isLeft: boolean): number => {
  if (point === undefined) return NOWHERE;
  const [whose, name] = point.split(':') as ['own' | 'other', TwinName] | [MiddleName];
  if (name === undefined)
    return (TWIN_NAMES.length * 2 + SINGLES.indexOf(whose as MiddleName)) * 3 + AXES[axis];
  const left = (whose === 'own') === isLeft ? 1 : 0;
  return (TWIN_NAMES.indexOf(name) * 2 + left) * 3 + AXES[axis];
};

const ALL = [false, true].flatMap((isLeft) =>
  [...EYE_FEATURES, ...MOUTH_FEATURES].map(([axis, point, less]) => ({
    plus: offsetOf(point, axis, isLeft),
    minus: offsetOf(less, axis, isLeft),
    sign: axis === 'x' && !isLeft ? -1 : 1,
  })),
);
const PLUS = Uint16Array.from(ALL, ({ plus }) => plus);
const MINUS = Uint16Array.from(ALL, ({ minus }) => minus);
const SIGN = Float64Array.from(ALL, ({ sign }) => sign);

/**
 * Measures a face.
 *
 * @param points POINT_VALUES: x, y, z of {@link READ_LANDMARKS} on the average face, then zeros.
 * @param out FEATURE_COUNT.
 */
export const measureFeatures = (points: Float64Array, out: Float64Array): void => {
  for (let i = 0; i < FEATURE_COUNT; i++) out[i] = SIGN[i]! * (points[PLUS[i]!]! - points[MINUS[i]!]!);
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
