/**
 * Fits the landmark estimator (src/motion/solve/face/arkit-estimator.ts) to the official blendshape model, and writes
 * src/motion/solve/face/arkit-networks/. With `--held-out` it is fitted once more without each person of the footage, for
 * scripts/arkit-correlation to test on that person; those go to the temporary folder.
 *
 *     npx tsx scripts/arkit-training/index.ts [--held-out]
 */
import { writeFileSync } from 'node:fs';
import type { ArkitNetworks } from '@motion/solve/face/arkit-answers';
import { hasFootage } from '../arkit-correlation/footage-faces';
import { fitNetworks, gatherExamples } from './fit';
import { heldOutFile } from './held-out';
import { readPeople } from './people';

const FOLDER = 'src/motion/solve/face/arkit-networks';
const LINE = 106;

/** Each in a file of its own beside the `index.ts` that puts them together. */
const writeNetworks = ({ rest, eye, mouth }: ArkitNetworks): void => {
  const network = "import type { Network } from '../small-network';\n\n";
  write('rest', '', 'Landmarks of the average face at rest, LANDMARK_VALUES.', 'readonly number[]', rest);
  write('eye', network, 'What answers EYE_ANSWERS.', 'Network', eye);
  write('mouth', network, 'What answers MOUTH_ANSWERS.', 'Network', mouth);
};

const write = (name: string, imports: string, what: string, type: string, value: object): void => {
  const text = JSON.stringify(value, null, 2)
    .replace(/\[[^\]]*\]/g, (list) => wrap(JSON.parse(list)))
    .replace(/"(\w+)":/g, '$1:')
    .replace(/([\]\d])\n/g, '$1,\n');
  writeFileSync(
    `${FOLDER}/${name}.ts`,
    `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: fitted numbers
${imports}/** ${what} Written by scripts/arkit-training. */
export const ${name.toUpperCase()}: ${type} = ${text};
`,
  );
};

const wrap = (values: number[]): string => {
  const lines: string[] = [''];
  for (const value of values) {
    const item = `${value}, `;
    if (lines.at(-1)!.length + item.length > LINE) lines.push('');
    lines[lines.length - 1] += item;
  }
  return `[\n${lines.map((line) => `    ${line.trimEnd()}`).join('\n')}\n  ]`;
};

const main = async (): Promise<void> => {
  if (!hasFootage())
    throw new Error('The footage or the official face model is not here: see ../shared/data.');
  const people = await readPeople();
  if (process.argv.includes('--held-out'))
    for (const person of people) {
      const others = await gatherExamples(people.filter((other) => other !== person));
      writeFileSync(heldOutFile(person.name), JSON.stringify(fitNetworks(others)));
      console.log(`Fitted without ${person.name}.`);
    }
  writeNetworks(fitNetworks(await gatherExamples(people)));
};

await main();
