import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputState } from '@shared/outputs';
import type { SettingsPatch } from '@shared/settings';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFrames } from '../../../src/main/services/frames';
import { silentLog } from '../../../src/main/services/log';
import { createSettingsStore, type SettingsStore } from '../../../src/main/services/settings';
import { createVirtualCamera } from '../../../src/main/services/virtual-camera';
import {
  type Availability,
  CameraRefusal,
  type VirtualCameraDriver,
} from '../../../src/main/services/virtual-camera/driver';
import {
  createV4l2Camera,
  v4l2Arguments,
} from '../../../src/main/services/virtual-camera/linux-v4l2loopback';
import { queueHeader, queueLayout } from '../../../src/main/services/virtual-camera/obs-queue-layout';
import { openPipeCamera } from '../../../src/main/services/virtual-camera/pipe-camera';

let folder: string;
let settings: SettingsStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-camera-'));
  settings = await createSettingsStore({ file: join(folder, 'settings.json'), log: silentLog });
});
afterEach(async () => {
  await settings.flush();
  await rm(folder, { recursive: true, force: true });
});

const driver = (id: VirtualCameraDriver['id'], answer: Availability) => {
  const close = vi.fn();
  const open = vi.fn(async () => ({ write: async () => true, fault: () => undefined, close }));
  return { id, format: 'bgra' as const, available: async () => answer, open, close };
};
const THERE: Availability = { available: true };
const ABSENT: Availability = {
  available: false,
  code: 'no-gstreamer',
  message: 'GStreamer is missing.',
  action: 'Install it.',
};

const camera = (drivers: VirtualCameraDriver[]) => {
  const frames = createFrames();
  frames.connect({ send: () => {}, onFrame: () => {} });
  const made = createVirtualCamera({ settings, frames, drivers, log: silentLog });
  const change = (virtualCamera: NonNullable<SettingsPatch['outputs']>['virtualCamera']) =>
    settings.update({ outputs: { virtualCamera } });
  return { made, change };
};
const until = (made: { output: { state: OutputState } }, state: Partial<OutputState>) =>
  vi.waitFor(() => expect(made.output.state).toMatchObject(state), { timeout: 3000 });

describe('the choice of a camera', () => {
  test('the first that is there is taken, with the size of the settings', async () => {
    const [absent, there] = [driver('pipewire', ABSENT), driver('v4l2loopback', THERE)];
    const { made, change } = camera([absent, there]);
    change({ width: 640, height: 360, rate: 24 });
    made.output.start();
    await vi.waitFor(() => expect(there.open).toHaveBeenCalledWith({ width: 640, height: 360, rate: 24 }));
    expect(absent.open).not.toHaveBeenCalled();
    change({ width: 1280, height: 720 });
    await vi.waitFor(() => expect(there.open).toHaveBeenCalledTimes(2));
    expect(there.close).toHaveBeenCalledTimes(1);
    made.output.stop();
    made.close();
    expect(there.close).toHaveBeenCalledTimes(2);
  });

  test('where nothing is there, what is missing for the best one is said', async () => {
    const { made } = camera([
      driver('pipewire', ABSENT),
      driver('v4l2loopback', { ...ABSENT, code: 'no-ffmpeg' }),
    ]);
    made.output.start();
    await until(made, { state: 'error', code: 'no-gstreamer', action: 'Install it.' });
    expect(await made.drivers()).toMatchObject([
      { id: 'pipewire', available: false, code: 'no-gstreamer' },
      { id: 'v4l2loopback', available: false, code: 'no-ffmpeg' },
    ]);
    made.output.stop();
    made.close();
  });

  test('a chosen one that is absent is not replaced by another', async () => {
    const other = driver('v4l2loopback', THERE);
    const { made, change } = camera([driver('pipewire', ABSENT), other]);
    change({ driver: 'pipewire' });
    made.output.start();
    await until(made, { state: 'error', code: 'no-gstreamer' });
    expect(other.open).not.toHaveBeenCalled();
    made.output.stop();
    made.close();
  });

  test('a camera in use is refused in words', async () => {
    const busy = driver('obs-queue', THERE);
    busy.open.mockRejectedValue(new CameraRefusal('camera-in-use', 'It is in use.', 'Stop the other.'));
    const { made } = camera([busy]);
    made.output.start();
    await until(made, { state: 'error', code: 'camera-in-use', message: 'It is in use.' });
    made.output.stop();
    made.close();
  });
});

describe('a program that takes frames on its input', () => {
  test('gets every byte, and its end is told with its last words', async () => {
    const file = join(folder, 'taken.raw');
    const open = openPipeCamera({ command: 'sh', args: ['-c', `cat > ${file}`], action: 'Look.' });
    expect(await open.write(new Uint8Array(200_000).fill(5))).toBe(true);
    expect(await open.write(new Uint8Array(200_000).fill(6))).toBe(true);
    await vi.waitFor(async () => expect((await readFile(file)).length).toBe(400_000));
    expect(open.fault()).toBeUndefined();
    open.close();
    const failing = openPipeCamera({
      command: 'sh',
      args: ['-c', 'echo no device >&2; exit 3'],
      action: 'Look.',
    });
    await vi.waitFor(() => expect(failing.fault()?.message).toContain('no device'));
    expect(await failing.write(new Uint8Array(10))).toBe(false);
    const absent = openPipeCamera({ command: join(folder, 'nothing'), args: [], action: 'Look.' });
    await vi.waitFor(() => expect(absent.fault()?.message).toContain('could not be started'));
  });
});

describe('v4l2loopback', () => {
  test('a virtual device that can be written to is found; without one it says how to get it', async () => {
    const devices = join(folder, 'dev');
    const virtualCameras = join(folder, 'sys');
    await mkdir(devices);
    await mkdir(join(virtualCameras, 'video7'), { recursive: true });
    const there = createV4l2Camera({ devices, virtualCameras });
    const missing = await there.available();
    if (!missing.available && missing.code === 'no-ffmpeg') return;
    expect(missing.available === false && missing.action).toContain('modprobe v4l2loopback');
    await writeFile(join(devices, 'video7'), '');
    await chmod(join(devices, 'video7'), 0o600);
    expect(await there.available()).toEqual({ available: true });
  });

  test('ffmpeg is told size, rate and device', () => {
    const args = v4l2Arguments({ width: 640, height: 360, rate: 30 }, '/dev/video7').join(' ');
    expect(args).toContain('-video_size 640x360 -framerate 30 -i pipe:0');
    expect(args.endsWith('/dev/video7')).toBe(true);
  });
});

describe('the memory of OBS’s camera', () => {
  test('slots lie as OBS lays them for 1080p', () => {
    const layout = queueLayout(1920, 1080);
    expect(layout.slots).toEqual([96, 3_110_528, 6_220_960]);
    expect(layout.bytes).toBe(9_331_392);
    const view = new DataView(queueHeader(layout, 30).buffer);
    expect([view.getUint32(12, true), view.getUint32(28, true), view.getUint32(32, true)]).toEqual([
      96, 1920, 1080,
    ]);
    expect(view.getBigUint64(40, true)).toBe(333_333n);
  });
});
