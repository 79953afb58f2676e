/** GStreamer reads the Stage from the virtual camera in a PipeWire of the test's own. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { noPipeWire, type PipeWireSession, startPipeWire } from '../unit/virtual-camera/pipewire-session';
import { type Program, startProgram } from './program';
import { untilStageShows } from './stage-reading';

const run = promisify(execFile);
const missing = noPipeWire();
const WIDTH = 320;
const HEIGHT = 240;
const COLOUR = [0x30, 0x60, 0x90] as const;

let session: PipeWireSession | undefined;
let program: Program | undefined;
const runtime = process.env.XDG_RUNTIME_DIR;

test.afterEach(async () => {
  await program?.close();
  await session?.close();
  if (runtime === undefined) delete process.env.XDG_RUNTIME_DIR;
  else process.env.XDG_RUNTIME_DIR = runtime;
  session = program = undefined;
});

test('other programs see the avatar as a camera, on the colour of the settings', async () => {
  test.skip(missing !== undefined, missing);
  test.setTimeout(120_000);
  session = await startPipeWire();
  process.env.XDG_RUNTIME_DIR = session.env.XDG_RUNTIME_DIR;
  const colour = `#${COLOUR.map((value) => value.toString(16)).join('')}`;
  program = await startProgram({
    demo: true,
    settings: { outputs: { virtualCamera: { on: true, width: WIDTH, height: HEIGHT, rate: 10, colour } } },
  });
  const { outputs } = program.host.services;
  const camera = () => outputs.states.find(({ id }) => id === 'virtual-camera');
  await expect.poll(camera, { timeout: 20_000 }).toMatchObject({ state: 'error', code: 'no-stage' });
  await untilStageShows(await program.openStage());
  await expect.poll(camera, { timeout: 30_000 }).toMatchObject({ state: 'live' });

  const { env } = session;
  const file = join(env.HOME!, 'frame.raw');
  const pixelAt = async (x: number, y: number): Promise<number[]> => {
    const args = [
      ...['-q', 'pipewiresrc', 'target-object=kagami', 'num-buffers=2', '!', 'videoconvert', '!'],
      ...['video/x-raw,format=BGRA', '!', 'filesink', `location=${file}`],
    ];
    await run('gst-launch-1.0', args, { env, timeout: 10_000 }).catch(() => {});
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    const last = bytes.length - WIDTH * HEIGHT * 4 + (y * WIDTH + x) * 4;
    return last < 0 ? [] : [bytes[last + 2]!, bytes[last + 1]!, bytes[last]!];
  };
  await expect.poll(() => pixelAt(2, 2), { timeout: 40_000, message: 'the corner' }).toEqual([...COLOUR]);
  expect(await pixelAt(WIDTH / 2, HEIGHT / 2), 'the middle').not.toEqual([...COLOUR]);

  await program.host.services.api.setOutputOn('virtual-camera', false);
  await expect.poll(camera, { timeout: 10_000 }).toMatchObject({ state: 'off' });
  expect(program.errors).toEqual([]);
});
