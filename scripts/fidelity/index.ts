/**
 * `npm run bench:fidelity`: solvers against synthetic truth, jitter and delay of the shape stage, and what both cost. Prints a
 * summary and writes docs/fidelity.md with its plots. Options: `--dry` writes nothing.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { REAL_NOISE } from '../synthetic/person';
import { allCases } from './cases';
import { measureCosts } from './cost';
import { type ErrorTable, measureErrors } from './errors';
import { measureFlattened } from './flattened';
import { measureJitterLag, presetPlaces } from './jitter-lag';
import { measureMirror } from './mirror';
import { plotErrors, plotTradeOff } from './plots';
import { type HeapGrowth, writeReport } from './report';

const dry = process.argv.includes('--dry');
const costs = measureCosts();
/** In a process of its own, which does nothing else. */
const heap = JSON.parse(
  execFileSync(process.execPath, [
    '--expose-gc',
    '--no-concurrent-recompilation',
    '--import',
    'tsx',
    'scripts/fidelity/heap-growth.ts',
  ]).toString(),
) as HeapGrowth;
const cases = allCases();
const errors: ErrorTable[] = cases.flatMap((poses) =>
  (['classic', 'direct'] as const).flatMap((solver) =>
    [false, true].map((noisy) => measureErrors(poses, { solver, noisy, mirror: true })),
  ),
);
const sweep = Array.from({ length: 11 }, (_, i) => measureJitterLag(`${i / 10}`, i / 10));
const named = presetPlaces().map(({ label, smoothing }) => measureJitterLag(label, smoothing));
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.versions.node}`;
const report = writeReport({
  errors,
  noisyHands: measureErrors(cases[0]!, {
    solver: 'direct',
    noisy: true,
    mirror: false,
    handNoise: REAL_NOISE.pose,
  }),
  flattened: measureFlattened(cases[0]!),
  sweep,
  named,
  costs,
  heap,
  machine,
  mirrorDifference: measureMirror(cases[0]!),
});

console.log(report.slice(report.indexOf('## Goals'), report.indexOf('## Method')));
if (!dry) {
  writeFileSync(resolve('docs/fidelity.md'), `${report}\n`);
  writeFileSync(
    resolve('docs/fidelity-errors.svg'),
    plotErrors(errors.filter((table) => table.case === cases[0]!.name)),
  );
  writeFileSync(resolve('docs/fidelity-jitter.svg'), plotTradeOff(sweep, named));
  console.log('Written: docs/fidelity.md, docs/fidelity-errors.svg, docs/fidelity-jitter.svg');
}
