import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { Random } from '../synthetic/random';
import { addMove, createActor } from './act-face';
import type { TrainingPerson } from './people';
import { findTwins, meanOf, mirrorShape, type Shape } from './shape';
import { varyPerson } from './vary-person';

/** Of the picture that the drawn faces are in. */
export const PICTURE = { width: 640, height: 480 };
/** Pixels of a centimetre. Neither the official model nor the estimator tells near faces from far ones. */
const SIZE = 12;

/** Most movements that are taken from pictures of the people, and how much of each. */
const MOST_SEEN = 3;
const NOTHING_SEEN = 0.1;
const SEEN_GAIN = [0.1, 1.2] as const;
/** How many faces do besides what is drawn by hand, and how much of it. */
const ACTING = 0.55;
const ACTING_GAIN = [0.1, 1] as const;
/** How far the head is turned and nods: standard deviation and most, degrees. */
const YAW = [18, 42] as const;
const PITCH = [12, 28] as const;
/** Most and least error of the landmarks, centimetres; one face in six has none. */
const NOISE = [-0.01, 0.05] as const;

/**
 * Draws faces of people who are mixtures of `people` and differ from them, doing what those do in the footage, warped or not, in
 * other measure and together, and what they do not.
 *
 * @returns FACE_LANDMARKS × (x, y, z), pixels: x right, y down, z away. Upright, for the official model hardly sees the head's tilt.
 */
export const createFaceArtist = (people: readonly TrainingPerson[], random: Random) => {
  const average = meanOf(people.map(({ mean }) => mean));
  const twins = findTwins(average);
  const act = createActor(meanOf([average, mirrorShape(average, twins)]), random);
  const chance = (share: number): boolean => random.uniform(0, 1) < share;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform(0, list.length))]!;
  const seen = people.map(({ footage, warped, mean }) =>
    [footage, warped].flatMap(({ official }) =>
      official.shapes.map((shape) => mean.map((v, i) => shape[i]! - v)),
    ),
  );

  const drawPerson = (): Shape => {
    const shape = new Float64Array(FACE_LANDMARKS * 3);
    const shares = people.map(() => 0.15 - Math.log(1 - random.uniform(0, 1)));
    const total = shares.reduce((sum, share) => sum + share, 0);
    people.forEach(({ mean }, i) => {
      addMove(shape, mean, shares[i]! / total);
    });
    return chance(0.5) ? mirrorShape(shape, twins) : shape;
  };

  const addSeen = (shape: Shape): void => {
    const count = chance(NOTHING_SEEN) ? 0 : Math.floor(random.uniform(1, MOST_SEEN + 0.5));
    for (let k = 0; k < count; k++) {
      const move = pick(pick(seen));
      addMove(
        shape,
        chance(0.5) ? mirrorShape(move, twins) : move,
        random.uniform(...SEEN_GAIN) / Math.sqrt(count),
      );
    }
  };

  const addActing = (shape: Shape): void => {
    const moves = new Float64Array(FACE_LANDMARKS * 3);
    act(moves);
    addMove(shape, moves, random.uniform(...ACTING_GAIN));
  };

  const angle = ([deviation, most]: readonly [number, number]): number =>
    (Math.max(-most, Math.min(most, random.gaussian(deviation))) * Math.PI) / 180;

  return (): Float32Array => {
    const shape = drawPerson();
    addSeen(shape);
    if (chance(ACTING)) addActing(shape);
    varyPerson(shape, random);
    const [yaw, pitch] = [angle(YAW), angle(PITCH)];
    const noise = SIZE * Math.max(0, random.uniform(...NOISE));
    const landmarks = new Float32Array(shape.length);
    for (let i = 0; i < shape.length; i += 3) {
      const [x, y, z] = turn(shape[i]!, shape[i + 1]!, shape[i + 2]!, yaw, pitch);
      landmarks[i] = PICTURE.width / 2 + SIZE * x + random.gaussian(noise);
      landmarks[i + 1] = PICTURE.height / 2 - SIZE * y + random.gaussian(noise);
      landmarks[i + 2] = -SIZE * z + random.gaussian(noise);
    }
    return landmarks;
  };
};

/** Turns by `yaw` about y, then by `pitch` about x; radians. */
const turn = (x: number, y: number, z: number, yaw: number, pitch: number): [number, number, number] => {
  const away = z * Math.cos(yaw) - x * Math.sin(yaw);
  return [
    x * Math.cos(yaw) + z * Math.sin(yaw),
    y * Math.cos(pitch) - away * Math.sin(pitch),
    y * Math.sin(pitch) + away * Math.cos(pitch),
  ];
};
