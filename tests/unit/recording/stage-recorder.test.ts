import { settingsSchema } from '@shared/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromRecorder, ToRecorder } from '../../../src/renderer/output/recording/recorder-messages';
import { openStageRecorder } from '../../../src/renderer/output/recording/stage-recorder';
import { FakeWorker } from '../fake-worker';

const CANVAS = {} as HTMLCanvasElement;

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('VideoFrame', class {});
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = async () => {
  const events = { onSaved: vi.fn(), onFault: vi.fn() };
  const settings = settingsSchema.parse({}).outputs.recording;
  const recorder = await openStageRecorder({ settings, width: 640, height: 360, rate: 0 }, events);
  const worker = FakeWorker.newest<ToRecorder, FromRecorder>();
  worker.answer({ type: 'ready', video: 'vp9', audio: undefined });
  const frames = () => worker.got.filter(({ type }) => type === 'frame').length;
  return { recorder, worker, events, frames };
};

describe('a recorder', () => {
  it('gives an encoder that has no time three frames and counts the others as dropped', async () => {
    const { recorder, worker, frames } = await open();
    for (let i = 0; i < 5; i++) recorder.offer(CANVAS, i * 20);
    expect([frames(), recorder.figures.dropped]).toEqual([3, 2]);
    worker.answer({ type: 'taken' });
    recorder.offer(CANVAS, 100);
    expect([frames(), recorder.figures.dropped]).toEqual([4, 2]);
  });

  it('that is closed lets its thread give back the frames that it has, and tells nothing more', async () => {
    const { recorder, worker, events, frames } = await open();
    recorder.offer(CANVAS, 0);
    recorder.offer(CANVAS, 20);
    recorder.close();
    recorder.offer(CANVAS, 40);
    expect(frames()).toBe(2);
    worker.answer({ type: 'taken' });
    worker.answer({ type: 'fault', what: 'recorder', message: 'x' });
    expect(worker.ended, 'with a frame in hand').toBe(false);
    worker.answer({ type: 'taken' });
    expect(worker.ended).toBe(true);
    expect(events.onFault).not.toHaveBeenCalled();
  });

  it('is ended at once without frames, and a second later whatever its thread does', async () => {
    const idle = await open();
    idle.recorder.close();
    expect(idle.worker.ended).toBe(true);
    const stuck = await open();
    stuck.recorder.offer(CANVAS, 0);
    stuck.recorder.close();
    vi.advanceTimersByTime(1000);
    expect(stuck.worker.ended).toBe(true);
  });
});
