import type { Settings } from '@shared/settings';
import type { FrameFeed } from '../output/frames/frame-feed';

/** Gives the Stage's pictures to the outputs that are made of them: the stream into OBS, the virtual camera. */
export interface FrameOutlet {
  follow(settings: Settings): void;
  /** Must be called in the task that drew the canvas. */
  offer(canvas: HTMLCanvasElement, now: number): void;
  close(): void;
}

declare global {
  interface Window {
    /** In Electron: asks for a port to the main process, which comes as a message named {@link FRAME_PORT}. */
    readonly openFramePort?: () => void;
  }
}

/** Of several Stages one sends: the one that holds this Web Lock. */
const LOCK = 'kagami.frames';
const FRAME_PORT = 'kagami.frame-port';

export const createFrameOutlet = (onError: (message: string) => void): FrameOutlet => {
  let wish: AbortController | undefined;
  let release: (() => void) | undefined;
  let feed: FrameFeed | undefined;

  /** Holds the lock until {@link stop}. */
  const hold = async (signal: AbortSignal): Promise<void> => {
    const [{ createFrameFeed }, port] = await Promise.all([
      import('../output/frames/frame-feed'),
      window.openFramePort === undefined ? undefined : framePort(window.openFramePort),
    ]);
    if (signal.aborted) return;
    feed = createFrameFeed(port);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  };

  const start = (): void => {
    const own = new AbortController();
    wish = own;
    navigator.locks
      .request(LOCK, { signal: own.signal }, () => hold(own.signal))
      .catch((error: unknown) => {
        // Withdrawn by `stop` while it waited.
        if (!own.signal.aborted) onError(`Frames cannot be sent: ${String(error)}`);
      });
  };

  const stop = (): void => {
    wish?.abort();
    feed?.close();
    release?.();
    wish = undefined;
    feed = undefined;
    release = undefined;
  };

  return {
    follow: ({ outputs: { obsStream, virtualCamera } }) => {
      const wanted = obsStream.on || virtualCamera.on;
      if (wanted && wish === undefined) start();
      if (!wanted) stop();
    },
    offer: (canvas, now) => feed?.offer(canvas, now),
    close: stop,
  };
};

const framePort = (open: () => void): Promise<MessagePort> =>
  new Promise((resolve) => {
    const hear = ({ data, ports, source }: MessageEvent): void => {
      if (source !== window || data !== FRAME_PORT || ports[0] === undefined) return;
      window.removeEventListener('message', hear);
      resolve(ports[0]);
    };
    window.addEventListener('message', hear);
    open();
  });
