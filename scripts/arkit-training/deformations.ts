import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { Shape } from './shape';

/** Landmarks of MediaPipe's face mesh round the mouth, from the right corner to the left: four rings, outermost first. */
const UPPER_LIP = [
  [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291],
  [76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306],
  [62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292],
  [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
];
const LOWER_LIP = [
  [146, 91, 181, 84, 17, 314, 405, 321, 375],
  [77, 90, 180, 85, 16, 315, 404, 320, 307],
  [96, 89, 179, 86, 15, 316, 403, 319, 325],
  [95, 88, 178, 87, 14, 317, 402, 318, 324],
];
const MOUTH_CORNERS = [61, 291, 78, 308, 76, 306, 62, 292];
const JAW_CONTOUR = [172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 58, 288, 132, 361];
/** Of the right side, then of the left: lids from the outer to the inner corner, the fold over the upper one, iris, brow. */
const SIDES = [
  {
    sign: -1,
    upperLid: [246, 161, 160, 159, 158, 157, 173],
    lowerLid: [7, 163, 144, 145, 153, 154, 155],
    fold: [247, 30, 29, 27, 28, 56, 190],
    iris: [468, 469, 470, 471, 472],
    browInner: [107, 55, 66, 65],
    browOuter: [70, 46, 63, 53, 105, 52],
  },
  {
    sign: 1,
    upperLid: [466, 388, 387, 386, 385, 384, 398],
    lowerLid: [249, 390, 373, 374, 380, 381, 382],
    fold: [467, 260, 259, 257, 258, 286, 414],
    iris: [473, 474, 475, 476, 477],
    browInner: [336, 285, 296, 295],
    browOuter: [300, 276, 293, 283, 334, 282],
  },
] as const;

const SIDE_MOVES = [
  'smile',
  'frown',
  'stretch',
  'dimple',
  'lowerDown',
  'upperUp',
  'press',
  'sneer',
  'puff',
  'cheekSquint',
  'blink',
  'wide',
  'squint',
  'lookSideways',
  'lookUp',
  'browDown',
  'browOuterUp',
  'browInnerUp',
] as const;
const WHOLE_MOVES = [
  'jaw',
  'pucker',
  'funnel',
  'mouthSideways',
  'jawSideways',
  'jawForward',
  'rollLower',
  'rollUpper',
  'shrugLower',
  'shrugUpper',
  'close',
] as const;
export type SideMove = (typeof SIDE_MOVES)[number];
export type WholeMove = (typeof WHOLE_MOVES)[number];

/** How every landmark moves, centimetres, when a part of the face does one thing in full; of the right and the left side. */
export interface Deformations {
  side: Record<SideMove, readonly [right: Shape, left: Shape]>;
  whole: Record<WholeMove, Shape>;
}

/** Drawn by hand on the face `rest`: rough falls and rises of lips, lids, brows, cheeks and jaw as anatomy has them. */
export const drawDeformations = (rest: Shape): Deformations => {
  const upper = new Float64Array(FACE_LANDMARKS);
  const lower = new Float64Array(FACE_LANDMARKS);
  for (const ring of UPPER_LIP) for (const i of ring) upper[i] = 1;
  for (const ring of LOWER_LIP) for (const i of ring) lower[i] = 1;
  for (const i of MOUTH_CORNERS) upper[i] = lower[i] = 0.5;
  const xOf = (i: number): number => rest[i * 3]!;
  const yOf = (i: number): number => rest[i * 3 + 1]!;
  const zOf = (i: number): number => rest[i * 3 + 2]!;
  const mouthY = (yOf(13) + yOf(14)) / 2;
  const cornerX = Math.abs(xOf(291) - xOf(61)) / 2;
  const cornerY = (yOf(291) + yOf(61)) / 2;
  const isLip = (i: number): boolean => upper[i]! + lower[i]! > 0;
  const bump = (i: number, x: number, y: number, radius: number): number =>
    Math.exp(-((xOf(i) - x) ** 2 + (yOf(i) - y) ** 2) / (2 * radius * radius));
  const hill = (i: number, x: number, width: number): number => Math.exp(-(((xOf(i) - x) / width) ** 2));
  const skin = (i: number): number => (isLip(i) ? 0 : 1);
  const nearMouth = (i: number, falloff: number): number =>
    isLip(i) ? 1 : falloff * Math.exp(-((xOf(i) / 4.2) ** 2 + ((yOf(i) - mouthY) / 2.4) ** 2));
  const draw = (move: (i: number) => readonly [x: number, y: number, z: number]): Shape => {
    const shape = new Float64Array(FACE_LANDMARKS * 3);
    for (let i = 0; i < FACE_LANDMARKS; i++) shape.set(move(i), i * 3);
    return shape;
  };
  const outline = new Set(JAW_CONTOUR);
  const corners = new Set(MOUTH_CORNERS);
  const jawShare = (i: number): number => {
    if (corners.has(i)) return 0.42;
    if (lower[i]! > 0) return 0.95;
    if (upper[i]! > 0) return 0;
    if (outline.has(i)) return Math.min(1, Math.max(0, (mouthY + 0.5 - yOf(i)) / 3.5));
    return (
      Math.min(1, Math.max(0, (mouthY - yOf(i)) / 1.6)) *
      Math.min(1, Math.max(0, 1.15 - Math.abs(xOf(i)) / 9))
    );
  };

  const drawSide = (side: (typeof SIDES)[number]): Record<SideMove, Shape> => {
    const k = side.sign;
    const soft = (i: number): number => 1 / (1 + Math.exp((-k * xOf(i)) / 0.6));
    const corner = (i: number): number => bump(i, k * cornerX, cornerY, 1.7) * (isLip(i) ? 1 : 0.8);
    const at = (list: readonly number[]) => {
      const set = new Set(list);
      return (i: number): number => (set.has(i) ? 1 : 0);
    };
    const [onUpper, onLower, onFold, onIris] = [
      at(side.upperLid),
      at(side.lowerLid),
      at(side.fold),
      at(side.iris),
    ];
    const [onInner, onOuter] = [at(side.browInner), at(side.browOuter)];
    const gapOf = (i: number): number => {
      const place = Math.max(side.upperLid.indexOf(i as never), side.lowerLid.indexOf(i as never));
      return place < 0 ? 0 : yOf(side.upperLid[place]!) - yOf(side.lowerLid[place]!);
    };
    const meanGap = side.upperLid.reduce<number>((sum, i) => sum + gapOf(i), 0) / side.upperLid.length;
    return {
      smile: draw((i) => {
        const w = corner(i);
        const cheek = bump(i, k * 4.5, -3.6, 1.6) * skin(i);
        const middle = (upper[i]! > 0 ? 1 : 0) * soft(i) * hill(i, k * 1.5, 1.6);
        return [
          k * 0.75 * w,
          0.75 * w + 0.45 * cheek + 0.12 * onLower(i) + 0.18 * middle,
          0.25 * cheek - 0.55 * w,
        ];
      }),
      frown: draw((i) => [k * 0.15 * corner(i), -0.75 * corner(i), 0]),
      stretch: draw((i) => [k * 0.6 * corner(i), -0.2 * corner(i), -0.3 * corner(i)]),
      dimple: draw((i) => [k * 0.35 * corner(i), 0.1 * corner(i), -0.45 * corner(i)]),
      lowerDown: draw((i) => {
        const lip = (lower[i]! > 0 ? 1 : 0) * hill(i, k * 1.2, 1.6);
        return [0, -soft(i) * (0.55 * lip + 0.3 * bump(i, k * 1.2, cornerY - 2, 1) * skin(i)), 0];
      }),
      upperUp: draw((i) => {
        const lip = (upper[i]! > 0 ? 1 : 0) * soft(i) * hill(i, k * 1.1, 1.6);
        return [0, 0.55 * lip + 0.3 * bump(i, k * 1.7, -5.3, 0.8) * skin(i), 0];
      }),
      press: draw((i) => [0, isLip(i) ? -0.45 * (yOf(i) - mouthY) * soft(i) : 0, 0]),
      sneer: draw((i) => {
        const lip = UPPER_LIP[0]!.includes(i) ? 0.15 * soft(i) : 0;
        return [0, 0.4 * bump(i, k * 1.6, -4.9, 0.9) * skin(i) + lip - 0.2 * onInner(i), 0];
      }),
      puff: draw((i) => {
        const cheek = bump(i, k * 5.2, cornerY + 0.3, 1.7) * skin(i);
        return [k * 0.55 * cheek, 0, 0.5 * cheek];
      }),
      cheekSquint: draw((i) => [0, 0.45 * bump(i, k * 4.2, -2.6, 1.4) * skin(i) + 0.2 * onLower(i), 0]),
      blink: draw((i) => [
        0,
        gapOf(i) * (0.05 * onLower(i) - 0.92 * onUpper(i)) - 0.3 * meanGap * onFold(i),
        0,
      ]),
      wide: draw((i) => [0, gapOf(i) * (0.28 * onUpper(i) - 0.05 * onLower(i)), 0]),
      squint: draw((i) => {
        const lids = gapOf(i) * (0.28 * onLower(i) - 0.12 * onUpper(i));
        return [0, lids + 0.15 * bump(i, k * 4.2, -2.2, 1.2) * skin(i), 0];
      }),
      lookSideways: draw((i) => [onIris(i), 0, 0]),
      lookUp: draw((i) => [0, onIris(i) + 0.55 * onUpper(i) + 0.25 * onLower(i), 0]),
      browDown: draw((i) => [
        -k * 0.2 * onInner(i),
        -0.6 * onInner(i) - 0.35 * onOuter(i) - 0.12 * onFold(i),
        0,
      ]),
      browOuterUp: draw((i) => [0, 0.15 * onInner(i) + 0.75 * onOuter(i), 0]),
      browInnerUp: draw((i) => [0, 0.75 * onInner(i) + 0.2 * onOuter(i), 0]),
    };
  };

  const swing = (22 * Math.PI) / 180;
  const hinge = { y: -2, z: -8 };
  const both = SIDES.map(drawSide);
  return {
    side: Object.fromEntries(
      SIDE_MOVES.map((name) => [name, [both[0]![name], both[1]![name]]]),
    ) as unknown as Deformations['side'],
    whole: {
      jaw: draw((i) => {
        const [y, z] = [yOf(i) - hinge.y, zOf(i) - hinge.z];
        const share = jawShare(i);
        const narrow = bump(i, cornerX, cornerY, 1.4) + bump(i, -cornerX, cornerY, 1.4);
        return [
          -Math.sign(xOf(i)) * 0.25 * narrow,
          share * (y * Math.cos(swing) - z * Math.sin(swing) - y) + (upper[i]! > 0 ? 0.06 : 0),
          share * (y * Math.sin(swing) + z * Math.cos(swing) - z),
        ];
      }),
      pucker: draw((i) => [
        -xOf(i) * 0.42 * nearMouth(i, 1),
        isLip(i) ? 0.1 * (yOf(i) - mouthY) : 0,
        0.75 * nearMouth(i, 0.6),
      ]),
      funnel: draw((i) => [
        -xOf(i) * 0.28 * nearMouth(i, 1),
        (0.4 * upper[i]! - 0.45 * lower[i]!) * hill(i, 0, 2.6),
        0.65 * nearMouth(i, 0.6),
      ]),
      mouthSideways: draw((i) => [0.75 * nearMouth(i, 1), 0, 0]),
      jawSideways: draw((i) => [0.7 * jawShare(i), 0, 0]),
      jawForward: draw((i) => [0, 0, 0.7 * jawShare(i)]),
      rollLower: draw((i) => {
        const ring = LOWER_LIP.findIndex((list) => list.includes(i));
        const share = [1, 0.8, 0, 0.3][ring] ?? 0;
        return [0, 0.42 * share * hill(i, 0, 3), -0.35 * share];
      }),
      rollUpper: draw((i) => {
        const ring = UPPER_LIP.findIndex((list) => list.includes(i));
        const share = [1, 0.8, 0, 0.3][ring] ?? 0;
        return [0, -0.4 * share * hill(i, 0, 3), -0.35 * share];
      }),
      shrugLower: draw((i) => {
        const low = (lower[i]! > 0 ? 1 : 0) * hill(i, 0, 2.5);
        const high = (upper[i]! > 0 ? 1 : 0) * hill(i, 0, 2);
        return [0, 0.4 * low + 0.3 * bump(i, 0, -10, 1.6) * skin(i) + 0.15 * high, 0.3 * low];
      }),
      shrugUpper: draw((i) => {
        const high = upper[i]! > 0 ? 1 : 0;
        return [0, 0.3 * high * hill(i, 0, 2.5), 0.25 * high];
      }),
      close: draw((i) => [0, (1.6 * lower[i]! - 0.6 * upper[i]!) * hill(i, 0, 3), 0]),
    },
  };
};
