import type { Calibration } from '@shared/calibration';
import type { Settings } from '@shared/settings';
import type { BlinkCurve } from './blink-curve';

/** What the user sets of the shape stage. */
export interface ShapeOptions {
  /** Move as a mirror image. */
  mirror: boolean;
  /** 0 = responsive .. 1 = smooth. */
  smoothing: number;
  linkBlinks: boolean;
  /** Where the lids begin to close and where they are shut, as weights of the person's own; see `blink-curve.ts`. */
  blink?: BlinkCurve;
  /** Breathing and weight shift: 0 = none .. 1 = as designed .. 2. */
  idle: number;
  /** Gain of each part, 1 = as seen. */
  gain: { head: number; body: number; arms: number; expressions: number };
  /** The neutral pose of this camera and avatar, where one was recorded. */
  calibration?: Calibration;
}

export const shapeOptions = (motion: Settings['motion'], calibration?: Calibration): ShapeOptions => ({
  mirror: motion.mirror,
  smoothing: motion.smoothing,
  linkBlinks: motion.linkBlinks,
  blink: motion.blink,
  idle: motion.idle,
  gain: motion.gain,
  ...(calibration === undefined ? {} : { calibration }),
});
