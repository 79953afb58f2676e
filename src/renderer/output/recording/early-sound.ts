import type { TrackPacket } from './track-packet';

/** So much sound, seconds, waits for its picture. */
const MOST_WAITING = 10;

/** Sound is encoded sooner than pictures: what has come before the key frame of its moment waits here. */
export interface EarlySound {
  add(packet: TrackPacket): void;
  /** @param moment at which a key frame begins. @returns the sound from there on; nothing is kept */
  take(moment: number): TrackPacket[];
}

export const createEarlySound = (): EarlySound => {
  let waiting: TrackPacket[] = [];
  return {
    add(given) {
      const newest = given.packet.timestamp;
      if (newest - (waiting[0]?.packet.timestamp ?? newest) > MOST_WAITING) waiting.shift();
      waiting.push(given);
    },
    take(moment) {
      const taken = waiting.filter(({ packet }) => packet.timestamp >= moment);
      waiting = [];
      return taken;
    },
  };
};
