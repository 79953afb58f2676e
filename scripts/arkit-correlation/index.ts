/**
 * Holds the blendshapes that the program reads off landmarks alone against the official model's, on the footage beside the
 * repository, and writes docs/arkit-estimator.md.
 *
 *     npx tsx scripts/arkit-correlation/index.ts
 */
import { writeFileSync } from 'node:fs';
import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { createArkitEstimator } from '@motion/solve/face/arkit-estimator';
import { ARKIT_BLENDSHAPES, ARKIT_COUNT } from '@shared/expressions';
import { hasFootage, type Person, readFaces } from './footage-faces';
import type { SeenFace } from './page/main';
import { writeReport } from './report';

/** Estimated and official weights of the same pictures, each ARKIT_COUNT long. */
export interface Pairing {
  person: string;
  /** Whose landmarks were given. */
  landmarks: 'official' | 'mesh';
  estimated: number[][];
  official: number[][];
}

/** Every clip is run from its first picture with an estimator that knows nothing of the person. */
const pairUp = (person: Person, landmarks: 'official' | 'mesh'): Pairing => {
  const estimator = createArkitEstimator();
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

const align = (face: ReturnType<typeof createAlignedFace>, seen: SeenFace): boolean =>
  face.align(Float32Array.from(seen.landmarks), seen.width, seen.height);

const main = async (): Promise<void> => {
  if (!hasFootage())
    throw new Error('The footage or the official face model is not here: see ../shared/data.');
  const people = (await readFaces()).filter(({ official }) => official.length > 5);
  const pairings = people.flatMap((person) => [pairUp(person, 'official'), pairUp(person, 'mesh')]);
  const report = writeReport(ARKIT_BLENDSHAPES, pairings);
  writeFileSync('docs/arkit-estimator.md', report);
  console.log(report);
};

await main();
