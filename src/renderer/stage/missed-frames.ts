/** Counts the frames that a Stage should have drawn and did not. */
export interface MissedFrames {
  /** @param rate the highest rate wanted, frames a second; 0 = every frame of the display. */
  setRate(rate: number): void;
  /** The display offers a frame at `now`, milliseconds. */
  offered(now: number): void;
  /** A frame was drawn at `now`. Allocates nothing. */
  drew(now: number): void;
  /** Frames since the Stage was opened. */
  readonly drawn: number;
  readonly missed: number;
}

/** A longer pause is a covered or minimised window, not a slow one; milliseconds. */
const PAUSE = 1000;
/** No display is faster, milliseconds between frames. */
const FASTEST = 1000 / 360;
/** How fast the guess at the display's interval rises again: a display may be changed for a slower one. */
const RISE = 1.002;

export const createMissedFrames = (): MissedFrames => {
  let interval = 0;
  /** Between two frames of the display: the shortest gap seen. */
  let display = PAUSE;
  let offeredAt = Number.NEGATIVE_INFINITY;
  let drewAt = Number.NEGATIVE_INFINITY;
  let drawn = 0;
  let missed = 0;
  return {
    setRate: (rate) => {
      interval = rate > 0 ? 1000 / rate : 0;
    },
    offered: (now) => {
      const gap = now - offeredAt;
      offeredAt = now;
      if (gap >= FASTEST) display = Math.min(gap, display * RISE);
    },
    drew: (now) => {
      const gap = now - drewAt;
      drewAt = now;
      drawn++;
      const wanted = Math.max(interval, display);
      if (gap < PAUSE) missed += Math.max(0, Math.round(gap / wanted) - 1);
    },
    get drawn() {
      return drawn;
    },
    get missed() {
      return missed;
    },
  };
};
