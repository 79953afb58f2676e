/** Recorded takes: sequences of TrackingFrames in a compact file. The format is described in take-format.ts. */
export { cutTake } from './take-cut';
export { TakeError, type TakeMeta } from './take-format';
export { createTakePlayer, shiftTimes, type TakePlayer } from './take-player';
export { readTake, type Take } from './take-reader';
export { createTakeWriter, type TakeWriter } from './take-writer';
