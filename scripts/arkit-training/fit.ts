import type { ArkitNetworks } from '@motion/solve/face/arkit-answers';
import { EYE_EVEN, EYE_INPUTS, FEATURE_COUNT, MOUTH_EVEN } from '@motion/solve/face/arkit-features';
import { ARKIT_INDEX } from '@shared/expressions';
import { createRandom, type Random } from '../synthetic/random';
import { createFaceArtist, type DrawnFace } from './draw-faces';
import { type FaceExamples, featuresOfPixels, featuresOfShape, toExamples } from './examples';
import { labelFaces } from './label-faces';
import type { SeenPictures, SeenShapes, TrainingPerson } from './people';
import { trainNetwork } from './train-network';

export interface FitOptions {
  epochs: number;
  eyeHidden: number;
  mouthHidden: number;
  /** Weight of the error of a batch of real, and of warped pictures against that of a batch of drawn faces. */
  realShare: number;
  warpedShare: number;
}

export const FIT: FitOptions = {
  epochs: 30,
  eyeHidden: 16,
  mouthHidden: 32,
  realShare: 0.3,
  warpedShare: 0.5,
};

/** Share of the drawn faces that are given as Face Mesh would see them. */
const MESH_SHARE = 0.5;
const DRAWN_BATCH = 256;
const SEEN_BATCH = 64;
/** Share of a person's pictures that are taken for their face at rest: those in which it does least. */
const CALM = 0.3;
/** Pictures among which the most alike is looked for. */
const LOOKED_THROUGH = 30;

/** Faces drawn on those of one person, and of a mixture of two. */
const DRAWN_OF_ONE = 2000;
const DRAWN_OF_TWO = 1500;

interface DrawnFaces {
  faces: DrawnFace[];
  weights: number[][];
}

/** Faces drawn on every one and every two of `people`: what is left when a person is held out does not change. */
export const drawFaces = async (people: readonly TrainingPerson[]): Promise<DrawnFaces> => {
  const drawn: DrawnFaces = { faces: [], weights: [] };
  for (const [i, one] of people.entries())
    for (const other of people.slice(i)) {
      const [group, count] = other === one ? [[one], DRAWN_OF_ONE] : [[one, other], DRAWN_OF_TWO];
      const faces = Array.from({ length: count }, createFaceArtist(group, createRandom(1)));
      drawn.faces.push(...faces);
      drawn.weights.push(...(await labelFaces(faces.map(({ exact }) => exact))));
    }
  return drawn;
};

/** What networks are fitted to. */
export interface TrainingSet {
  rest: number[];
  drawn: FaceExamples;
  real: FaceExamples;
  warped: FaceExamples;
}

/**
 * Draws faces of mixtures of `people`, asks the official model about them, and puts the footage and the warped footage beside
 * them, with the landmarks of both trackers.
 */
export const gatherExamples = async (people: readonly TrainingPerson[]): Promise<TrainingSet> => {
  const { faces, weights } = await drawFaces(people);
  const deform = createMeshView(
    people.flatMap(({ footage, warped }) => [footage, warped]),
    createRandom(2),
  );
  const random = createRandom(6);
  const features = faces.map(({ noisy }, n) => {
    const seen = featuresOfPixels(noisy);
    return random.uniform(0, 1) < MESH_SHARE ? deform(seen, weights[n]!) : seen;
  });
  return {
    rest: restOf(people),
    drawn: toExamples(features, weights),
    real: examplesOf(people.map(({ footage }) => footage)),
    warped: examplesOf(people.map(({ warped }) => warped)),
  };
};

/** Fits the networks to the official model's answers. */
export const fitNetworks = (
  { rest, drawn, real, warped }: TrainingSet,
  options: FitOptions = FIT,
): ArkitNetworks => {
  const train = (part: keyof FaceExamples, hidden: number, even: number, seed: number) =>
    trainNetwork(
      [
        { examples: drawn[part], batch: DRAWN_BATCH, share: 1 },
        { examples: real[part], batch: SEEN_BATCH, share: options.realShare },
        { examples: warped[part], batch: SEEN_BATCH, share: options.warpedShare },
      ],
      { hidden, even, epochs: options.epochs, seed },
    );
  return {
    rest,
    eye: train('eye', options.eyeHidden, EYE_EVEN, 3),
    mouth: train('mouth', options.mouthHidden, MOUTH_EVEN, 4),
  };
};

const examplesOf = (pictures: readonly SeenPictures[]): FaceExamples => {
  const all = pictures.flatMap(({ official, mesh }) => [official, mesh]);
  return toExamples(
    all.flatMap(({ shapes }) => shapes.map(featuresOfShape)),
    all.flatMap(({ weights }) => weights),
  );
};

/** Changes the measures of a drawn face as Face Mesh's differ from the official tracker's in a picture of a face that does much the same. */
const createMeshView = (pictures: readonly SeenPictures[], random: Random) => {
  const pairs = pictures.flatMap(({ official, mesh }) =>
    official.shapes.map((shape, n) => {
      const [before, after] = [featuresOfShape(shape), featuresOfShape(mesh.shapes[n]!)];
      return { change: after.map((value, i) => value - before[i]!), weights: official.weights[n]! };
    }),
  );
  return (features: Float64Array, weights: readonly number[]): Float64Array => {
    let best = pairs[0]!;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < LOOKED_THROUGH; k++) {
      const pair = pairs[Math.floor(random.uniform(0, pairs.length))]!;
      const distance = pair.weights.reduce((sum, weight, i) => sum + (weight - weights[i]!) ** 2, 0);
      if (distance < least) [best, least] = [pair, distance];
    }
    // On a mirrored face what differs between the sides does so the other way.
    const odd = random.uniform(0, 1) < 0.5 ? -1 : 1;
    return features.map((value, i) => value + (isEven(i) ? 1 : odd) * best.change[i]!);
  };
};

const isEven = (feature: number): boolean =>
  feature < EYE_INPUTS ? feature < EYE_EVEN : feature - EYE_INPUTS < MOUTH_EVEN;

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

/** Measures of the face at rest, as it is when it is the same on both sides: the mean of all people, each counting alike. */
const restOf = (all: readonly TrainingPerson[]): number[] => {
  const people = all.filter(({ footage }) => Math.min(...footage.official.weights.map(busyness)) < AT_REST);
  const rest = new Float64Array(FEATURE_COUNT);
  for (const { footage } of people) {
    const calm = calmest(footage.official);
    for (const i of calm)
      for (const { shapes } of [footage.official, footage.mesh])
        featuresOfShape(shapes[i]!).forEach((value, k) => {
          if (isEven(k)) rest[k]! += value / 2 / calm.length / people.length;
        });
  }
  return Array.from(rest, (value) => Math.round(value * 1000) / 1000);
};

/** Places of the pictures in which a person does least. */
const calmest = ({ weights }: SeenShapes): number[] => {
  const busy = weights.map(busyness);
  const order = weights.map((_, i) => i).sort((a, b) => busy[a]! - busy[b]!);
  return order.slice(0, Math.ceil(order.length * CALM));
};
