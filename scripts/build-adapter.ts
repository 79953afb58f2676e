import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const outfile = resolve('out/solver-adapter.mjs');

await build({
  entryPoints: [resolve('scripts/solver-adapter.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2022',
  alias: { '@shared': resolve('src/shared'), '@motion': resolve('src/motion') },
  legalComments: 'inline',
});

console.log(`${outfile} (${Math.round(statSync(outfile).size / 1024)} kB)`);
