import type { ArkitNetworks } from '@motion/solve/face/arkit-answers';
import { SIDE_INPUTS } from '@motion/solve/face/arkit-features';
import { ARKIT_INDEX } from '@shared/expressions';
import { createRandom } from '../synthetic/random';
import { createFaceArtist } from './draw-faces';
import { featuresOfPixels, featuresOfShape, toExamples } from './examples';
import { labelFaces } from './label-faces';
import type { TrainingPerson } from './people';
import { trainNetwork } from './train-network';

const DRAWN_FACES = 8000;
const EPOCHS = 25;
const EYE_HIDDEN = 12;
const MOUTH_HIDDEN = 24;
/** Error of a batch of real pictures against that of a batch of drawn faces. */
const REAL_SHARE = 0.3;
/** Share of a person's pictures that are taken for their face at rest: those in which it does least. */
const CALM = 0.3;

/** Draws faces of mixtures of `people`, asks the official model about them and fits the networks to its answers. */
export const fitNetworks = async (people: readonly TrainingPerson[]): Promise<ArkitNetworks> => {
  const draw = createFaceArtist(people, createRandom(1));
  const faces = Array.from({ length: DRAWN_FACES }, draw);
  const labels = await labelFaces(faces.map(({ exact }) => exact));
  const drawn = toExamples(
    faces.map(({ noisy }) => featuresOfPixels(noisy)),
    labels,
  );
  const real = toExamples(
    people.flatMap(({ shapes, mesh }) => [...shapes, ...mesh.shapes].map(featuresOfShape)),
    people.flatMap(({ weights, mesh }) => [...weights, ...mesh.weights]),
  );
  const common = { epochs: EPOCHS, realShare: REAL_SHARE };
  return {
    rest: restOf(people),
    eye: trainNetwork(drawn.eye, real.eye, { ...common, hidden: EYE_HIDDEN, seed: 3 }),
    mouth: trainNetwork(drawn.mouth, real.mouth, { ...common, hidden: MOUTH_HIDDEN, seed: 4 }),
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

/** Measures of a side of the face at rest: the mean of both sides and of all people, each counting alike. */
export const restOf = (all: readonly TrainingPerson[]): number[] => {
  const people = all.filter(({ weights }) => Math.min(...weights.map(busyness)) < AT_REST);
  const rest = new Float64Array(SIDE_INPUTS);
  for (const { shapes, weights } of people) {
    const busy = weights.map(busyness);
    const order = shapes.map((_, i) => i).sort((a, b) => busy[a]! - busy[b]!);
    const calm = order.slice(0, Math.ceil(order.length * CALM));
    for (const i of calm) {
      const features = featuresOfShape(shapes[i]!);
      for (let k = 0; k < SIDE_INPUTS; k++)
        rest[k]! += (features[k]! + features[SIDE_INPUTS + k]!) / 2 / calm.length / people.length;
    }
  }
  return Array.from(rest, (value) => Math.round(value * 1000) / 1000);
};
