import type { TrackPacket } from './track-packet';

/** So much sound, seconds, waits for its picture. */
const SPAN = 10;

/** The last seconds of sound. It is encoded sooner than pictures: a file whose first picture comes has had the sound of it before. */
export interface RecentSound {
  add(packet: TrackPacket): void;
  /** @param moment at which a key frame begins */
  from(moment: number): TrackPacket[];
}

export const createRecentSound = (): RecentSound => {
  const packets: TrackPacket[] = [];
  const oldest = (): number => packets[0]?.packet.timestamp ?? Number.POSITIVE_INFINITY;
  return {
    add(given) {
      packets.push(given);
      while (oldest() < given.packet.timestamp - SPAN) packets.shift();
    },
    from: (moment) => packets.filter(({ packet }) => packet.timestamp >= moment),
  };
};
