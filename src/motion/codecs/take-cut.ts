import { createTrackingFrame } from '@shared/tracking-frame';
import { TIME_STEPS } from './take-format';
import { createTakePlayer } from './take-player';
import type { Take } from './take-reader';
import { createTakeWriter } from './take-writer';

/** Frames between two reports of progress. */
const REPORT_EVERY = 200;
/** Half of the format's smallest step, ms: asked for a little later, a frame is not missed by rounding. */
const HALF_STEP = 0.5 / TIME_STEPS;

/**
 * A part of a take as a take of its own, which plays just as the part does: it begins with what was seen at `from`. It keeps the
 * description, so whose work it is made from, but for the name. Yields its progress (0..1) now and then.
 *
 * @param from begin of the part, ms; kept within the take, as `to` is
 * @returns the take, not yet gzipped
 */
export function* cutTake(take: Take, from: number, to: number): Generator<number, Uint8Array> {
  const begin = Math.min(Math.max(0, from), take.durationMs);
  const player = createTakePlayer(take, { loop: false, from: begin, to });
  const writer = createTakeWriter();
  const frame = createTrackingFrame();
  player.at(0, frame);
  writer.add(frame);
  for (let i = 0; i < take.frameCount; i++) {
    const time = take.times[i]! - begin;
    if (i % REPORT_EVERY === 0) yield i / take.frameCount;
    if (time > 0 && time <= player.durationMs && player.at(time + HALF_STEP, frame)) writer.add(frame);
  }
  return writer.finish({ ...take.meta, name: '' });
}
