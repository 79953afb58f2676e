import { type ArkitNetworks, EYE_ANSWERS, MOUTH_ANSWERS } from '@motion/solve/face/arkit-answers';
import { EYE_EVEN, LANDMARK_VALUES, MOUTH_EVEN, READ_LANDMARKS } from '@motion/solve/face/arkit-features';
import { ARKIT_INDEX } from '@shared/expressions';
import { createRandom } from '../synthetic/random';
import { createFaceArtist } from './draw-faces';
import { type FaceExamples, featuresOfDrawn, toExamples } from './examples';
import { labelFaces } from './label-faces';
import type { SeenShapes, TrainingPerson } from './people';
import { findTwins, meanOf, mirrorShape, type Shape } from './shape';
import { trainNetwork } from './train-network';

export interface FitOptions {
  epochs: number;
  eyeHidden: number;
  mouthHidden: number;
}

export const FIT: FitOptions = { epochs: 20, eyeHidden: 32, mouthHidden: 48 };

/** Answers that the face is told by, and which seldom move far: how much more than the others they count. */
const COUNT_MORE: Readonly<Record<string, number>> = { jawOpen: 4, mouthPucker: 2, mouthFunnel: 2 };

/** Share of a person's pictures that are taken for their face at rest: those in which it does least. */
const CALM = 0.3;

/** Faces drawn on those of one person, and of a mixture of two. */
const DRAWN_OF_ONE = 6000;
const DRAWN_OF_TWO = 5000;

/** What networks are fitted to. */
export interface TrainingSet {
  rest: number[];
  drawn: FaceExamples;
}

interface DrawnFaces {
  features: Float64Array[];
  weights: number[][];
}

/** What was drawn already, by who it was drawn on. */
const drawn = new Map<string, DrawnFaces>();

/** Measures of faces that are drawn on those of `group`, and the official model's answers to them. */
const drawFaces = async (group: readonly TrainingPerson[], count: number): Promise<DrawnFaces> => {
  const key = group.map(({ name }) => name).join(' ');
  const known = drawn.get(key);
  if (known) return known;
  const faces = Array.from({ length: count }, createFaceArtist(group, createRandom(1)));
  const made = { features: faces.map(featuresOfDrawn), weights: await labelFaces(faces) };
  drawn.set(key, made);
  return made;
};

/** Draws faces on every one and every two of `people`: what is left when a person is held out does not change. */
export const gatherExamples = async (people: readonly TrainingPerson[]): Promise<TrainingSet> => {
  const all: DrawnFaces[] = [];
  for (const [i, one] of people.entries())
    for (const other of people.slice(i))
      all.push(
        await (other === one ? drawFaces([one], DRAWN_OF_ONE) : drawFaces([one, other], DRAWN_OF_TWO)),
      );
  return {
    rest: restOf(people),
    drawn: toExamples(
      all.flatMap(({ features }) => features),
      all.flatMap(({ weights }) => weights),
    ),
  };
};

/** Fits the networks to the official model's answers. */
export const fitNetworks = ({ rest, drawn }: TrainingSet, options: FitOptions = FIT): ArkitNetworks => {
  const counts = (answers: readonly string[]): number[] => answers.map((name) => COUNT_MORE[name] ?? 1);
  const { epochs, eyeHidden, mouthHidden } = options;
  return {
    rest,
    eye: trainNetwork(drawn.eye, {
      hidden: eyeHidden,
      even: EYE_EVEN,
      counts: counts(EYE_ANSWERS),
      epochs,
      seed: 3,
    }),
    mouth: trainNetwork(drawn.mouth, {
      hidden: mouthHidden,
      even: MOUTH_EVEN,
      counts: counts(MOUTH_ANSWERS),
      epochs,
      seed: 4,
    }),
  };
};

const BUSY = [
  'mouthSmileLeft',
  'mouthSmileRight',
  'eyeBlinkLeft',
  'eyeBlinkRight',
  'jawOpen',
  'mouthPucker',
] as const;

const busyness = (row: readonly number[]): number =>
  BUSY.reduce((sum, name) => sum + row[ARKIT_INDEX[name]]!, 0);

/** A face whose busy weights sum to more is not at rest in any picture: left out. */
const AT_REST = 1;

/** Landmarks of the face at rest, as it is when it is the same on both sides: the mean of all people, each counting alike. */
const restOf = (all: readonly TrainingPerson[]): number[] => {
  const people = all.filter(({ footage }) => Math.min(...footage.official.weights.map(busyness)) < AT_REST);
  const mean = meanOf(people.map(restOfPerson));
  const rest = meanOf([mean, mirrorShape(mean, findTwins(mean))]);
  return Array.from({ length: LANDMARK_VALUES }, (_, i) => {
    const value = rest[READ_LANDMARKS[Math.floor(i / 3)]! * 3 + (i % 3)]!;
    return Math.round(value * 1000) / 1000;
  });
};

const restOfPerson = ({ footage: { official, mesh } }: TrainingPerson): Shape =>
  meanOf(calmest(official).flatMap((i) => [official.shapes[i]!, mesh.shapes[i]!]));

/** Places of the pictures in which a person does least. */
const calmest = ({ weights }: SeenShapes): number[] => {
  const busy = weights.map(busyness);
  const order = weights.map((_, i) => i).sort((a, b) => busy[a]! - busy[b]!);
  return order.slice(0, Math.ceil(order.length * CALM));
};
