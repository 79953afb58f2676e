import type { CameraDriverState } from '@shared/virtual-camera';
import type { Frames } from '../frames';
import { createFrameOutput, type FrameOutput, type OutputFault, OutputRefusal } from '../frames/frame-output';
import type { Log } from '../log';
import type { Obs } from '../obs';
import type { SettingsStore } from '../settings';
import { type Availability, CameraRefusal, type VirtualCameraDriver } from './driver';
import { createPipeWireCamera } from './linux-pipewire';
import { createV4l2Camera } from './linux-v4l2loopback';
import { createObsCamera } from './through-obs';
import { createObsQueueCamera } from './windows-queue';

/** A camera that other programs can choose, by the first way that this system has. */
export interface VirtualCamera {
  readonly output: FrameOutput;
  /** What this system could use, best first, and what is missing. */
  drivers(): Promise<CameraDriverState[]>;
  close(): void;
}

export interface VirtualCameraOptions {
  settings: SettingsStore;
  frames: Frames;
  drivers: readonly VirtualCameraDriver[];
  log: Log;
}

/** The ways of a system, best first. */
export const systemDrivers = (obs: Obs, platform: NodeJS.Platform): VirtualCameraDriver[] => {
  if (platform === 'linux') return [createPipeWireCamera(), createV4l2Camera(), createObsCamera(obs)];
  if (platform === 'win32') return [createObsQueueCamera(), createObsCamera(obs)];
  return [createObsCamera(obs)];
};

export const createVirtualCamera = (options: VirtualCameraOptions): VirtualCamera => {
  const { settings, frames, drivers, log } = options;
  const wanted = () => settings.current.outputs.virtualCamera;
  const config = (): string => JSON.stringify({ ...wanted(), on: undefined });
  let opened = '';

  const available = async (driver: VirtualCameraDriver): Promise<Availability> => {
    try {
      return await driver.available();
    } catch (error) {
      log.warn(`Virtual camera ${driver.id}: ${(error as Error).message}`);
      return {
        available: false,
        code: 'camera-failed',
        message: 'This way to be a camera could not be looked at.',
        action: 'The log file says more.',
      };
    }
  };

  /** The chosen driver, or the first that is there. @throws OutputRefusal with what is missing for the best one. */
  const choose = async (): Promise<VirtualCameraDriver> => {
    const choice = wanted().driver;
    const candidates = choice === 'auto' ? drivers : drivers.filter(({ id }) => id === choice);
    let missing: OutputFault | undefined;
    for (const driver of candidates) {
      const answer = await available(driver);
      if (answer.available) return driver;
      missing ??= { code: answer.code, message: answer.message, action: answer.action };
    }
    throw new OutputRefusal(missing ?? NOT_HERE);
  };

  const output = createFrameOutput({
    id: 'virtual-camera',
    frames,
    async open() {
      opened = config();
      const { width, height, rate, colour } = wanted();
      const driver = await choose();
      const camera = await openOrRefuse(driver, { width, height, rate });
      let count = 0;
      const { format } = driver;
      return {
        ...(format !== undefined && {
          sink: {
            wish: { id: 'virtual-camera', format, width, height, rate, colour },
            async take(pixels: Uint8Array) {
              if (await camera.write(pixels)) count += 1;
            },
          },
        }),
        takeCount: () => {
          const taken = count;
          count = 0;
          return taken;
        },
        fault: () => {
          const fault = camera.fault();
          return fault && { ...fault, code: 'camera-ended' };
        },
        close: camera.close,
      };
    },
  });

  const unsubscribe = settings.onChange(() => {
    if (config() !== opened) output.restart();
  });

  return {
    output,
    drivers: () =>
      Promise.all(
        drivers.map(async (driver) => {
          const answer = await available(driver);
          return { id: driver.id, ...answer };
        }),
      ),
    close: unsubscribe,
  };
};

const openOrRefuse: (
  ...args: [VirtualCameraDriver, Parameters<VirtualCameraDriver['open']>[0]]
) => ReturnType<VirtualCameraDriver['open']> = async (driver, size) => {
  try {
    return await driver.open(size);
  } catch (error) {
    if (error instanceof CameraRefusal)
      throw new OutputRefusal({ message: error.message, action: error.action, code: error.code });
    throw error;
  }
};

const NOT_HERE: OutputFault = {
  code: 'camera-failed',
  message: 'This system does not have this way to be a camera.',
  action: 'Choose another one, or “automatic”.',
};
