/**
 * Holds the blendshapes that the program reads off landmarks alone against the official model's, on the footage beside the
 * repository, on the same footage warped to other expressions and on drawn faces, and writes docs/arkit-estimator.md. Every
 * person is estimated by networks fitted without that person; `scripts/arkit-training/index.ts --held-out` fits them.
 *
 *     npx tsx scripts/arkit-correlation/index.ts
 */
import { writeFileSync } from 'node:fs';
import { ARKIT_BLENDSHAPES } from '@shared/expressions';
import { readPeople } from '../arkit-training/people';
import { hasFootage } from './footage-faces';
import { pairAll, readHeldOut } from './pairings';
import { writeReport } from './report';

const main = async (): Promise<void> => {
  if (!hasFootage())
    throw new Error('The footage or the official face model is not here: see ../shared/data.');
  const pairings = [];
  for (const person of await readPeople())
    pairings.push(...(await pairAll(person, readHeldOut(person.name))));
  const report = writeReport(ARKIT_BLENDSHAPES, pairings);
  writeFileSync('docs/arkit-estimator.md', report);
  console.log(report);
};

await main();
