import { type ClipError, checkClip, createClipPlayer, type MotionClip, sampleClip } from '@motion/clip';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { Quaternion, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';

const UP = new Vector3(0, 1, 0);
const turned = (degrees: number): number[] =>
  new Quaternion().setFromAxisAngle(UP, (degrees * Math.PI) / 180).toArray();

/** The head turns from 0° to 90° within a second, the hips go 0.4 m to the left and a smile comes. */
const clip: MotionClip = {
  name: 'turn',
  times: Float64Array.of(0, 1000),
  bones: Uint8Array.of(BONE_INDEX.head),
  rotations: Float32Array.from([...turned(0), ...turned(90)]),
  hips: Float32Array.of(0, 0, 0, 0.4, 0, 0),
  hipsHeight: 1,
  expressions: Uint8Array.of(EXPRESSION_INDEX.happy),
  weights: Float32Array.of(0, 1),
  gaze: new Float32Array(0),
};

const headDegrees = (frame: { bones: Float32Array }): number =>
  (new Quaternion().fromArray(frame.bones, BONE_INDEX.head * 4).angleTo(new Quaternion()) * 180) / Math.PI;

describe('a clip', () => {
  test('is sampled between its keys, and drives only what it has', () => {
    const frame = createMotionFrame('animation');
    sampleClip(clip, 500, frame, 0.8);
    expect(headDegrees(frame)).toBeCloseTo(45, 1);
    // Shorter legs go a shorter way.
    expect(frame.hips[0]).toBeCloseTo(0.16, 5);
    expect(frame.expressions[EXPRESSION_INDEX.happy]).toBeCloseTo(0.5, 5);
    expect(frame.drives.bones[BONE_INDEX.head]).toBe(1);
    expect(frame.drives.bones[BONE_INDEX.leftHand]).toBe(0);
    expect([...frame.drives.roots]).toEqual([1, 0]);
  });

  test('goes the way that a true slerp goes, within a tenth of a degree', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -175, max: 175, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (to, share) => {
          const frame = createMotionFrame('animation');
          const rotations = Float32Array.from([...turned(0), ...turned(to)]);
          sampleClip({ ...clip, rotations }, share * 1000, frame);
          expect(Math.abs(headDegrees(frame) - Math.abs(to * share))).toBeLessThan(0.1);
        },
      ),
    );
  });

  test('played once ends in its last pose; a loop comes round without a jump; a trimmed one keeps to its part', () => {
    const frame = createMotionFrame('animation');
    const scratch = createMotionFrame('animation');
    const once = createClipPlayer(clip, { loop: false }, scratch);
    expect(once.at(999, frame)).toBe(true);
    expect(once.at(5000, frame)).toBe(false);
    expect(headDegrees(frame)).toBeCloseTo(90, 1);

    const loop = createClipPlayer(clip, { loop: true }, scratch);
    expect(loop.durationMs).toBe(750);
    let last = 0;
    for (let time = 0; time < 4000; time += 10) {
      expect(loop.at(time, frame)).toBe(true);
      expect(Math.abs(headDegrees(frame) - last), `at ${time} ms`).toBeLessThan(6);
      last = headDegrees(frame);
    }

    const part = createClipPlayer(clip, { loop: false, from: 200, to: 600 }, scratch);
    part.at(0, frame);
    expect(headDegrees(frame)).toBeCloseTo(18, 1);
    expect(part.at(400, frame)).toBe(false);
    expect(headDegrees(frame)).toBeCloseTo(54, 1);
  });

  test('of one key is a pose that holds', () => {
    const pose = {
      ...clip,
      times: Float64Array.of(0),
      rotations: Float32Array.from(turned(30)),
      hips: new Float32Array(0),
      weights: Float32Array.of(1),
    };
    const frame = createMotionFrame('animation');
    const player = createClipPlayer(checkClip(pose), { loop: true }, createMotionFrame());
    expect(player.at(123_456, frame)).toBe(true);
    expect(headDegrees(frame)).toBeCloseTo(30, 3);
  });

  test.each([
    ['tracks of another length', { rotations: new Float32Array(4) }],
    ['no end to a number', { hips: Float32Array.of(0, 0, 0, Number.NaN, 0, 0) }],
    ['times that fall', { times: Float64Array.of(0, -1) }],
    ['a bone that is none', { bones: Uint8Array.of(200) }],
    ['nothing', { times: new Float64Array(0) }],
  ])('with %s is refused', (_, wrong) => {
    expect(() => checkClip({ ...clip, ...wrong })).toThrow(
      expect.objectContaining({ name: 'ClipError' }) as ClipError,
    );
  });
});
