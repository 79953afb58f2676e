import type { Surroundings } from '@shared/surroundings';
import { createColourSampler } from '../capture/colour-sampler';

export interface ScreenLightOptions {
  tell(screen: Surroundings): void;
  onState(state: ScreenLightState): void;
  /** Asks the user for a screen or window; the browser's own dialog. */
  getDisplay?: () => Promise<MediaStream>;
}

export type ScreenLightState = 'off' | 'asking' | 'on' | 'refused';

/** Looks at the colour of a screen that the user chose. Its picture stays in this page, and only its average leaves it. */
export interface ScreenLight {
  /** Must be called by a press: browsers ask only then. */
  start(): void;
  stop(): void;
}

const EVERY_MS = 400;
const SMOOTH_MS = 500;

/** Small and slow: one colour is made of it. */
const askForDisplay = (): Promise<MediaStream> =>
  navigator.mediaDevices.getDisplayMedia({
    audio: false,
    video: { width: { max: 320 }, height: { max: 320 }, frameRate: { max: 5 } },
  });

const end = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

export const createScreenLight = ({
  tell,
  onState,
  getDisplay = askForDisplay,
}: ScreenLightOptions): ScreenLight => {
  const sampler = createColourSampler({ columns: 1, rows: 1, everyMs: EVERY_MS, smoothMs: SMOOTH_MS });
  let stream: MediaStream | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let turn = 0;

  const stop = (next: ScreenLightState = 'off'): void => {
    turn += 1;
    clearInterval(timer);
    if (stream !== undefined) {
      end(stream);
      tell({ of: 'screen', colours: null });
    }
    stream = undefined;
    sampler.reset();
    onState(next);
  };

  const watch = async (opened: MediaStream): Promise<void> => {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = opened;
    await video.play();
    timer = setInterval(() => {
      const colours = sampler.see(video, performance.now());
      if (colours !== undefined) tell({ of: 'screen', colours });
    }, EVERY_MS);
  };

  return {
    start: () => {
      stop();
      const own = ++turn;
      onState('asking');
      getDisplay()
        .then(async (opened) => {
          if (own !== turn) return end(opened);
          stream = opened;
          opened.getVideoTracks()[0]?.addEventListener('ended', () => own === turn && stop());
          await watch(opened);
          if (own === turn) onState('on');
        })
        .catch(() => own === turn && stop('refused'));
    },
    stop: () => stop(),
  };
};
