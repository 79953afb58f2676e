import { describe, expect, it } from 'vitest';
import { createNewestFrame } from '../../../src/renderer/capture/newest-frame';
import { fakeFrame } from './fake-camera';

describe('handing pictures to a tracker', () => {
  it('lets the newest wait for a busy consumer and closes the older ones', () => {
    let isFree = false;
    const received: number[] = [];
    const newest = createNewestFrame({
      wantsFrame: () => isFree,
      onFrame: (_image, time) => received.push(time),
    });
    const frames = [fakeFrame(), fakeFrame(), fakeFrame()];
    for (const [i, frame] of frames.entries()) newest.offer(frame, i);
    expect(received).toEqual([]);
    expect(frames.map((frame) => frame.isClosed)).toEqual([true, true, false]);
    newest.demand();
    expect(received).toEqual([]);
    isFree = true;
    newest.demand();
    newest.demand();
    expect(received).toEqual([2]);
    expect(frames[2]?.isClosed).toBe(false);
    expect(newest.count).toBe(3);
  });

  it('never gives an older picture after a newer one', () => {
    let isFree = false;
    const received: number[] = [];
    const newest = createNewestFrame({
      wantsFrame: () => isFree,
      onFrame: (_image, time) => received.push(time),
    });
    newest.offer(fakeFrame(), 1);
    isFree = true;
    newest.offer(fakeFrame(), 2);
    newest.demand();
    expect(received).toEqual([2]);
  });

  it('closes what waits when it is reset', () => {
    const newest = createNewestFrame({ wantsFrame: () => false, onFrame: () => undefined });
    const frame = fakeFrame();
    newest.offer(frame, 1);
    newest.reset();
    expect(frame.isClosed).toBe(true);
    expect(newest.count).toBe(0);
  });
});
