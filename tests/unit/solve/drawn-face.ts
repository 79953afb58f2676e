import { FACE_LANDMARKS } from '@shared/tracking-frame';
import { FACE_MIDDLE, FACE_TWINS } from '../../../src/motion/solve/face/canonical-face';
import { AVERAGE_FACE } from './average-face';

export const PICTURE_SIZE = { width: 640, height: 480 };
const { width: WIDTH, height: HEIGHT } = PICTURE_SIZE;
const SIZE = 12;

const UPPER_LIDS = {
  right: [246, 161, 160, 159, 158, 157, 173],
  left: [466, 388, 387, 386, 385, 384, 398],
};
const LOWER_LIDS = {
  right: [7, 163, 144, 145, 153, 154, 155],
  left: [249, 390, 373, 374, 380, 381, 382],
};
const CORNERS = [61, 78, 291, 308];
const UPPER_LIP = [0, 13, 37, 39, 40, 80, 81, 82, 185, 191, 267, 269, 270, 310, 311, 312, 409, 415];
const CHEEKS = [187, 192, 213, 411, 416, 433];
const WINGS = [129, 358];
const LOWER_LIP = [14, 17, 84, 87, 88, 91, 95, 146, 178, 181, 314, 317, 318, 321, 324, 375, 402, 405];
const JAW = [18, 136, 148, 149, 150, 152, 172, 176, 200, 365, 377, 378, 379, 397, 400];

/** How far from the corners the lips follow a smile, centimetres, and how far back the corners go of what they go out. */
const LIP_FOLLOWS = 1.3;
const SMILE_DEPTH = 0.5;

export interface Expression {
  /** Gap between the lids, share of its rest, of the right and the left eye. */
  openRight?: number;
  openLeft?: number;
  /** Centimetres that the corners of the mouth are raised and drawn out. */
  smile?: number;
  /** Centimetres that the lower lip and the jaw fall. */
  mouth?: number;
  /** Centimetres that the chin is longer than the average one. */
  chin?: number;
  /** Centimetres that the cheeks are blown out, and that the wings of the nose are drawn up. */
  puff?: number;
  sneer?: number;
  /** A landmark whose place is no number. */
  lost?: number;
  /** How the head is turned, degrees. */
  yaw?: number;
  pitch?: number;
}

/** The average face before a camera far away. */
export const drawFace = (expression: Expression): Float32Array => {
  const {
    openRight = 1,
    openLeft = 1,
    smile = 0,
    mouth = 0,
    chin = 0,
    puff = 0,
    sneer = 0,
    yaw = 0,
    pitch = 0,
  } = expression;
  const points = new Map<number, [number, number, number]>();
  for (const [right, left, x, y, z] of FACE_TWINS) points.set(right, [-x, y, z]).set(left, [x, y, z]);
  for (const [index, y, z] of FACE_MIDDLE) points.set(index, [0, y, z]);
  for (const [index, x, y, z] of AVERAGE_FACE) if (!points.has(index)) points.set(index, [x, y, z]);
  const point = (index: number): [number, number, number] => points.get(index)!;
  for (const [side, open] of [
    ['right', openRight],
    ['left', openLeft],
  ] as const)
    UPPER_LIDS[side].forEach((lid, i) => {
      const lower = point(LOWER_LIDS[side][i]!)[1];
      point(lid)[1] = lower + open * (point(lid)[1] - lower);
    });
  const corner = point(291)[0];
  for (const index of [...CORNERS, ...UPPER_LIP, ...LOWER_LIP]) {
    const [x] = point(index);
    // The lips follow the corners, the less the nearer to the middle they are.
    const share = smile * Math.exp(-(((Math.abs(x) - corner) / LIP_FOLLOWS) ** 2));
    point(index)[0] += Math.sign(x) * share;
    point(index)[1] += share;
    point(index)[2] -= share * SMILE_DEPTH;
  }
  for (const index of CORNERS) point(index)[1] -= mouth / 2;
  for (const index of [...LOWER_LIP, ...JAW]) point(index)[1] -= mouth;
  for (const index of JAW) point(index)[1] -= chin;
  for (const index of CHEEKS) point(index)[0] += Math.sign(point(index)[0]) * puff;
  for (const index of WINGS) point(index)[1] += sneer;
  const landmarks = new Float32Array(FACE_LANDMARKS * 3);
  const [cy, sy] = [Math.cos((yaw * Math.PI) / 180), Math.sin((yaw * Math.PI) / 180)];
  const [cp, sp] = [Math.cos((pitch * Math.PI) / 180), Math.sin((pitch * Math.PI) / 180)];
  for (const [index, [x, y, z]] of points) {
    const [x1, z1] = [cy * x + sy * z, cy * z - sy * x];
    landmarks[index * 3] = (WIDTH / 2 + SIZE * x1) / WIDTH;
    landmarks[index * 3 + 1] = (HEIGHT / 2 - SIZE * (cp * y - sp * z1)) / HEIGHT;
    landmarks[index * 3 + 2] = (-SIZE * (sp * y + cp * z1)) / WIDTH;
  }
  if (expression.lost !== undefined) landmarks[expression.lost * 3] = Number.NaN;
  return landmarks;
};
