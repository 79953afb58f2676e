import { createTrackingFrame } from '@shared/tracking-frame';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLane } from '../../../src/renderer/track/lane';
import type { FromWorker, LaneConfig, ToWorker } from '../../../src/renderer/track/messages';
import { fakeFrame } from '../capture/fake-camera';
import { FakeWorker } from '../fake-worker';

type LaneWorker = FakeWorker<ToWorker, FromWorker>;

/** As the worker does: closes the image, then says what it saw. */
const finishImage = (worker: LaneWorker): void => {
  const image = worker.got.find((message) => message.type === 'image');
  if (image === undefined) throw new Error('There is no image.');
  image.image.close();
  worker.answer({
    type: 'result',
    time: image.time,
    imageWidth: 640,
    imageHeight: 480,
    packet: image.packet,
    ms: {},
  });
};

const CONFIG: LaneConfig = {
  assets: { wasm: '', models: {} } as unknown as LaneConfig['assets'],
  parts: ['face'],
  delegate: 'cpu',
  faceTracker: 'face-mesh',
  poseModel: '',
  handModel: '',
  legs: false,
};

const open = () => {
  const events = { onReady: vi.fn(), onResult: vi.fn(), onFailure: vi.fn() };
  const lane = createLane(CONFIG, createTrackingFrame(), events);
  const worker: LaneWorker = FakeWorker.newest();
  worker.answer({ type: 'ready' });
  return { lane, worker, events };
};

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a tracking worker that is ended', () => {
  it('gives back the image that it works on first, and what it saw counts no more', () => {
    const { lane, worker, events } = open();
    const [inHand, waiting] = [fakeFrame(), fakeFrame()];
    lane.submit(inHand, 1);
    lane.submit(waiting, 2);
    lane.close();
    expect(waiting.isClosed, 'what only waited').toBe(true);
    expect(worker.ended, 'with an image in hand').toBe(false);
    finishImage(worker);
    expect(inHand.isClosed).toBe(true);
    expect(worker.ended, 'with none').toBe(true);
    expect(events.onResult).not.toHaveBeenCalled();
  });

  it('is ended at once without an image, and after a second whatever it does', () => {
    const idle = open();
    idle.lane.close();
    expect(idle.worker.ended).toBe(true);

    const busy = open();
    busy.lane.submit(fakeFrame(), 1);
    busy.lane.close();
    busy.lane.close();
    vi.advanceTimersByTime(1000);
    expect(busy.worker.ended).toBe(true);
    expect(busy.events.onFailure).not.toHaveBeenCalled();
  });

  it('closes what it is still offered', () => {
    const { lane } = open();
    lane.close();
    const late = fakeFrame();
    expect(lane.submit(late, 3)).toBe(false);
    expect(late.isClosed).toBe(true);
  });
});
