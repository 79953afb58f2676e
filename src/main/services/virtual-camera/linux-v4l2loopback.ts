import { access, constants, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CameraRefusal, type CameraSize, type VirtualCameraDriver } from './driver';
import { isInstalled, openPipeCamera } from './pipe-camera';

const FFMPEG = 'ffmpeg';
/** Cameras that are no hardware, as v4l2loopback makes them, have a folder here. */
const VIRTUAL_CAMERAS = '/sys/devices/virtual/video4linux';

const MISSING = 'No v4l2loopback camera is there.';
const GET_IT =
  'Install v4l2loopback-dkms and run: sudo modprobe v4l2loopback exclusive_caps=1 card_label=Kagami';

export interface V4l2Options {
  /** Other places for tests. */
  virtualCameras?: string;
  devices?: string;
}

/**
 * A camera of the kernel module v4l2loopback, which every program sees; ffmpeg writes into it. It could not be run where Kagami is made
 * (no kernel modules there).
 */
export const createV4l2Camera = (options: V4l2Options = {}): VirtualCameraDriver => {
  const { virtualCameras = VIRTUAL_CAMERAS, devices = '/dev' } = options;

  const findDevice = async (): Promise<string | undefined> => {
    const names = await readdir(virtualCameras).catch(() => []);
    for (const name of names.filter((name) => /^video\d+$/.test(name)).sort()) {
      const device = join(devices, name);
      if (await isWritable(device)) return device;
    }
    return undefined;
  };

  return {
    id: 'v4l2loopback',
    format: 'nv12',
    async available() {
      if (!(await isInstalled(FFMPEG)))
        return {
          available: false,
          code: 'no-ffmpeg',
          message: 'ffmpeg is not installed.',
          action: 'Install the package ffmpeg of your system.',
        };
      return (await findDevice()) === undefined
        ? { available: false, code: 'no-loopback', message: MISSING, action: GET_IT }
        : { available: true };
    },
    async open(size) {
      const device = await findDevice();
      if (device === undefined) throw new CameraRefusal('no-loopback', MISSING, GET_IT);
      return openPipeCamera({
        command: FFMPEG,
        args: v4l2Arguments(size, device),
        action: 'Close the program that writes to this camera, then turn the virtual camera off and on.',
      });
    },
  };
};

export const v4l2Arguments = ({ width, height, rate }: CameraSize, device: string): string[] => [
  ...['-hide_banner', '-loglevel', 'error', '-fflags', 'nobuffer'],
  ...[
    '-f',
    'rawvideo',
    '-pixel_format',
    'nv12',
    '-video_size',
    `${width}x${height}`,
    '-framerate',
    `${rate}`,
  ],
  ...['-i', 'pipe:0', '-f', 'v4l2', '-pix_fmt', 'yuv420p', device],
];

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
