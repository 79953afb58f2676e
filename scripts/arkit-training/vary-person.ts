import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { Random } from '../synthetic/random';
import type { Shape } from './shape';

/** How much a person differs from those known: nearly not at all, up to more than people do. */
const LEAST_STRENGTH = 0.2;
const MOST_STRENGTH = 1.5;
/** Of the whole face's width, height and depth. */
const PROPORTION = 0.06;

/**
 * Parts of the face, by the landmarks in their middle (of the right side, then of the left, where there are two): how far round
 * them they reach, and how much their width and height (shares) and their place (x, y, z, centimetres) differ between people.
 */
const PARTS: readonly {
  at: readonly (readonly number[])[];
  radius: number;
  size: readonly [width: number, height: number];
  place: readonly [x: number, y: number, z: number];
}[] = [
  { at: [[468], [473]], radius: 1.9, size: [0.1, 0.15], place: [0.15, 0.15, 0.15] },
  { at: [[105], [334]], radius: 1.6, size: [0.08, 0.12], place: [0.1, 0.3, 0.12] },
  { at: [[13, 14]], radius: 2.4, size: [0.1, 0.15], place: [0.04, 0.3, 0.2] },
  { at: [[4]], radius: 1.8, size: [0.12, 0.12], place: [0.05, 0.25, 0.25] },
  { at: [[152]], radius: 3, size: [0.1, 0.12], place: [0.08, 0.4, 0.3] },
  { at: [[172], [397]], radius: 3, size: [0.06, 0.06], place: [0.3, 0.2, 0.3] },
];
/** One eye that is not as the other. */
const ODD_EYE_CHANCE = 0.3;
const ODD_EYE = { radius: 1.9, size: [0.04, 0.08], place: [0.06, 0.08, 0] } as const;

/** Bumps and hollows here and there, most of them on both sides; centimetres. */
const BUMPS = 8;
const BUMP_SIZE = 0.2;
const BUMP_TWINNED = 0.7;

/** Makes another person of a face, changing `shape` in place: its parts are made larger, smaller and moved. */
export const varyPerson = (shape: Shape, random: Random): void => {
  const strength = random.uniform(LEAST_STRENGTH, MOST_STRENGTH);
  const vary = (sigma: number): number => random.gaussian(sigma * strength);
  for (let axis = 0; axis < 3; axis++) {
    const size = 1 + vary(PROPORTION);
    for (let i = axis; i < FACE_LANDMARKS * 3; i += 3) shape[i]! *= size;
  }
  for (const { at, radius, size, place } of PARTS)
    changePart(
      shape,
      at,
      radius,
      [vary(size[0]), vary(size[1])],
      [vary(place[0]), vary(place[1]), vary(place[2])],
    );
  if (random.uniform(0, 1) < ODD_EYE_CHANCE) {
    const { radius, size, place } = ODD_EYE;
    const eye = random.uniform(0, 1) < 0.5 ? [468] : [473];
    changePart(shape, [eye], radius, [vary(size[0]), vary(size[1])], [vary(place[0]), vary(place[1]), 0]);
  }
  for (let bump = 0; bump < BUMPS; bump++) {
    const [x, y, radius] = [random.gaussian(4.5), random.gaussian(5) - 4, random.uniform(0.7, 4)];
    const height = (): number => vary(BUMP_SIZE * Math.min(1, radius / 2));
    addBump(shape, x, y, radius, [height(), height(), height()], random.uniform(0, 1) < BUMP_TWINNED);
  }
};

const changePart = (
  shape: Shape,
  at: readonly (readonly number[])[],
  radius: number,
  [width, height]: readonly [number, number],
  [right, up, forward]: readonly [number, number, number],
): void => {
  const before = shape.slice();
  at.forEach((landmarks, side) => {
    const centre = [0, 1].map(
      (axis) => landmarks.reduce((sum, i) => sum + before[i * 3 + axis]!, 0) / landmarks.length,
    ) as [number, number];
    for (let i = 0; i < FACE_LANDMARKS * 3; i += 3) {
      const [x, y] = [before[i]! - centre[0], before[i + 1]! - centre[1]];
      // Flat within the part, and steep at its rim.
      const share = Math.exp(-(((x * x + y * y) / (2 * radius * radius)) ** 2));
      shape[i]! += share * (x * width + (side === 1 ? -right : right));
      shape[i + 1]! += share * (y * height + up);
      shape[i + 2]! += share * forward;
    }
  });
};

const addBump = (
  shape: Shape,
  x: number,
  y: number,
  radius: number,
  [right, up, forward]: readonly [number, number, number],
  twinned: boolean,
): void => {
  for (let i = 0; i < FACE_LANDMARKS * 3; i += 3) {
    const [px, py] = [shape[i]!, shape[i + 1]!];
    const share = Math.exp(-((px - x) ** 2 + (py - y) ** 2) / (2 * radius * radius));
    const twin = twinned ? Math.exp(-((px + x) ** 2 + (py - y) ** 2) / (2 * radius * radius)) : 0;
    shape[i]! += (share - twin) * right;
    shape[i + 1]! += (share + twin) * up;
    shape[i + 2]! += (share + twin) * forward;
  }
};
