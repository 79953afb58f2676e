import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Availability, CameraSize, VirtualCameraDriver } from './driver';
import { isInstalled, openPipeCamera } from './pipe-camera';

const run = promisify(execFile);

const GSTREAMER = 'gst-launch-1.0';
const PACKAGES = 'gstreamer1.0-tools, gstreamer1.0-plugins-base and gstreamer1.0-pipewire';

/** Name of the camera in other programs, and of its node in PipeWire. */
const NAME = 'Kagami';
const NODE = 'kagami';

/**
 * A camera in PipeWire, without any kernel module: for programs that ask PipeWire (or the desktop's camera portal) for cameras, as
 * browsers and OBS 30 do. Frames go to GStreamer, which is a camera there.
 */
export const createPipeWireCamera = (env: NodeJS.ProcessEnv = process.env): VirtualCameraDriver => ({
  id: 'pipewire',
  format: 'bgra',
  async available() {
    if (!(await isInstalled(GSTREAMER, env.PATH)) || !(await hasSink())) return NO_GSTREAMER;
    return (await isRunning(env)) ? { available: true } : NO_PIPEWIRE;
  },
  async open(size) {
    return openPipeCamera({
      command: GSTREAMER,
      args: pipeWireArguments(size),
      env,
      action: 'Check that PipeWire runs, then turn the virtual camera off and on.',
    });
  },
});

/**
 * Each frame is stamped as it comes and given on at once. `drop-allocation` keeps PipeWire's own buffers away from the parser, which
 * cannot fill them.
 */
export const pipeWireArguments = ({ width, height, rate }: CameraSize): string[] => [
  '--quiet',
  ...['fdsrc', 'fd=0', 'do-timestamp=true', `blocksize=${width * height * 4}`, '!'],
  ...['rawvideoparse', 'format=bgra', `width=${width}`, `height=${height}`, `framerate=${rate}/1`, '!'],
  ...['identity', 'drop-allocation=true', '!'],
  ...['pipewiresink', 'mode=provide', 'sync=false'],
  `stream-properties=p,media.class=Video/Source,media.role=Camera,node.name=${NODE},node.description=${NAME}`,
];

const hasSink = async (): Promise<boolean> => {
  try {
    await run('gst-inspect-1.0', ['pipewiresink']);
    await run('gst-inspect-1.0', ['rawvideoparse']);
    return true;
  } catch {
    return false;
  }
};

const isRunning = async (env: NodeJS.ProcessEnv): Promise<boolean> => {
  const folder = env.PIPEWIRE_RUNTIME_DIR ?? env.XDG_RUNTIME_DIR;
  if (folder === undefined) return false;
  return stat(join(folder, 'pipewire-0')).then(
    (found) => found.isSocket(),
    () => false,
  );
};

const NO_GSTREAMER: Availability = {
  available: false,
  code: 'no-gstreamer',
  message: 'GStreamer with its PipeWire plugin is not installed.',
  action: `Install the packages ${PACKAGES} of your system.`,
};

const NO_PIPEWIRE: Availability = {
  available: false,
  code: 'no-pipewire',
  message: 'PipeWire does not run in this session.',
  action: 'Install pipewire and wireplumber, and log in again.',
};
