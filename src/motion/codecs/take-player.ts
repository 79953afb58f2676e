import { copyTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { createByteReader } from './take-bytes';
import { createTakeDecoder, type Take } from './take-reader';

/** What of a take is played, and how. */
export interface TakePlay {
  loop: boolean;
  /** Part of the take, ms; by default all of it. */
  from?: number;
  to?: number;
}

/** Plays a take: time in, frame out. */
export interface TakePlayer {
  /** One round, ms. */
  readonly durationMs: number;
  /**
   * Writes the newest frame at `time` (ms since playing began) into `out`. Times in `out` are on that same clock, also in
   * later rounds, so that they always rise. Allocates nothing.
   * @returns whether it is another frame than the call before gave; otherwise `out` is left as it is
   */
  at(time: number, out: TrackingFrame): boolean;
}

export const createTakePlayer = (take: Take, options: TakePlay): TakePlayer => {
  const from = Math.min(Math.max(0, options.from ?? 0), take.durationMs);
  const to = Math.min(Math.max(from, options.to ?? take.durationMs), take.durationMs);
  const span = Math.max(to - from, SHORTEST_MS);
  const reader = createByteReader(take.bytes);
  const decoder = createTakeDecoder(reader);
  let current = -1;
  let currentRound = -1;

  const seek = (frame: number): void => {
    const key = keyBefore(take, frame);
    if (current > frame || current < key.frame) {
      reader.position = key.position;
      decoder.step = key.stepBefore;
      current = key.frame - 1;
    }
    for (; current < frame; current++) decoder.next();
  };

  return {
    durationMs: span,
    at(time, out) {
      const round = options.loop ? Math.max(0, Math.floor(time / span)) : 0;
      const frame = frameAt(take.times, from + Math.min(time - round * span, span));
      if (frame === current && round === currentRound) return false;
      seek(frame);
      currentRound = round;
      copyTrackingFrame(decoder.frame, out);
      // What was seen before the part begins counts as seen at its begin: times must rise over rounds.
      shiftTimes(out, round * span - Math.min(from, out.time));
      return true;
    },
  };
};

/** A part without a length would begin anew without end. */
const SHORTEST_MS = 1;

const keyBefore = (take: Take, frame: number) => {
  let low = 0;
  let high = take.keys.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((take.keys[middle]?.frame ?? 0) <= frame) low = middle;
    else high = middle - 1;
  }
  // A checked take begins with a key frame.
  return take.keys[low]!;
};

/** Index of the newest frame that is not later than `time`; 0 before the first. */
const frameAt = (times: Float64Array, time: number): number => {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Moves a frame and its parts by `offset` ms. */
export const shiftTimes = (frame: TrackingFrame, offset: number): void => {
  frame.time += offset;
  frame.face.time += offset;
  frame.pose.time += offset;
  frame.leftHand.time += offset;
  frame.rightHand.time += offset;
};
