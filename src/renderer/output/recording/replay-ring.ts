import { createRecentSound } from './recent-sound';
import type { TrackPacket } from './track-packet';

/** The most that is held, whatever the time: 1080p at a high quality stays below. */
export const MAX_REPLAY_BYTES = 256 * 1024 * 1024;

/** The last seconds, encoded, in memory. */
export interface ReplayRing {
  readonly bytes: number;
  readonly seconds: number;
  add(packet: TrackPacket): void;
  /** What is held, from a key frame on, with the sound of its moment. */
  packets(): readonly TrackPacket[];
}

/** @param span seconds to hold at least, so long as they fit into `mostBytes` */
export const createReplayRing = (span: number, mostBytes = MAX_REPLAY_BYTES): ReplayRing => {
  let held: TrackPacket[] = [];
  let bytes = 0;
  const early = createRecentSound();

  const sizeOf = ({ packet }: TrackPacket): number =>
    packet.data.byteLength + (packet.sideData.alpha?.byteLength ?? 0);
  const isKey = ({ track, packet }: TrackPacket): boolean => track === 'video' && packet.type === 'key';
  const newest = (): number => held[held.length - 1]?.packet.timestamp ?? 0;

  /** Lets go of whole groups of pictures: nothing can be shown without its key frame. */
  const trim = (): void => {
    for (;;) {
      const next = held.findIndex((packet, i) => i > 0 && isKey(packet));
      if (next < 0) {
        // One group alone is larger than all of the room: it starts anew with the next key frame.
        if (bytes > mostBytes) {
          held = [];
          bytes = 0;
        }
        return;
      }
      const begin = held[next]?.packet.timestamp ?? 0;
      const enough = newest() - begin >= span;
      if (!enough && bytes <= mostBytes) return;
      const gone = held.splice(0, next);
      const itsSound = gone.filter(({ track, packet }) => track === 'audio' && packet.timestamp >= begin);
      held.splice(1, 0, ...itsSound);
      for (const packet of gone) bytes -= sizeOf(packet);
      for (const packet of itsSound) bytes += sizeOf(packet);
    }
  };

  return {
    get bytes() {
      return bytes;
    },
    get seconds() {
      return held.length === 0 ? 0 : newest() - (held[0]?.packet.timestamp ?? 0);
    },
    add(packet) {
      if (held.length === 0) {
        if (packet.track === 'audio') early.add(packet);
        if (!isKey(packet)) return;
        held.push(packet, ...early.from(packet.packet.timestamp));
        for (const each of held) bytes += sizeOf(each);
        return;
      }
      held.push(packet);
      bytes += sizeOf(packet);
      if (isKey(packet)) trim();
      else if (bytes > mostBytes) trim();
    },
    packets: () => held,
  };
};
