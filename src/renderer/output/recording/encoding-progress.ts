import type { TrackPacket } from './track-packet';

type Track = TrackPacket['track'];

/** How often is looked whether the encoders have come up, ms. */
const LOOK_EVERY_MS = 50;
/** An encoder from which nothing has come for so long, ms, is not waited for. */
const PATIENCE_MS = 5000;
/** Encoders round times to microseconds. Seconds. */
const EXACTNESS = 0.001;

/** How far each track has been encoded. Times are seconds on the session's clock. */
export interface EncodingProgress {
  /** The track is there up to this moment. */
  came(track: Track, until: number): void;
  /** Nothing more comes of the track. */
  ended(track: Track): void;
  /** Resolves when every track is there up to the moment, or nothing of what is missing has come for five seconds. */
  reaches(moment: number): Promise<void>;
}

export const createEncodingProgress = (tracks: readonly Track[]): EncodingProgress => {
  const reached = new Map<Track, number>(tracks.map((track) => [track, 0]));

  const missing = (moment: number): number => {
    let seconds = 0;
    for (const until of reached.values()) seconds += Math.max(0, moment - until - EXACTNESS);
    return seconds;
  };

  return {
    came: (track, until) => {
      reached.set(track, Math.max(reached.get(track) ?? 0, until));
    },
    ended: (track) => {
      reached.set(track, Number.POSITIVE_INFINITY);
    },
    async reaches(moment) {
      let least = missing(moment);
      let waited = 0;
      while (least > 0 && waited < PATIENCE_MS) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        const now = missing(moment);
        waited = now < least ? 0 : waited + LOOK_EVERY_MS;
        least = now;
      }
    },
  };
};
