import { createTakePlayer, readTake, shiftTimes, type Take, TakeError } from '@motion/codecs/take';
import type { Fault } from '@shared/channel';
import { toClock } from '@shared/clock';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import type { SourceState } from './frame-source';
import { decompressTake } from './take-compression';
import { startTicker } from './ticker';

/** How often the player is asked for a new frame, ms. */
const TICK_MS = 8;

export interface TakeSourceEvents {
  /** A recorded result, its times moved to now. The frame is reused: copy it. */
  onTracking(frame: TrackingFrame): void;
  /** Never called after `stop`. */
  onState(state: SourceState, fault?: Fault): void;
}

export interface TakeSourceOptions {
  /** Fetches the `.ktake` file. */
  load(): Promise<Uint8Array>;
  /** Name to show until the take's own is known. */
  name: string;
  loop: boolean;
  /** Part of the take that plays, ms; an end of 0 = all of it. */
  from: number;
  to: number;
}

/** A recorded take in place of a camera and its tracking; plays in real time, also while the window is hidden. */
export interface TakeSource {
  /** Resolves when it plays, failed (see `onState`) or was stopped; never rejects. Starting twice begins anew. */
  start(): Promise<void>;
  stop(): void;
  readonly label: string;
  /** Frames since `start`. */
  readonly frameCount: number;
}

export const createTakeSource = (options: TakeSourceOptions, events: TakeSourceEvents): TakeSource => {
  let generation = 0;
  let label = options.name;
  let frameCount = 0;
  let stopTicking = (): void => undefined;

  const stop = (): void => {
    generation++;
    stopTicking();
    stopTicking = () => undefined;
    frameCount = 0;
  };

  const play = (take: Take): void => {
    const { loop, from } = options;
    const player = createTakePlayer(take, { loop, from, to: options.to || take.durationMs });
    const frame = createTrackingFrame();
    const startedAt = performance.now();
    const startTime = toClock(performance.timeOrigin, startedAt);
    stopTicking = startTicker(TICK_MS, () => {
      const elapsed = performance.now() - startedAt;
      if (player.at(elapsed, frame)) {
        shiftTimes(frame, startTime);
        frameCount++;
        events.onTracking(frame);
      }
      if (!loop && elapsed >= player.durationMs) {
        stop();
        events.onState('ended');
      }
    });
  };

  return {
    async start() {
      stop();
      const mine = generation;
      events.onState('starting');
      try {
        const take = readTake(await decompressTake(await options.load()));
        if (mine !== generation) return;
        label = take.meta.name || options.name;
        events.onState('running');
        play(take);
      } catch (error) {
        if (mine === generation) events.onState('fault', takeFault(error));
      }
    },
    stop,
    get label() {
      return label;
    },
    get frameCount() {
      return frameCount;
    },
  };
};

const takeFault = (error: unknown): Fault => ({
  code: 'take-unreadable',
  message: error instanceof TakeError ? error.message : 'The take could not be loaded.',
  action: 'Choose another take, or record a new one.',
});
