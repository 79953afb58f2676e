import type { Calibration } from '@shared/calibration';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CalibrationState, startCalibration } from '../../../src/renderer/studio/calibration-run';

const NEUTRAL: Calibration = {
  headZero: [0, 0, 0, 1],
  cameraPitch: 0,
  neutral: {},
  eyesOpen: { left: 0.1, right: 0.1 },
  shoulderWidth: 0.4,
  armLength: 0.5,
};

/** A watch that is content after `needed` frames. */
const createBench = (needed: number) => {
  const states: CalibrationState[] = [];
  const taken: Calibration[] = [];
  const listeners = new Set<(frame: TrackingFrame) => void>();
  let frames = 0;
  const cancel = startCalibration({
    loadWatch: async () => ({
      push: () => {
        frames++;
      },
      get progress() {
        return Math.min(1, frames / needed);
      },
      finish: () => (frames >= needed ? NEUTRAL : undefined),
    }),
    onTrackingFrame: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onState: (state) => states.push(state),
    onCalibration: (calibration) => taken.push(calibration),
  });
  const pass = async (ms: number) => {
    for (let t = 0; t < ms; t += 100) {
      for (const listener of listeners) listener(createTrackingFrame());
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  return { states, taken, listeners, cancel, pass, frames: () => frames };
};

describe('the neutral calibration', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts three seconds down before it looks at anything', async () => {
    const bench = createBench(10);
    await bench.pass(2_900);
    expect(bench.states).toEqual([3, 2, 1].map((seconds) => ({ phase: 'countdown', seconds })));
    expect(bench.frames()).toBe(0);
  });

  it('takes the pose once it has been seen for long enough, and stops looking', async () => {
    const bench = createBench(20);
    await bench.pass(6_000);
    expect(bench.states.at(-1)).toEqual({ phase: 'done' });
    expect(bench.taken).toEqual([NEUTRAL]);
    expect(bench.listeners.size).toBe(0);
  });

  it('gives up where no face comes into view', async () => {
    const bench = createBench(Number.POSITIVE_INFINITY);
    await bench.pass(12_000);
    expect(bench.states.at(-1)?.phase).toBe('watching');
    await bench.pass(2_000);
    expect(bench.states.at(-1)).toEqual({ phase: 'failed' });
    expect(bench.taken).toEqual([]);
    expect(bench.listeners.size).toBe(0);
  });

  it('says nothing any more once it is cancelled', async () => {
    const bench = createBench(10);
    await bench.pass(3_500);
    const told = bench.states.length;
    bench.cancel();
    await bench.pass(10_000);
    expect(bench.states).toHaveLength(told);
    expect(bench.taken).toEqual([]);
    expect(bench.listeners.size).toBe(0);
  });
});
