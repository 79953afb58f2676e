import type { Calibration } from '@shared/calibration';
import type { TrackingFrame } from '@shared/tracking-frame';
import type { CalibrationWatch } from './calibration-watch';

/** How far the neutral calibration is. */
export type CalibrationState =
  /** Time to take up the pose. */
  | { phase: 'countdown'; seconds: number }
  | { phase: 'watching'; share: number }
  | { phase: 'done' }
  /** The face was not seen for long enough. */
  | { phase: 'failed' };

export interface CalibrationRunOptions {
  /** Loaded during the countdown. */
  loadWatch(): Promise<CalibrationWatch>;
  /** @returns unsubscribes */
  onTrackingFrame(listener: (frame: TrackingFrame) => void): () => void;
  onState(state: CalibrationState): void;
  /** Never called after `cancel`. */
  onCalibration(calibration: Calibration): void;
}

/** Seconds to take up the neutral pose. */
const COUNTDOWN = 3;
/** The pose is watched for three seconds with a face in view; this long is waited for them. Milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 200;

/** Counts down, then watches the neutral pose. @returns cancels */
export const startCalibration = (options: CalibrationRunOptions): (() => void) => {
  const { onState } = options;
  const watch = options.loadWatch();
  let seconds = COUNTDOWN;
  let unlisten = (): void => undefined;
  let cancelled = false;
  let timer = setInterval(countDown, 1_000);
  onState({ phase: 'countdown', seconds });

  function countDown() {
    seconds--;
    if (seconds > 0) return onState({ phase: 'countdown', seconds });
    clearInterval(timer);
    watch.then(look, () => onState({ phase: 'failed' }));
  }

  function look(watching: CalibrationWatch) {
    if (cancelled) return;
    let looks = 0;
    unlisten = options.onTrackingFrame((frame) => watching.push(frame));
    onState({ phase: 'watching', share: 0 });
    timer = setInterval(() => {
      looks++;
      if (watching.progress < 1 && looks * LOOK_EVERY < PATIENCE)
        return onState({ phase: 'watching', share: watching.progress });
      stop();
      const calibration = watching.finish();
      onState({ phase: calibration === undefined ? 'failed' : 'done' });
      if (calibration !== undefined) options.onCalibration(calibration);
    }, LOOK_EVERY);
  }

  const stop = () => {
    clearInterval(timer);
    unlisten();
  };

  return () => {
    cancelled = true;
    stop();
  };
};
