import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker } from '../../../src/renderer/track/messages';
import { createTracker } from '../../../src/renderer/track/tracker-client';

/** A worker as the page sees it, by its name. */
class FakeWorker {
  static opened: FakeWorker[] = [];
  onmessage?: (event: { data: FromWorker }) => void;
  readonly name: string;
  constructor(_url: URL, { name }: { name: string }) {
    this.name = name;
    FakeWorker.opened.push(this);
  }
  postMessage(): void {}
  terminate(): void {}
}

const names = (): string[] => FakeWorker.opened.map(({ name }) => name);
const answer = (name: string, data: FromWorker): void =>
  FakeWorker.opened.findLast((worker) => worker.name === name)?.onmessage?.({ data });

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
  FakeWorker.opened = [];
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
