import { createMotionPacketWriter, MOST_PACKET_BYTES, readMotionPacket } from '@motion/codecs/motion-packet';
import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const component = fc.double({ min: -1, max: 1, noNaN: true });
const rotation = fc
  .tuple(component, component, component, component)
  .filter((q) => Math.hypot(...q) > 0.05)
  .map((q) => q.map((c) => c / Math.hypot(...q)));
const flag = fc.integer({ min: 0, max: 1 });
const list = <Value>(value: fc.Arbitrary<Value>, length: number) =>
  fc.array(value, { minLength: length, maxLength: length });

const frames: fc.Arbitrary<MotionFrame> = fc
  .record({
    time: fc.double({ min: 0, max: 4e12, noNaN: true }),
    source: fc.constantFrom('tracking', 'vmc', 'mix'),
    bones: list(rotation, BONE_COUNT),
    expressions: list(fc.double({ min: 0, max: 1, noNaN: true }), EXPRESSION_COUNT),
    hips: list(fc.double({ min: -7, max: 7, noNaN: true }), 3),
    gaze: list(fc.double({ min: -3, max: 3, noNaN: true }), 2),
    confidence: list(fc.double({ min: 0, max: 1, noNaN: true }), 4),
    flags: list(flag, BONE_COUNT + EXPRESSION_COUNT + 2),
  })
  .map((made) => {
    const frame = createMotionFrame(made.source as MotionFrame['source']);
    frame.time = made.time;
    frame.bones.set(made.bones.flat());
    frame.expressions.set(made.expressions);
    frame.hips.set(made.hips);
    frame.gaze.set(made.gaze);
    frame.confidence.set(made.confidence);
    frame.drives.flags.set(made.flags);
    return frame;
  });

/** Radians between two rotations. */
const angle = (a: MotionFrame, b: MotionFrame, bone: number): number => {
  let dot = 0;
  for (let c = bone * 4; c < bone * 4 + 4; c++) dot += a.bones[c]! * b.bones[c]!;
  return 2 * Math.acos(Math.min(1, Math.abs(dot)));
};

describe('a motion packet', () => {
  it('gives back what is driven, to less than anyone sees, and rest for all else', () => {
    const writer = createMotionPacketWriter();
    const read = createMotionFrame();
    fc.assert(
      fc.property(frames, (frame) => {
        expect(readMotionPacket(writer.write(frame), read)).toBe(true);
        expect(read.time).toBe(frame.time);
        expect(read.source).toBe(frame.source);
        expect([...read.drives.flags]).toEqual([...frame.drives.flags]);
        for (let bone = 0; bone < BONE_COUNT; bone++) {
          if (frame.drives.bones[bone]) expect(angle(frame, read, bone)).toBeLessThan(1e-3);
          else expect([...read.bones.subarray(bone * 4, bone * 4 + 4)]).toEqual([0, 0, 0, 1]);
        }
        for (let i = 0; i < EXPRESSION_COUNT; i++) {
          const wanted = frame.drives.expressions[i] ? frame.expressions[i]! : 0;
          expect(Math.abs(read.expressions[i]! - wanted)).toBeLessThan(0.0021);
        }
        for (let i = 0; i < 3; i++)
          expect(Math.abs(read.hips[i]! - (frame.drives.roots[0] ? frame.hips[i]! : 0))).toBeLessThan(2e-4);
        for (let i = 0; i < 2; i++)
          expect(Math.abs(read.gaze[i]! - (frame.drives.roots[1] ? frame.gaze[i]! : 0))).toBeLessThan(1e-4);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the least of a rotation: identity stays identity within a hundredth of a degree', () => {
    const frame = createMotionFrame('tracking');
    frame.drives.flags.fill(1);
    const read = createMotionFrame();
    readMotionPacket(createMotionPacketWriter().write(frame), read);
    for (let bone = 0; bone < BONE_COUNT; bone++) expect(angle(frame, read, bone)).toBeLessThan(2e-4);
  });

  it('needs no more than 60 kB a second at 60 frames, with everything driven', () => {
    const frame = createMotionFrame('tracking');
    frame.drives.flags.fill(1);
    const { length } = createMotionPacketWriter().write(frame);
    expect(length).toBe(MOST_PACKET_BYTES);
    // A WebSocket frame of this size adds four bytes.
    expect((length + 4) * 60).toBeLessThan(60_000);
  });

  it('writes what is no number as rest', () => {
    const frame = createMotionFrame('tracking');
    frame.drives.flags.fill(1);
    frame.values.fill(Number.NaN);
    const read = createMotionFrame();
    expect(readMotionPacket(createMotionPacketWriter().write(frame), read)).toBe(true);
    expect(read.values.every(Number.isFinite)).toBe(true);
    for (let bone = 0; bone < BONE_COUNT; bone++) expect(read.bones[bone * 4 + 3]).toBeGreaterThan(0.999);
  });

  it('refuses whatever is no whole packet and leaves the frame alone', () => {
    const frame = createMotionFrame('tracking');
    frame.drives.flags.fill(1);
    const whole = createMotionPacketWriter().write(frame).slice();
    const read = createMotionFrame('idle');
    read.time = 7;
    const before = createMotionFrame();
    copyMotionFrame(read, before);
    for (const bad of [
      new Uint8Array(),
      whole.subarray(0, 40),
      whole.subarray(0, whole.length - 1),
      new Uint8Array([...whole, 0]),
      whole.map((byte, i) => (i === 0 ? byte + 1 : byte)),
      whole.map((byte, i) => (i === 1 ? byte + 1 : byte)),
      whole.map((byte, i) => (i === 2 ? 99 : byte)),
    ])
      expect(readMotionPacket(bad, read)).toBe(false);
    expect(read).toEqual(before);
  });

  it('makes only rotations and weights of any bytes at all', () => {
    const frame = createMotionFrame('tracking');
    frame.drives.flags.fill(1);
    const head = createMotionPacketWriter().write(frame).slice();
    const read = createMotionFrame();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: head.length, maxLength: head.length }), (noise) => {
        noise.set(head.subarray(0, 28));
        if (!readMotionPacket(noise, read)) return;
        for (let bone = 0; bone < BONE_COUNT; bone++)
          expect(Math.hypot(...read.bones.subarray(bone * 4, bone * 4 + 4))).toBeCloseTo(1, 4);
        expect(read.expressions.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
      }),
    );
  });
});
