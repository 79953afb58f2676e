/** Decides which of the display's frames are drawn so that a highest rate is kept. */
export interface FrameLimit {
  /** @param rate frames a second; 0 = every frame of the display. */
  setRate(rate: number): void;
  /** @param now the frame's time, milliseconds. @returns whether to draw it. */
  isDue(now: number): boolean;
}

/** A display's frames come a little early or late: one this much before its time (ms) counts as due. */
const SLACK = 2;

export const createFrameLimit = (): FrameLimit => {
  let interval = 0;
  let next = 0;
  return {
    setRate: (rate) => {
      interval = rate > 0 ? 1000 / rate : 0;
      next = 0;
    },
    isDue: (now) => {
      if (now < next - SLACK) return false;
      // Keeps the beat while frames are on time; starts anew after a pause.
      next = now - next > interval ? now + interval : next + interval;
      return true;
    },
  };
};
