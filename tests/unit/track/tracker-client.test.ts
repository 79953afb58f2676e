import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker } from '../../../src/renderer/track/messages';
import { createTracker } from '../../../src/renderer/track/tracker-client';
import { FakeWorker } from '../fake-worker';

const names = (): string[] => FakeWorker.made.map(({ name }) => name);
const answer = (name: string, data: FromWorker): void => {
  const worker = FakeWorker.made.findLast((made) => made.name === name);
  (worker as FakeWorker<never, FromWorker> | undefined)?.answer(data);
};

const start = (processors: number) => {
  vi.stubGlobal('navigator', { hardwareConcurrency: processors });
  const tracker = createTracker({
    assets: { wasm: '', models: '', faceMesh: '' },
    onFrame: vi.fn(),
    onFault: vi.fn(),
  });
  tracker.start({ mode: 'upper', delegate: 'cpu', quality: 'lite', face: 'auto', faceModelPresent: true });
  return tracker;
};

const FACE = 'kagami-track-face';
const BODY = 'kagami-track-pose-hands';

beforeEach(() => {
  FakeWorker.made.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the start of tracking', () => {
  it('has the face ready before the body begins, on two processors', () => {
    const tracker = start(2);
    expect(names()).toEqual([FACE]);
    answer(FACE, { type: 'ready' });
    expect(names()).toEqual([FACE, BODY]);
    expect(tracker.info.state).toBe('starting');
    answer(BODY, { type: 'ready' });
    expect(tracker.info.state).toBe('ready');
    tracker.close();
  });

  it('begins with both where there are processors for both', () => {
    const tracker = start(8);
    expect(names()).toEqual([FACE, BODY]);
    tracker.close();
  });

  it('does not let a face that fails keep the body away', () => {
    const tracker = start(2);
    answer(FACE, { type: 'failed', reason: 'tracking', detail: '' });
    expect(names()).toContain(BODY);
    tracker.close();
  });
});
