import type { EncodedPacket } from 'mediabunny';

/** An encoded packet of a track, with what a decoder must know. Times are seconds on the session's clock. */
export interface TrackPacket {
  track: 'video' | 'audio';
  packet: EncodedPacket;
  meta: EncodedVideoChunkMetadata | EncodedAudioChunkMetadata | undefined;
}
