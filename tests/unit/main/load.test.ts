import { describe, expect, it } from 'vitest';
import { createLoadMeter, readProcessTree } from '../../../src/main/services/load';

describe('what Kagami costs the processor', () => {
  it('is the share of all cores that its processes used between two questions', async () => {
    let now = 0;
    let used: [number, number][] = [[1, 10]];
    const ask = createLoadMeter({ readProcesses: async () => new Map(used), cores: 4, now: () => now });
    expect(await ask()).toEqual({ cpu: undefined, whole: true });
    now = 2_000;
    // One second of the first process and three of a new one, in two seconds of four cores.
    used = [
      [1, 11],
      [2, 3],
    ];
    expect((await ask()).cpu).toBeCloseTo(0.5);
    now = 4_000;
    used = [[2, 3]];
    expect((await ask()).cpu).toBe(0);
  });

  it('gives windows that ask at the same time one answer', async () => {
    let now = 0;
    let reads = 0;
    const readProcesses = async () => new Map([[1, reads++]]);
    const ask = createLoadMeter({ readProcesses, cores: 1, now: () => now });
    await ask();
    now = 2_000;
    const first = await ask();
    now = 2_100;
    expect(await ask()).toEqual(first);
    expect(reads).toBe(2);
  });

  it('is the host’s own where the system tells no more', async () => {
    expect((await createLoadMeter()()).whole).toBe(false);
  });

  it.runIf(process.platform === 'linux')('finds the processes that this one started', async () => {
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['-e', 'for (;;) ;'], { stdio: 'ignore' });
    try {
      await expect
        .poll(async () => (await readProcessTree()).get(child.pid ?? 0) ?? 0, { timeout: 10_000 })
        .toBeGreaterThan(0);
    } finally {
      child.kill();
    }
  });
});
