/**
 * Holds the blendshapes that the program reads off landmarks alone against the official model's, on the footage beside the
 * repository and on drawn faces, and writes docs/arkit-estimator.md. Every person is estimated by networks fitted without that
 * person; `scripts/arkit-training/index.ts --held-out` fits them.
 *
 *     npx tsx scripts/arkit-correlation/index.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createAlignedFace } from '@motion/solve/face/aligned-face';
import type { ArkitNetworks } from '@motion/solve/face/arkit-answers';
import { createArkitEstimator } from '@motion/solve/face/arkit-estimator';
import { ARKIT_BLENDSHAPES, ARKIT_COUNT } from '@shared/expressions';
import { createFaceArtist, PICTURE } from '../arkit-training/draw-faces';
import { toLandmarks } from '../arkit-training/examples';
import { heldOutFile } from '../arkit-training/held-out';
import { labelFaces } from '../arkit-training/label-faces';
import { CLIPS, readPeople, type TrainingPerson } from '../arkit-training/people';
import { createRandom } from '../synthetic/random';
import { hasFootage, type Person, readFaces } from './footage-faces';
import type { SeenFace } from './page/main';
import { writeReport } from './report';

/** Estimated and official weights of the same pictures, each ARKIT_COUNT long. */
export interface Pairing {
  person: string;
  /** Whose landmarks were given. */
  landmarks: 'official' | 'mesh' | 'drawn';
  estimated: number[][];
  official: number[][];
}

const DRAWN_FACES = 1000;

const heldOutNetworks = (person: string): ArkitNetworks =>
  JSON.parse(readFileSync(heldOutFile(person), 'utf8'));

const personOf = (clip: string): string =>
  Object.keys(CLIPS).find((name) => CLIPS[name]!.includes(clip)) ?? clip;

/** Every clip is estimated by networks that do not know the person. */
const pairUp = (person: Person, landmarks: 'official' | 'mesh'): Pairing => {
  const estimator = createArkitEstimator(heldOutNetworks(personOf(person.name)));
  const face = createAlignedFace();
  const weights = new Float32Array(ARKIT_COUNT);
  const answers = new Map(person.official.map((seen) => [seen.index, seen.blendshapes]));
  const pairing: Pairing = { person: person.name, landmarks, estimated: [], official: [] };
  for (const seen of person[landmarks]) {
    const answer = answers.get(seen.index);
    if (!answer || !align(face, seen)) continue;
    estimator.estimate(face, weights);
    pairing.estimated.push([...weights]);
    pairing.official.push(answer);
  }
  return pairing;
};

/** Faces that are drawn on those of one person, by networks that do not know that person. */
const pairDrawn = async (person: TrainingPerson): Promise<Pairing> => {
  const estimator = createArkitEstimator(heldOutNetworks(person.name));
  const face = createAlignedFace();
  const weights = new Float32Array(ARKIT_COUNT);
  const faces = Array.from({ length: DRAWN_FACES }, createFaceArtist([person], createRandom(2)));
  const official = await labelFaces(faces.map(({ exact }) => exact));
  const estimated = faces.map(({ noisy }) => {
    face.align(toLandmarks(noisy), PICTURE.width, PICTURE.height);
    estimator.estimate(face, weights);
    return [...weights];
  });
  return { person: person.name, landmarks: 'drawn', estimated, official };
};

const align = (face: ReturnType<typeof createAlignedFace>, seen: SeenFace): boolean =>
  face.align(Float32Array.from(seen.landmarks), seen.width, seen.height);

const main = async (): Promise<void> => {
  if (!hasFootage())
    throw new Error('The footage or the official face model is not here: see ../shared/data.');
  const people = (await readFaces()).filter(({ official }) => official.length > 5);
  const drawn: Pairing[] = [];
  for (const person of await readPeople()) if (person.shapes.length > 5) drawn.push(await pairDrawn(person));
  const pairings = people.flatMap((person) => [pairUp(person, 'official'), pairUp(person, 'mesh')]);
  const report = writeReport(ARKIT_BLENDSHAPES, [...pairings, ...drawn]);
  writeFileSync('docs/arkit-estimator.md', report);
  console.log(report);
};

await main();
