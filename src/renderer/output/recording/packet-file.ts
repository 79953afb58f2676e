import {
  type AudioCodec,
  EncodedAudioPacketSource,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny';
import { createFileStream } from './file-stream';
import { createRecentSound } from './recent-sound';
import type { TrackPacket } from './track-packet';

export interface PacketFileOptions {
  name: string;
  format: 'webm' | 'mp4';
  video: VideoCodec;
  transparent: boolean;
  audio: AudioCodec | undefined;
  /** What begins before this moment (seconds on the session's clock) is not in it. */
  begin: number;
  onFault(message: string): void;
}

/** Writes encoded packets into a file on the host. It begins with the first key frame that it is given, and with the sound of that moment. */
export interface PacketFile {
  readonly seconds: number;
  readonly bytes: number;
  add(packet: TrackPacket): void;
  /** Takes nothing more that begins at this moment (seconds on the session's clock) or later. */
  endAt(moment: number): void;
  /** No sound comes any more: the picture must not wait for it. */
  endAudio(): void;
  /** Resolves when the file is whole. */
  finish(): Promise<void>;
}

/** Bytes of packets that may wait for the disk. */
const MOST_WAITING = 96 * 1024 * 1024;

export const createPacketFile = (options: PacketFileOptions): PacketFile => {
  const file = createFileStream(`/user/recordings/${encodeURIComponent(options.name)}`);
  const output = new Output({
    // In fragments, so that what is on the disk can be played whatever happens.
    format:
      options.format === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'fragmented' }),
    target: new StreamTarget(file.writable),
  });
  const video = new EncodedVideoPacketSource(options.video);
  const audio = options.audio === undefined ? undefined : new EncodedAudioPacketSource(options.audio);
  output.addVideoTrack(video, { canBeTransparent: options.transparent });
  if (audio !== undefined) output.addAudioTrack(audio);

  let origin: number | undefined;
  let end = Number.POSITIVE_INFINITY;
  const early = createRecentSound();
  let seconds = 0;
  let waiting = 0;
  let failed = false;
  let queue = output.start();
  const fail = (message: string): void => {
    if (failed) return;
    failed = true;
    options.onFault(message);
    // The target is broken already: what it says about its end is no news.
    void output.cancel().catch(() => undefined);
  };
  queue.catch((error: unknown) => fail(sentence(error)));

  const write = async ({ track, packet, meta }: TrackPacket, begin: number): Promise<void> => {
    const moved = packet.clone({ timestamp: packet.timestamp - begin });
    if (track === 'video') await video.add(moved, meta as EncodedVideoChunkMetadata);
    else await audio?.add(moved, meta as EncodedAudioChunkMetadata);
  };

  const take = (given: TrackPacket, begin: number): void => {
    const { packet } = given;
    if (failed || packet.timestamp < begin || packet.timestamp >= end) return;
    const size = packet.data.byteLength + (packet.sideData.alpha?.byteLength ?? 0);
    if (waiting + size > MOST_WAITING) {
      fail('The disk is too slow to record on. Choose a lower quality.');
      return;
    }
    waiting += size;
    seconds = Math.max(seconds, packet.timestamp + packet.duration - begin);
    queue = queue.then(async () => {
      if (!failed) await write(given, begin).catch((error: unknown) => fail(sentence(error)));
      waiting -= size;
    });
  };

  return {
    get seconds() {
      return seconds;
    },
    get bytes() {
      return file.bytes;
    },
    add(given) {
      if (failed) return;
      const { track, packet } = given;
      if (origin !== undefined) take(given, origin);
      else if (track === 'audio') early.add(given);
      else if (packet.type === 'key' && packet.timestamp >= options.begin) {
        origin = packet.timestamp;
        take(given, origin);
        for (const sound of early.from(origin)) take(sound, origin);
      }
    },
    endAt: (moment) => {
      end = moment;
    },
    endAudio: () => {
      queue = queue.then(() => {
        if (!failed) audio?.close();
      });
    },
    async finish() {
      await queue.catch(() => undefined);
      if (failed) return;
      await output.finalize().catch((error: unknown) => fail(sentence(error)));
    },
  };
};

const sentence = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'The recording could not be written.';
