import type { Milliseconds } from '@shared/clock';
import type { RestPose } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { mirrorMotionFrame } from './mirror';
import type { ShapeOptions } from './options';

/** Sources beside the camera, in rising priority; each covers what it drives. */
export type SourceSlot = 'vmc' | 'animation' | 'voice';

/**
 * The shape stage of one avatar: calibrates, mirrors, filters, limits and mixes what the sources say, and keeps the
 * avatar alive where they say nothing. One per Stage; allocates nothing after it was made.
 */
export interface Shaper {
  /** The newest solved frame of the tracking source, never mirrored; copied. A frame older than the last is ignored. */
  push(frame: MotionFrame): void;
  /** The newest frame of another source, already in the avatar's own left and right; copied. */
  pushSource(slot: SourceSlot, frame: MotionFrame): void;
  /**
   * Writes the avatar's motion at `now` (ms on the one clock; any rate, any gap). `out.time` is when the camera saw the newest
   * frame in it, or `now` where there is none; every bone and expression is driven.
   */
  step(now: Milliseconds, out: MotionFrame): void;
  setOptions(options: ShapeOptions): void;
  /** The avatar that the motion is for: lengths of its arms and legs. */
  setRest(rest: RestPose): void;
  /** Forgets every source: a new camera or take. */
  reset(): void;
}

export const createShaper = (initial: ShapeOptions): Shaper => {
  let options = initial;
  const tracked = createMotionFrame('tracking');
  return {
    push: (frame) => {
      copyMotionFrame(frame, tracked);
      if (options.mirror) mirrorMotionFrame(tracked);
    },
    pushSource: () => {},
    step: (_now, out) => {
      copyMotionFrame(tracked, out);
      out.source = 'mix';
    },
    setOptions: (next) => {
      options = next;
    },
    setRest: () => {},
    reset: () => {},
  };
};
