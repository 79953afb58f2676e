import { createServer, type Server } from 'node:net';
import { FRAME_HEADER_BYTES, FRAME_SINKS, type FrameNote, type FrameWish, frameBytes } from '@shared/frames';
import type { OutputState } from '@shared/outputs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFrames, type FrameLink } from '../../../src/main/services/frames';
import { createFrameOutput, OutputRefusal } from '../../../src/main/services/frames/frame-output';
import { openRawStreamServer } from '../../../src/main/services/obs-stream/raw-stream-server';
import { readStream } from './stream-reader';

const WISH: FrameWish = { id: 'obs-stream', format: 'bgra', width: 64, height: 64, rate: 30 };

const message = (wish: FrameWish, fill: number, bytes = frameBytes(wish)): Uint8Array => {
  const whole = new Uint8Array(FRAME_HEADER_BYTES + bytes).fill(fill);
  whole[0] = FRAME_SINKS.indexOf(wish.id);
  return whole;
};

/** A page's end of the way. */
const page = () => {
  const notes: FrameNote[] = [];
  let listener: (message: Uint8Array) => void = () => {};
  const link: FrameLink = {
    send: (note) => notes.push(note),
    onFrame: (next) => {
      listener = next;
    },
  };
  return { link, notes, send: (bytes: Uint8Array) => listener(bytes) };
};

describe('the way of frames from a page', () => {
  test('a page hears what is wanted, now and on each change', () => {
    const frames = createFrames();
    const { link, notes } = page();
    frames.connect(link);
    const withdraw = frames.add({ wish: WISH, take: async () => {} });
    withdraw();
    expect(notes).toEqual([{ wishes: [] }, { wishes: [WISH] }, { wishes: [] }]);
  });

  test('a frame reaches its sink as it is, and the page hears when it is used up', async () => {
    const frames = createFrames();
    const { link, notes, send } = page();
    const taken: Uint8Array[] = [];
    let used: () => void = () => {};
    frames.add({
      wish: WISH,
      take: (pixels) => {
        taken.push(pixels);
        return new Promise((resolve) => {
          used = resolve;
        });
      },
    });
    frames.connect(link);
    send(message(WISH, 7));
    await Promise.resolve();
    expect(taken).toEqual([new Uint8Array(frameBytes(WISH)).fill(7)]);
    expect(notes).not.toContainEqual({ used: 'obs-stream' });
    used();
    await vi.waitFor(() => expect(notes).toContainEqual({ used: 'obs-stream' }));
  });

  test.each([
    ['of another size', message(WISH, 1, 100)],
    ['for nobody', message({ ...WISH, id: 'virtual-camera' }, 1)],
    ['of an unknown sink', new Uint8Array([200, 0, 0, 0, 1])],
    ['empty', new Uint8Array(0)],
  ])('a message %s reaches no sink', async (_name, bytes) => {
    const frames = createFrames();
    const { link, send } = page();
    const take = vi.fn(async () => {});
    frames.add({ wish: WISH, take });
    frames.connect(link);
    send(bytes);
    await Promise.resolve();
    expect(take).not.toHaveBeenCalled();
  });
});

describe('the raw stream', () => {
  let close: () => void = () => {};
  afterEach(() => close());

  test('each reader gets whole frames from the first byte on; a slow one misses some and holds nobody up', async () => {
    const server = await openRawStreamServer(0);
    close = server.close;
    const bytes = 1_000_000;
    const quick = readStream(server.port, bytes);
    const slow = readStream(server.port, bytes);
    await vi.waitFor(() => expect(server.receivers).toBe(2));
    slow.socket.pause();
    for (let index = 0; index < 40; index++)
      expect(await server.write(new Uint8Array(bytes).fill(index))).toBe(true);
    await vi.waitFor(() => expect(quick.frames).toHaveLength(40), { timeout: 5000 });
    expect(quick.frames).toEqual(Array.from({ length: 40 }, (_, index) => index));
    slow.socket.resume();
    await server.write(new Uint8Array(bytes).fill(99));
    await vi.waitFor(() => expect(slow.frames.length).toBeGreaterThan(0), { timeout: 5000 });
    expect(slow.frames.length).toBeLessThan(40);
    expect(slow.torn, 'torn frames').toBe(0);
  });

  test('without a reader a frame waits, so that no more are made', async () => {
    const server = await openRawStreamServer(0);
    close = server.close;
    let given = false;
    const writing = server.write(new Uint8Array(10)).then(() => {
      given = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given).toBe(false);
    const reader = readStream(server.port, 10);
    await writing;
    await vi.waitFor(() => expect(reader.frames).toEqual([0]));
  });

  test('it listens on this computer alone, and closing ends its readers', async () => {
    const server = await openRawStreamServer(0);
    const reader = readStream(server.port, 10);
    await vi.waitFor(() => expect(server.receivers).toBe(1));
    expect(reader.socket.remoteAddress).toBe('127.0.0.1');
    server.close();
    await vi.waitFor(() => expect(reader.socket.destroyed).toBe(true));
    expect(await server.write(new Uint8Array(10))).toBe(false);
  });

  test('a taken port is refused in words', async () => {
    const other = await new Promise<Server>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
    });
    close = () => other.close();
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(openRawStreamServer(port)).rejects.toMatchObject({ fault: { code: 'port-taken' } });
  });
});

describe('an output made of frames', () => {
  afterEach(() => vi.useRealTimers());

  const run = (over: Partial<Parameters<typeof createFrameOutput>[0]> = {}) => {
    vi.useFakeTimers();
    const frames = createFrames();
    let count = 0;
    let fault: { message: string; action: string; code: string } | undefined;
    const closed = vi.fn();
    const opened = vi.fn();
    const output = createFrameOutput({
      id: 'obs-stream',
      frames,
      open: async () => {
        opened();
        return {
          sink: { wish: WISH, take: async () => {} },
          takeCount: () => count,
          fault: () => fault,
          close: closed,
        };
      },
      ...over,
    });
    return {
      output,
      frames,
      opened,
      closed,
      set: (next: { count?: number; fault?: typeof fault }) => {
        count = next.count ?? count;
        fault = next.fault;
      },
    };
  };
  const passing = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  const brief = ({ state, rate, code }: OutputState) => ({ state, rate, code });

  test('it says that no Stage is open, is live with frames, and off when stopped', async () => {
    const { output, frames, set, closed } = run();
    output.start();
    await passing(1100);
    expect(brief(output.state)).toEqual({ state: 'error', rate: 0, code: 'no-stage' });
    frames.connect(page().link);
    set({ count: 29 });
    await passing(1100);
    expect(brief(output.state)).toEqual({ state: 'live', rate: 29, code: undefined });
    output.stop();
    expect(output.state.state).toBe('off');
    expect(closed).toHaveBeenCalledTimes(1);
  });

  test('what is refused is tried again until it works', async () => {
    let busy = true;
    const { output, frames } = run({
      open: async () => {
        if (busy) throw new OutputRefusal({ message: 'Taken.', action: 'Choose.', code: 'port-taken' });
        return { takeCount: () => 1, close: () => {} };
      },
    });
    frames.connect(page().link);
    output.start();
    await passing(10);
    expect(output.state).toMatchObject({ state: 'error', code: 'port-taken', action: 'Choose.' });
    busy = false;
    await passing(7000);
    expect(output.state.state).toBe('live');
    output.stop();
  });

  test('what ends by itself says why and comes back', async () => {
    const { output, frames, set, opened, closed } = run();
    frames.connect(page().link);
    output.start();
    set({ count: 30 });
    await passing(1100);
    set({ fault: { message: 'Gone.', action: 'Wait.', code: 'camera-ended' } });
    await passing(1000);
    expect(output.state).toMatchObject({ state: 'error', code: 'camera-ended' });
    expect(closed).toHaveBeenCalledTimes(1);
    set({ count: 30 });
    await passing(7000);
    expect(opened).toHaveBeenCalledTimes(2);
    expect(output.state.state).toBe('live');
    output.stop();
  });

  test('off and on in one moment opens once more only after the first is closed', async () => {
    const order: string[] = [];
    const { output } = run({
      open: async () => {
        order.push('open');
        return { takeCount: () => 0, close: () => order.push('close') };
      },
    });
    output.start();
    output.stop();
    output.start();
    await passing(10);
    output.stop();
    expect(order).toEqual(['open', 'close']);
  });
});
