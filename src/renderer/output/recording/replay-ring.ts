import type { TrackPacket } from './packet-file';

/** The most that is held, whatever the time: 1080p at a high quality stays below. */
export const MAX_REPLAY_BYTES = 256 * 1024 * 1024;

/** The last seconds, encoded, in memory. */
export interface ReplayRing {
  readonly bytes: number;
  readonly seconds: number;
  add(packet: TrackPacket): void;
  /** What is held, from a key frame on. */
  packets(): readonly TrackPacket[];
}

/** @param span seconds to hold at least, so long as they fit into `mostBytes` */
export const createReplayRing = (span: number, mostBytes = MAX_REPLAY_BYTES): ReplayRing => {
  let held: TrackPacket[] = [];
  let bytes = 0;

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
      const enough = newest() - (held[next]?.packet.timestamp ?? 0) >= span;
      if (!enough && bytes <= mostBytes) return;
      for (const gone of held.splice(0, next)) bytes -= sizeOf(gone);
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
      if (held.length === 0 && !isKey(packet)) return;
      held.push(packet);
      bytes += sizeOf(packet);
      if (isKey(packet)) trim();
      else if (bytes > mostBytes) trim();
    },
    packets: () => held,
  };
};
