import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Fewer bytes a frame are the engine's own: a number put on the heap at every frame takes twelve at least. */
const NOTHING = 4;
/** A step's time comes in as a number, which the engine puts on the heap in some processes and in others not: 16 bytes. */
const ONE_NUMBER = 20;

const measure = (): Record<'body' | 'face' | 'landmarksAlone' | 'shape', number> =>
  JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', 'scripts/fidelity/heap-growth.ts'], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: resolve(root, 'tsconfig.json') },
    }).toString(),
  );

// The engine compiles in the background and now and then leaves a call as it was: another process may do better.
it('solving a body with both hands and a face, and shaping but for its time, put nothing on the heap after warm-up', {
  timeout: 60_000,
  retry: 3,
}, () => {
  const { body, face, landmarksAlone, shape } = measure();
  expect(body).toBeLessThan(NOTHING);
  expect(face).toBeLessThan(NOTHING);
  expect(landmarksAlone).toBeLessThan(NOTHING);
  expect(shape).toBeLessThan(ONE_NUMBER);
});
