import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { Random } from '../synthetic/random';
import { addMove, createActor } from './act-face';
import type { TrainingPerson } from './people';
import { findTwins, meanOf, mirrorShape, type Shape } from './shape';

/** A drawn face: as the official model is shown it, and as a tracker with its noise would see it. */
export interface DrawnFace {
  /** Pixels, turned by the head's pose: x right, y down, z away. */
  exact: Float32Array;
  noisy: Float32Array;
}

/** Of the picture that the drawn faces are in. */
export const PICTURE = { width: 640, height: 480 };

/** Differences between people: of the face's width, height and depth, and of bumps here and there, centimetres. */
const PROPORTION = 0.05;
const BUMPS = 5;
const BUMP_SIZE = 0.22;
/** Error of the landmarks a tracker finds, pixels. */
const NOISE = 0.3;
const NOISE_DEPTH = 0.5;

/** Draws faces of people who are mixtures of `people`, doing what those do and what they do not. */
export const createFaceArtist = (people: readonly TrainingPerson[], random: Random) => {
  const average = meanOf(people.map(({ mean }) => mean));
  const twins = findTwins(average);
  const symmetric = meanOf([average, mirrorShape(average, twins)]);
  const express = createActor(symmetric, random);
  const chance = (share: number): boolean => random.uniform(0, 1) < share;

  const drawPerson = (): Shape => {
    const shape = new Float64Array(FACE_LANDMARKS * 3);
    const shares = people.map(() => 0.15 - Math.log(1 - random.uniform(0, 1)));
    const total = shares.reduce((sum, share) => sum + share, 0);
    people.forEach(({ mean }, i) => {
      addMove(shape, mean, shares[i]! / total);
    });
    return chance(0.5) ? mirrorShape(shape, twins) : shape;
  };

  /** What one of the people did in a picture, on the face of another. */
  const addSeen = (shape: Shape): void => {
    const person = people[Math.floor(random.uniform(0, people.length))]!;
    const { shapes } = person.footage.official;
    const seen = shapes[Math.floor(random.uniform(0, shapes.length))]!;
    const gain = random.uniform(0.3, 1.3);
    const move = seen.map((v, i) => v - person.mean[i]!);
    addMove(shape, chance(0.5) ? mirrorShape(move, twins) : move, gain);
  };

  const vary = (shape: Shape): void => {
    for (let axis = 0; axis < 3; axis++) {
      const size = 1 + random.gaussian(PROPORTION);
      for (let i = axis; i < shape.length; i += 3) shape[i]! *= size;
    }
    for (let bump = 0; bump < BUMPS; bump++) {
      const [x, y, radius] = [random.gaussian(4.5), random.gaussian(5) - 4, random.uniform(1.8, 4)];
      const amounts = [random.gaussian(BUMP_SIZE), random.gaussian(BUMP_SIZE), random.gaussian(BUMP_SIZE)];
      for (let i = 0; i < shape.length; i += 3) {
        const square = (shape[i]! - x) ** 2 + (shape[i + 1]! - y) ** 2;
        const share = Math.exp(-square / (2 * radius * radius));
        for (let axis = 0; axis < 3; axis++) shape[i + axis]! += share * amounts[axis]!;
      }
    }
  };

  const angle = (degrees: number): number => {
    const value = random.gaussian(degrees * 0.6);
    return (Math.max(-1.4 * degrees, Math.min(1.4 * degrees, value)) * Math.PI) / 180;
  };

  return (): DrawnFace => {
    const shape = drawPerson();
    if (chance(0.7)) addSeen(shape);
    vary(shape);
    express(shape);
    const [yaw, pitch, roll] = [angle(30), angle(20), angle(15)];
    const size = random.uniform(6, 16);
    const exact = new Float32Array(shape.length);
    const noisy = new Float32Array(shape.length);
    for (let i = 0; i < shape.length; i += 3) {
      const [x, y, z] = turn(shape[i]!, shape[i + 1]!, shape[i + 2]!, yaw, pitch, roll);
      exact[i] = PICTURE.width / 2 + size * x;
      exact[i + 1] = PICTURE.height / 2 - size * y;
      exact[i + 2] = -size * z;
      noisy[i] = exact[i]! + random.gaussian(NOISE);
      noisy[i + 1] = exact[i + 1]! + random.gaussian(NOISE);
      noisy[i + 2] = exact[i + 2]! + random.gaussian(NOISE_DEPTH);
    }
    return { exact, noisy };
  };
};

/** Turns by `yaw` about y, then by `pitch` about x, then by `roll` about z; radians. */
const turn = (
  x: number,
  y: number,
  z: number,
  yaw: number,
  pitch: number,
  roll: number,
): [number, number, number] => {
  const x1 = x * Math.cos(yaw) + z * Math.sin(yaw);
  const z1 = z * Math.cos(yaw) - x * Math.sin(yaw);
  const y2 = y * Math.cos(pitch) - z1 * Math.sin(pitch);
  const z2 = y * Math.sin(pitch) + z1 * Math.cos(pitch);
  return [x1 * Math.cos(roll) - y2 * Math.sin(roll), x1 * Math.sin(roll) + y2 * Math.cos(roll), z2];
};
