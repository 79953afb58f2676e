import { EncodedPacket } from 'mediabunny';
import { expect, test } from 'vitest';
import { createReplayRing } from '../../../src/renderer/output/recording/replay-ring';
import type { TrackPacket } from '../../../src/renderer/output/recording/track-packet';

const packet = (track: 'video' | 'audio', type: 'key' | 'delta', time: number, size = 1000): TrackPacket => ({
  track,
  packet: new EncodedPacket(new Uint8Array(size), type, time, 1 / 30),
  meta: undefined,
});

/** A key frame a second, 29 frames between, and sound. */
const show = (ring: ReturnType<typeof createReplayRing>, seconds: number, size = 1000): void => {
  for (let frame = 0; frame < seconds * 30; frame++) {
    ring.add(packet('video', frame % 30 === 0 ? 'key' : 'delta', frame / 30, size));
    ring.add(packet('audio', 'key', frame / 30, 100));
  }
};

test('holds the last seconds, from a key frame on, and no more', () => {
  const ring = createReplayRing(10);
  show(ring, 120);
  const [first] = ring.packets();
  expect(first).toMatchObject({ track: 'video', packet: { type: 'key' } });
  expect(ring.seconds).toBeGreaterThan(10);
  expect(ring.seconds).toBeLessThan(12);
  expect(ring.bytes).toBe(ring.packets().reduce((sum, { packet: { byteLength } }) => sum + byteLength, 0));
});

test('never holds more bytes than its room, whatever the pictures are', () => {
  const room = 1_000_000;
  const ring = createReplayRing(60, room);
  show(ring, 20, 20_000);
  expect(ring.bytes).toBeLessThanOrEqual(room);
  // One group of pictures that is larger than the room.
  for (let frame = 0; frame < 200; frame++)
    ring.add(packet('video', frame === 0 ? 'key' : 'delta', 20 + frame / 30, 50_000));
  expect(ring.bytes).toBeLessThanOrEqual(room);
});

test('begins with a picture that can be shown by itself', () => {
  const ring = createReplayRing(10);
  ring.add(packet('audio', 'key', 0));
  ring.add(packet('video', 'delta', 0));
  expect(ring.packets()).toEqual([]);
  expect(ring.seconds).toBe(0);
});

test('has the sound of its first picture, which is encoded sooner than that', () => {
  const ring = createReplayRing(10);
  const soundOf = (times: number[]): void => {
    for (const time of times) ring.add(packet('audio', 'key', time, 100));
  };
  const soundHeld = (): number[] =>
    ring.packets().flatMap(({ track, packet: { timestamp } }) => (track === 'audio' ? [timestamp] : []));
  // Sound is two tenths ahead of the pictures.
  soundOf([4.8, 4.9, 5, 5.1, 5.2]);
  for (let second = 5; second < 40; second++) {
    ring.add(packet('video', 'key', second));
    if (second === 5) expect(soundHeld()).toEqual([5, 5.1, 5.2]);
    soundOf([0.3, 0.5, 0.7, 0.9, 1, 1.1, 1.2].map((after) => second + after));
  }
  const [first] = ring.packets();
  expect(first).toMatchObject({ track: 'video', packet: { timestamp: 29 } });
  expect(soundHeld().slice(0, 4)).toEqual([29, 29.1, 29.2, 29.3]);
  expect(ring.bytes).toBe(ring.packets().reduce((sum, { packet: { byteLength } }) => sum + byteLength, 0));
});
