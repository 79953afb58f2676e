import type { Milliseconds } from '@shared/clock';
import type { CapturedImage, FrameSourceEvents } from './frame-source';

/** Hands pictures to a consumer that is not always free: the newest waits, older ones are closed, nothing queues. */
export interface NewestFrame {
  readonly count: number;
  offer(image: CapturedImage, time: Milliseconds): void;
  demand(): void;
  /** Closes what waits. */
  drop(): void;
  /** Closes what waits and starts to count anew. */
  reset(): void;
}

export const createNewestFrame = (events: Pick<FrameSourceEvents, 'wantsFrame' | 'onFrame'>): NewestFrame => {
  let count = 0;
  let waiting: CapturedImage | undefined;
  let waitingTime = 0;

  const drop = (): void => {
    waiting?.close();
    waiting = undefined;
  };

  return {
    get count() {
      return count;
    },
    offer(image, time) {
      count++;
      drop();
      if (events.wantsFrame()) {
        events.onFrame(image, time);
      } else {
        waiting = image;
        waitingTime = time;
      }
    },
    demand() {
      if (waiting === undefined || !events.wantsFrame()) return;
      const image = waiting;
      waiting = undefined;
      events.onFrame(image, waitingTime);
    },
    drop,
    reset() {
      drop();
      count = 0;
    },
  };
};
