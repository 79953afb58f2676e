import type { SourceStatus } from '@shared/channel';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';
import { type SeenParts, watchSeenParts } from '../../../src/renderer/studio/seen-parts';

const createBench = (role: 'leading' | 'following') => {
  const told: SeenParts[] = [];
  let onFrame: (frame: TrackingFrame) => void = () => undefined;
  let onStatus: (status: SourceStatus) => void = () => undefined;
  const stop = watchSeenParts(
    {
      role,
      status: { state: 'starting' } as SourceStatus,
      onTrackingFrame: (listener) => {
        onFrame = listener;
        return () => {
          onFrame = () => undefined;
        };
      },
      onStatus: (listener) => {
        onStatus = listener;
        return () => {
          onStatus = () => undefined;
        };
      },
    },
    (seen) => told.push(seen),
  );
  const frame = createTrackingFrame();
  return {
    told,
    stop,
    track: (face: number, rightHand: number) => {
      frame.face.score = face;
      frame.rightHand.score = rightHand;
      onFrame(frame);
    },
    tellStatus: (state: SourceStatus['state'], face: boolean) =>
      onStatus({ state, seen: { face, body: false, leftHand: false, rightHand: false } } as SourceStatus),
  };
};

describe('the parts that are seen', () => {
  it('change with the frame that shows them, and only then', () => {
    const bench = createBench('leading');
    for (let i = 0; i < 5; i++) bench.track(0.9, 0);
    expect(bench.told).toEqual([{ face: true, body: false, leftHand: false, rightHand: false }]);
    for (let i = 0; i < 5; i++) bench.track(0.8, 0.4);
    expect(bench.told).toHaveLength(2);
    expect(bench.told[1]?.rightHand).toBe(true);
    bench.track(0, 0.4);
    expect(bench.told[2]?.face).toBe(false);
  });

  it('are not overruled by a status that is a second old', () => {
    const bench = createBench('leading');
    bench.track(0.9, 0);
    bench.tellStatus('running', false);
    expect(bench.told).toHaveLength(1);
  });

  it('are none once tracking has stopped', () => {
    const bench = createBench('leading');
    bench.track(0.9, 0.9);
    bench.tellStatus('off', true);
    expect(bench.told.at(-1)).toEqual({ face: false, body: false, leftHand: false, rightHand: false });
  });

  it('come with the status where another page tracks', () => {
    const bench = createBench('following');
    bench.tellStatus('running', true);
    expect(bench.told.at(-1)?.face).toBe(true);
    bench.stop();
    bench.tellStatus('running', false);
    expect(bench.told).toHaveLength(1);
  });
});
