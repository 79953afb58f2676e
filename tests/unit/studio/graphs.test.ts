import type { StageStatus } from '@shared/channel';
import { BONE_INDEX } from '@shared/humanoid';
import { LATENCY_BINS, latencyBin } from '@shared/latency-bins';
import { createMotionFrame } from '@shared/motion-frame';
import { describe, expect, it } from 'vitest';
import { GRAPH_CHANNELS } from '../../../src/renderer/studio/graphs/channels';
import {
  type LatencyRecord,
  summariseLatencies,
  withLatencies,
} from '../../../src/renderer/studio/graphs/latency-record';
import { createTrace } from '../../../src/renderer/studio/graphs/trace';

const status = (time: number, latencies: readonly number[]): StageStatus => ({
  time,
  stageId: 's',
  avatarId: undefined,
  renderRate: 60,
  latencyMs: 40,
  latencies,
  drawn: 0,
  missed: 0,
  width: 1,
  height: 1,
});

const counts = (...latencies: number[]): number[] => {
  const bins = new Array<number>(LATENCY_BINS).fill(0);
  for (const ms of latencies) bins[latencyBin(ms)]! += 1;
  return bins;
};

describe('the latency histogram', () => {
  it('tells under what half and 95 % of a minute’s frames stay', () => {
    const second = counts(...new Array<number>(94).fill(42), ...new Array<number>(6).fill(118));
    const record = withLatencies(withLatencies([], status(1, second)), status(2, second));
    expect(summariseLatencies(record)).toMatchObject({ median: 50, most: 120, shownBins: 12 });
  });

  it('counts what a Stage says again, as an answer to others, once', () => {
    const once = withLatencies([], status(1, counts(20)));
    expect(withLatencies(once, status(1, counts(20)))).toBe(once);
  });

  it('forgets what is older than a minute', () => {
    let record: LatencyRecord = withLatencies([], status(0, counts(390)));
    for (let second = 1; second <= 60; second++) record = withLatencies(record, status(second, counts(20)));
    expect(summariseLatencies(record)?.counts.at(-1)).toBe(0);
  });

  it('says nothing where nothing was measured', () => {
    expect(summariseLatencies(withLatencies([], status(1, counts())))).toBeUndefined();
  });
});

describe('the smoothing graph', () => {
  it('reads a turn of the head to the person’s left as positive degrees, shared by neck and head', () => {
    const frame = createMotionFrame();
    const half = (15 / 2) * (Math.PI / 180);
    for (const bone of ['neck', 'head'] as const)
      frame.bones.set([0, Math.sin(half), 0, Math.cos(half)], BONE_INDEX[bone] * 4);
    expect(GRAPH_CHANNELS.headYaw.read(frame)).toBeCloseTo(30, 3);
  });

  it('reads a bent wrist in degrees, either way', () => {
    const frame = createMotionFrame();
    const half = (40 / 2) * (Math.PI / 180);
    frame.bones.set([-Math.sin(half), 0, 0, -Math.cos(half)], BONE_INDEX.leftHand * 4);
    expect(GRAPH_CHANNELS.wrist.read(frame)).toBeCloseTo(40, 3);
  });

  it('keeps the newest samples in order, however many come', () => {
    const trace = createTrace(4);
    for (let i = 0; i < 10; i++) trace.add(i, i * 2, i * 3);
    const kept: number[][] = [];
    trace.each(7, (...sample) => kept.push(sample));
    expect(kept).toEqual([
      [7, 14, 21],
      [8, 16, 24],
      [9, 18, 27],
    ]);
    expect(trace.newest).toEqual({ time: 9, seen: 18, shown: 27 });
    trace.clear();
    expect(trace.newest).toBeUndefined();
  });
});
