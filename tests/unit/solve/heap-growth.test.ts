import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Fewer bytes a frame are the engine's own: no number on the heap at every frame takes less than twelve. */
const NOTHING = 4;

describe('after warm-up the heap does not grow', () => {
  let bytes: Record<'body' | 'face' | 'shape', number>;

  beforeAll(() => {
    const answer = execFileSync(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', 'scripts/fidelity/heap-growth.ts'],
      {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: resolve(root, 'tsconfig.json') },
      },
    );
    bytes = JSON.parse(answer.toString());
  }, 120_000);

  it('by solving a body with both hands', () => expect(bytes.body).toBeLessThan(NOTHING));
  it('by shaping', () => expect(bytes.shape).toBeLessThan(NOTHING));
});
