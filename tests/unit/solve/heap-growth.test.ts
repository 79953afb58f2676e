import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Bytes a frame: less is code that runs so seldom that it is not optimised yet. A number put on the heap at every frame takes twelve at least. */
const NOTHING = 8;

// With code made optimised at once and not in the background, the engine does the same in every process, whatever else runs.
it('solving and shaping put nothing on the heap after warm-up, in any mode, whatever comes and goes', {
  timeout: 300_000,
}, () => {
  const grown: Record<string, number> = JSON.parse(
    execFileSync(
      process.execPath,
      [
        '--expose-gc',
        '--no-concurrent-recompilation',
        '--import',
        'tsx',
        resolve(root, 'scripts/fidelity/heap-growth.ts'),
      ],
      {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: resolve(root, 'tsconfig.json') },
      },
    ).toString(),
  );
  expect(Object.keys(grown)).toContain('fullReach');
  expect(Object.entries(grown).filter(([, bytes]) => !(bytes < NOTHING))).toEqual([]);
});
