import type { Frames } from '../frames';
import { createFrameOutput, type FrameOutput } from '../frames/frame-output';
import type { SettingsStore } from '../settings';
import { openRawStreamServer } from './raw-stream-server';

export interface ObsStream {
  readonly output: FrameOutput;
  close(): void;
}

/** Raw BGRA with straight alpha over loopback TCP: what a Media Source of any OBS shows with true transparency. */
export const createObsStream = (settings: SettingsStore, frames: Frames): ObsStream => {
  const config = (): string => {
    const { port, width, height, rate } = settings.current.outputs.obsStream;
    return [port, width, height, rate].join();
  };

  let opened = '';
  const output = createFrameOutput({
    id: 'obs-stream',
    frames,
    async open() {
      opened = config();
      const { port, width, height, rate } = settings.current.outputs.obsStream;
      const server = await openRawStreamServer(port);
      let count = 0;
      return {
        sink: {
          wish: { id: 'obs-stream', format: 'bgra', width, height, rate },
          async take(pixels) {
            if (await server.write(pixels)) count += 1;
          },
        },
        receivers: () => server.receivers,
        takeCount: () => {
          const taken = count;
          count = 0;
          return taken;
        },
        close: server.close,
      };
    },
  });

  const unsubscribe = settings.onChange(() => {
    if (config() !== opened) output.restart();
  });

  return { output, close: unsubscribe };
};
