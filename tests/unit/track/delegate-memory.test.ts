import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDelegateMemory } from '../../../src/renderer/track/delegate-memory';
import type { FromWorker, ToWorker } from '../../../src/renderer/track/messages';
import { createTracker } from '../../../src/renderer/track/tracker-client';

const storageOf = (kept: Record<string, string> = {}): Storage =>
  ({
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  }) as unknown as Storage;

describe('what was measured of the delegates', () => {
  it('is known at the next start', () => {
    const storage = storageOf();
    createDelegateMemory(() => storage).write({ delegate: 'gpu', renderer: 'Radeon' });
    expect(createDelegateMemory(() => storage).read()).toEqual({ delegate: 'gpu', renderer: 'Radeon' });
  });

  it('is not kept where the graphics card could not be asked', () => {
    const storage = storageOf();
    createDelegateMemory(() => storage).write({ delegate: 'cpu', renderer: '' });
    expect(createDelegateMemory(() => storage).read()).toBeUndefined();
  });

  it.each(['', '{', 'null', '{"delegate":"npu","renderer":"x"}', '{"delegate":"gpu"}'])(
    'is forgotten where %j is kept instead',
    (text) => {
      expect(createDelegateMemory(() => storageOf({ 'kagami.delegate': text })).read()).toBeUndefined();
    },
  );

  it('is measured each time where the browser keeps nothing', () => {
    const memory = createDelegateMemory(() => {
      throw new DOMException('Denied', 'SecurityError');
    });
    expect(() => memory.write({ delegate: 'gpu', renderer: 'Radeon' })).not.toThrow();
    expect(memory.read()).toBeUndefined();
  });
});

class FakeWorker {
  static all: FakeWorker[] = [];
  onmessage?: (event: { data: FromWorker }) => void;
  readonly got: ToWorker[] = [];
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToWorker): void {
    this.got.push(message);
  }
  terminate(): void {}
}

describe('a tracker that chooses its delegate itself', () => {
  const start = (storage: Storage) => {
    const tracker = createTracker({
      assets: { wasm: '', models: '', faceMesh: '' } as never,
      memory: createDelegateMemory(() => storage),
      onFrame: () => undefined,
      onFault: () => undefined,
    });
    tracker.start({ mode: 'face', quality: 'full', delegate: 'auto', face: 'auto', faceModelPresent: true });
    return tracker;
  };
  const asked = () => FakeWorker.all.flatMap((worker) => worker.got.map(({ type }) => type));
  const measure = () => FakeWorker.all.find(({ got }) => got[0]?.type === 'measure');

  beforeEach(() => {
    FakeWorker.all = [];
    vi.stubGlobal('navigator', { hardwareConcurrency: 8 });
    vi.stubGlobal('Worker', FakeWorker);
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('measures first, the first time, and remembers', async () => {
    const storage = storageOf();
    const tracker = start(storage);
    expect(asked()).toEqual(['measure']);
    measure()?.onmessage?.({
      data: { type: 'measured', measured: { delegate: 'gpu', renderer: 'Radeon' } },
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(tracker.info.delegate).toBe('gpu');
    expect(createDelegateMemory(() => storage).read()).toEqual({ delegate: 'gpu', renderer: 'Radeon' });
    tracker.close();
  });

  it('loads its models at once when it was measured before, and asks later whether the card is the same', async () => {
    const storage = storageOf();
    const known = { delegate: 'gpu', renderer: 'Radeon' } as const;
    createDelegateMemory(() => storage).write(known);
    const tracker = start(storage);
    expect(asked()).toEqual(['start']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(measure()?.got[0]).toMatchObject({ type: 'measure', known });
    measure()?.onmessage?.({
      data: { type: 'measured', measured: { delegate: 'cpu', renderer: 'llvmpipe' } },
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(tracker.info.delegate).toBe('cpu');
    tracker.close();
  });
});
