import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCameraSource } from '../../../src/renderer/capture/camera-source';
import type { FrameSource } from '../../../src/renderer/capture/frame-source';
import { createFakeCameras } from './fake-camera';

const wish = { deviceId: '', deviceLabel: '', width: 640, height: 480, frameRate: 30 };

let cameras: ReturnType<typeof createFakeCameras>;
let states: string[];
let times: number[];
let source: FrameSource;

const create = (choice: Partial<typeof wish> = {}): FrameSource => {
  source = createCameraSource(
    { ...wish, ...choice },
    {
      wantsFrame: () => true,
      onFrame(image, time) {
        times.push(time);
        image.close();
      },
      onState: (state, fault) => states.push(fault === undefined ? state : `${state}: ${fault.code}`),
    },
    cameras.environment,
  );
  return source;
};

const openLabels = (): string[] => cameras.openTracks().map((track) => track.label);
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  cameras = createFakeCameras();
  states = [];
  times = [];
});

afterEach(() => {
  source.stop();
  expect(cameras.openTracks()).toEqual([]);
  vi.useRealTimers();
});

describe('a camera', () => {
  it('gives pictures and is closed by stop', async () => {
    cameras.plug('a', 'Desk camera');
    await create().start();
    cameras.shoot(1);
    cameras.shoot(2);
    expect(times).toEqual([1, 2]);
    expect(states).toEqual(['starting', 'running']);
    expect(source.label).toBe('Desk camera');
    expect(source.frameCount).toBe(2);
    source.stop();
    expect(cameras.openTracks()).toEqual([]);
    expect(cameras.shoot(3)).toEqual([]);
  });

  it('is found by its id, else by its label, else the first is taken', async () => {
    cameras.plug('a', 'First');
    cameras.plug('b', 'Second');
    await create({ deviceId: 'b' }).start();
    expect(openLabels()).toEqual(['Second']);
    source.stop();
    await create({ deviceId: 'changed', deviceLabel: 'Second' }).start();
    expect(openLabels()).toEqual(['Second']);
    source.stop();
    await create({ deviceId: 'gone', deviceLabel: 'Gone' }).start();
    expect(openLabels()).toEqual(['First']);
  });

  it('is found although the browser names cameras only once they have been allowed', async () => {
    cameras.plug('a', 'First');
    cameras.plug('b', 'Second');
    cameras.hideNames();
    await create({ deviceId: 'b', deviceLabel: 'Second' }).start();
    expect(openLabels()).toEqual(['Second']);
  });

  it('takes over from the one that stood in for it when it is plugged in', async () => {
    cameras.plug('a', 'First');
    await create({ deviceId: 'b', deviceLabel: 'Second' }).start();
    cameras.shoot(1);
    cameras.plug('b', 'Second');
    await pass(10);
    expect(openLabels()).toEqual(['Second']);
  });

  it('that is unplugged is reported and picked up again, and no other is opened in its stead', async () => {
    cameras.plug('a', 'Other');
    cameras.plug('b', 'Chosen');
    await create({ deviceId: 'b' }).start();
    cameras.shoot(1);
    cameras.unplug('b');
    await pass(60_000);
    expect(states).toEqual(['starting', 'running', 'fault: camera-unplugged']);
    expect(cameras.openTracks()).toEqual([]);
    cameras.plug('b', 'Chosen');
    await pass(10);
    cameras.shoot(2);
    expect(states.at(-1)).toBe('running');
    expect(openLabels()).toEqual(['Chosen']);
  });

  it('that another program holds is tried again until it is free', async () => {
    cameras.plug('a', 'Desk camera');
    cameras.failWith({ name: 'NotReadableError' });
    await create().start();
    await pass(20_000);
    expect(states).toEqual(['starting', 'fault: camera-busy']);
    expect(cameras.asked.length).toBeGreaterThan(5);
    expect(cameras.asked.length).toBeLessThan(12);
    cameras.failWith(undefined);
    await pass(5000);
    cameras.shoot(1);
    expect(states.at(-1)).toBe('running');
  });

  it('that is refused is not asked for again until the user allows it', async () => {
    cameras.plug('a', 'Desk camera');
    cameras.failWith({ name: 'NotAllowedError' });
    await create().start();
    await pass(60_000);
    expect(states).toEqual(['starting', 'fault: camera-refused']);
    expect(cameras.asked.length).toBe(1);
    cameras.allow();
    await pass(10);
    cameras.shoot(1);
    expect(states.at(-1)).toBe('running');
  });

  it('is picked up when there was none at first', async () => {
    await create().start();
    expect(states).toEqual(['starting', 'fault: camera-missing']);
    cameras.plug('a', 'Desk camera');
    await pass(10);
    cameras.shoot(1);
    expect(states.at(-1)).toBe('running');
  });

  it('is opened at any size where it cannot give the wanted one', async () => {
    cameras.plug('a', 'Desk camera');
    const { media } = cameras.environment;
    const open = media!.getUserMedia.bind(media);
    media!.getUserMedia = async (constraints) => {
      if (constraints?.video !== true) throw new DOMException('', 'OverconstrainedError');
      return open(constraints);
    };
    await create().start();
    expect(openLabels()).toEqual(['Desk camera']);
  });

  it('that gives no pictures is reported and opened anew', async () => {
    cameras.plug('a', 'Desk camera');
    await create().start();
    await pass(5500);
    expect(states).toEqual(['starting', 'fault: camera-silent']);
    await pass(1000);
    expect(openLabels()).toEqual(['Desk camera']);
    cameras.shoot(1);
    expect(states.at(-1)).toBe('running');
  });

  it('with a covered lens goes on with a warning that ends with the cover', async () => {
    cameras.plug('a', 'Desk camera');
    await create().start();
    cameras.shoot(1);
    cameras.darken(true);
    cameras.shoot(2);
    cameras.shoot(3);
    cameras.darken(false);
    cameras.shoot(4);
    expect(states).toEqual(['starting', 'running', 'running: camera-black', 'running']);
    expect(times).toEqual([1, 2, 3, 4]);
  });

  it('that is stopped while it opens does not stay open, nor says anything more', async () => {
    cameras.plug('a', 'Desk camera');
    const release = cameras.holdOpening();
    const starting = create().start();
    await pass(1);
    source.stop();
    release();
    await starting;
    expect(cameras.openTracks()).toEqual([]);
    await pass(60_000);
    expect(states).toEqual(['starting']);
  });

  it('started twice in a row is opened once', async () => {
    cameras.plug('a', 'Desk camera');
    const release = cameras.holdOpening();
    const first = create().start();
    await pass(1);
    const second = source.start();
    release();
    await Promise.all([first, second]);
    expect(openLabels()).toEqual(['Desk camera']);
  });

  it('is not there on a page that may not use cameras', async () => {
    cameras.environment.media = undefined;
    await create().start();
    expect(states).toEqual(['starting', 'fault: camera-insecure']);
  });
});
