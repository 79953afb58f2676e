import { ALL_FORMATS, BufferSource, EncodedPacket, EncodedPacketSink, Input } from 'mediabunny';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacketFile } from '../../../src/renderer/output/recording/packet-file';
import type { TrackPacket } from '../../../src/renderer/output/recording/track-packet';

/** What the host has of the file. */
let disk: Uint8Array;

beforeEach(() => {
  disk = new Uint8Array();
  vi.stubGlobal('fetch', async (path: string, { body }: { body: Blob }) => {
    const at = Number(path.split('/').at(-1));
    const piece = new Uint8Array(await body.arrayBuffer());
    const grown = new Uint8Array(Math.max(disk.length, at + piece.length));
    grown.set(disk);
    grown.set(piece, at);
    disk = grown;
    return new Response();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const picture = (time: number): TrackPacket => ({
  track: 'video',
  packet: new EncodedPacket(new Uint8Array(100), 'key', time, 0.1),
  meta: { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 64 } },
});

const sound = (time: number): TrackPacket => ({
  track: 'audio',
  packet: new EncodedPacket(new Uint8Array(20), 'key', time, 0.02),
  meta: { decoderConfig: { codec: 'opus', sampleRate: 48_000, numberOfChannels: 1 } },
});

const open = (begin = 0) =>
  createPacketFile({
    name: 'x.webm',
    format: 'webm',
    video: 'vp9',
    transparent: false,
    audio: 'opus',
    begin,
    onFault: (message) => {
      throw new Error(message);
    },
  });

const timesIn = async (): Promise<{ video: number[]; audio: number[] }> => {
  const input = new Input({ source: new BufferSource(disk), formats: ALL_FORMATS });
  const times = async (track: Parameters<typeof packetsOf>[0]) =>
    (await packetsOf(track)).map(({ timestamp }) => Number(timestamp.toFixed(2)));
  return {
    video: await times((await input.getPrimaryVideoTrack())!),
    audio: await times((await input.getPrimaryAudioTrack())!),
  };
};

const packetsOf = async (track: ConstructorParameters<typeof EncodedPacketSink>[0]) => {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
};

describe('a file of packets', () => {
  it('that has ended takes the sound that was on its way to its last picture, and nothing later', async () => {
    const file = open();
    file.add(sound(6.9));
    for (let i = 0; i < 10; i++) file.add(picture(7 + i / 10));
    for (let i = 0; i < 20; i++) file.add(sound(7 + i / 50));
    file.endAt(8);
    file.add(picture(8));
    for (let i = 20; i < 80; i++) file.add(sound(7 + i / 50));
    await file.finish();
    const { video, audio } = await timesIn();
    expect([video[0], video.at(-1), video.length]).toEqual([0, 0.9, 10]);
    expect([audio[0], audio.at(-1), audio.length]).toEqual([0, 0.98, 50]);
  });

  it('begins with the sound of its first picture, which is encoded sooner than that', async () => {
    const file = open();
    for (let i = 0; i < 40; i++) file.add(sound(6.6 + i / 50));
    for (let i = 0; i < 10; i++) file.add(picture(7 + i / 10));
    for (let i = 40; i < 70; i++) file.add(sound(6.6 + i / 50));
    await file.finish();
    const { video, audio } = await timesIn();
    expect(video[0]).toBe(0);
    expect([audio[0], audio.at(-1), audio.length]).toEqual([0, 0.98, 50]);
  });

  it('leaves out pictures from before it began that are still being encoded', async () => {
    const file = open(7.5);
    for (let i = 0; i < 50; i++) file.add(sound(7 + i / 50));
    for (let i = 0; i < 10; i++) file.add(picture(7 + i / 10));
    await file.finish();
    const { video, audio } = await timesIn();
    expect([video[0], video.length]).toEqual([0, 5]);
    expect([audio[0], audio.length]).toEqual([0, 25]);
  });
});
