import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { OpenCamera } from '../../../src/main/services/virtual-camera/driver';
import { createPipeWireCamera } from '../../../src/main/services/virtual-camera/linux-pipewire';
import { noPipeWire, type PipeWireSession, startPipeWire } from './pipewire-session';

const run = promisify(execFile);
const missing = noPipeWire();
const WIDTH = 320;
const HEIGHT = 240;
const RATE = 30;
const FRAMES = 12;
const BYTES = WIDTH * HEIGHT * 4;

let session: PipeWireSession | undefined;
let camera: OpenCamera | undefined;
let feeding: Promise<void> | undefined;
let fed = 0;

afterEach(async () => {
  camera?.close();
  await feeding;
  await session?.close();
  session = undefined;
  camera = undefined;
});

/** Every pixel of a frame has the frame's number as its blue; green and red tell whether the bytes keep their places. */
const frame = (index: number): Uint8Array => {
  const pixels = new Uint32Array(WIDTH * HEIGHT).fill(0xff_c8_0a_00 | (index & 255));
  return new Uint8Array(pixels.buffer);
};

const feed = async (to: OpenCamera): Promise<void> => {
  while (await to.write(frame(fed))) {
    fed += 1;
    await new Promise((resolve) => setTimeout(resolve, 1000 / RATE));
  }
};

describe.skipIf(missing !== undefined)(`a camera in PipeWire${missing ? `: ${missing}` : ''}`, () => {
  test('GStreamer reads the frames that are written, whole and in order', { timeout: 60_000 }, async () => {
    session = await startPipeWire();
    const driver = createPipeWireCamera(session.env);
    await expect.poll(() => driver.available(), { timeout: 10_000 }).toEqual({ available: true });
    const opened = await driver.open({ width: WIDTH, height: HEIGHT, rate: RATE });
    camera = opened;
    feeding = feed(opened);
    const file = join(session.env.HOME!, 'frames.raw');
    const read = (): Promise<unknown> =>
      run(
        'gst-launch-1.0',
        [
          ...['-q', 'pipewiresrc', 'target-object=kagami', `num-buffers=${FRAMES}`, '!', 'videoconvert', '!'],
          ...['video/x-raw,format=BGRA', '!', 'filesink', `location=${file}`],
        ],
        { env: session!.env, timeout: 8000 },
      );
    // The session manager may not have seen the camera yet.
    await expect
      .poll(
        () =>
          read().then(
            async () => (await readFile(file)).length,
            () => 0,
          ),
        { timeout: 40_000 },
      )
      .toBe(BYTES * FRAMES);
    expect(opened.fault()).toBeUndefined();

    const bytes = await readFile(file);
    const numbers: number[] = [];
    for (let index = 0; index < FRAMES; index++) {
      const one = bytes.subarray(index * BYTES, (index + 1) * BYTES);
      numbers.push(one[0]!);
      expect(Buffer.compare(one, Buffer.from(frame(one[0]!))), `frame ${index} is whole`).toBe(0);
    }
    const steps = numbers.slice(1).map((number, index) => (number - numbers[index]! + 256) & 255);
    expect(Math.max(...steps), 'newest frames, none far apart').toBeLessThanOrEqual(3);
    console.log(`${FRAMES} frames read, steps ${steps.join(' ')}; ${fed} written`);
  });

  test('its end frees the name, and a second camera can follow', { timeout: 60_000 }, async () => {
    session = await startPipeWire();
    const driver = createPipeWireCamera(session.env);
    for (let round = 0; round < 2; round++) {
      camera = await driver.open({ width: WIDTH, height: HEIGHT, rate: RATE });
      await camera.write(frame(round));
      expect(camera.fault()).toBeUndefined();
      camera.close();
      expect(await camera.write(frame(0))).toBe(false);
    }
  });
});

test('without GStreamer it says what to install', async () => {
  const answer = await createPipeWireCamera({ PATH: '/nowhere' }).available();
  expect(answer).toMatchObject({ available: false });
  expect(answer.available === false && answer.action).toContain('gstreamer1.0-pipewire');
});
