import { applyGain } from '@motion/shape/gain';
import { RELAXED_POSE } from '@motion/shape/idle';
import { limitBones, limitOf, softStop } from '@motion/shape/limits';
import { log } from '@motion/shape/quaternion';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turn } from '../../../scripts/synthetic/kinematics';
import { setDeskPose, setFullBodyPose, setHead } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { createTestShaper, EPOCH, seen, turned } from './steps';

describe('joint limits', () => {
  it('hold for any input, finite or not, and leave unit quaternions', () => {
    const bones = new Float64Array(BONE_COUNT * 4);
    const vector = new Float64Array(3);
    const component = fc.oneof(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, 1e30),
    );
    fc.assert(
      fc.property(fc.array(component, { minLength: BONE_COUNT * 4, maxLength: BONE_COUNT * 4 }), (values) => {
        bones.set(values);
        limitBones(bones);
        for (let b = 0; b < BONE_COUNT; b++) {
          const q = bones.subarray(b * 4, b * 4 + 4);
          expect(Math.hypot(...q)).toBeCloseTo(1, 4);
          log(bones, b * 4, vector, 0);
          for (let axis = 0; axis < 3; axis++) {
            const [low, high] = limitOf(b, axis);
            expect(vector[axis], `${HUMANOID_BONES[b]} ${axis}`).toBeGreaterThan(low - 1e-3);
            expect(vector[axis], `${HUMANOID_BONES[b]} ${axis}`).toBeLessThan(high + 1e-3);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leave people alone', () => {
    const frame = createMotionFrame();
    const moved: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      (seed % 2 ? setDeskPose : setFullBodyPose)(frame, createRandom(seed));
      const limited = Float64Array.from(frame.bones);
      limitBones(limited);
      for (const bone of HUMANOID_BONES) moved.push(turned(limited, frame.bones, bone));
    }
    expect(moved.filter((angle) => angle > 2).length / moved.length).toBeLessThan(0.003);
    expect(Math.max(...moved)).toBeLessThan(30);
  });

  it('slow down softly and never turn back', () => {
    fc.assert(
      fc.property(fc.double({ min: -4, max: 4, noNaN: true }), (value) => {
        const [a, b] = [softStop(value, -1, 1), softStop(value + 1e-4, -1, 1)];
        expect(b).toBeGreaterThanOrEqual(a);
        expect(b - a).toBeLessThanOrEqual(1e-4 + 1e-12);
        expect(Math.abs(a)).toBeLessThanOrEqual(1);
        if (Math.abs(value) < 0.8) expect(a).toBe(value);
      }),
    );
  });

  it('stop a knee from bending forward', () => {
    const frame = createMotionFrame();
    frame.bones.set(turn('x', -90), BONE_INDEX.leftLowerLeg * 4);
    const limited = Float64Array.from(frame.bones);
    limitBones(limited);
    expect(turned(limited, createMotionFrame().bones, 'leftLowerLeg')).toBeLessThan(21);
  });
});

describe('gain', () => {
  const ONE = { head: 1, body: 1, arms: 1, expressions: 1 };

  it('turns the head twice as far at 2 and not at all at 0', () => {
    for (const [head, expected] of [
      [2, 20],
      [0.5, 5],
      [0, 0],
    ] as const) {
      const frame = createMotionFrame();
      setHead(frame, 20, 0, 0);
      applyGain(frame, { ...ONE, head });
      expect(turned(frame.bones, createMotionFrame().bones, 'head')).toBeCloseTo(expected, 2);
    }
  });

  it('scales arms about hanging, so that 0 hangs and 1 changes nothing', () => {
    const frame = createMotionFrame();
    const before = createMotionFrame();
    setDeskPose(frame, createRandom(4));
    copyMotionFrame(frame, before);
    applyGain(frame, ONE);
    expect(frame.values).toEqual(before.values);
    applyGain(frame, { ...ONE, arms: 0 });
    expect(turned(frame.bones, RELAXED_POSE, 'leftUpperArm')).toBeLessThan(0.1);
  });
});

describe('hostile input to the whole stage', () => {
  it('never gives anything but finite unit quaternions and weights from 0 to 1', () => {
    const shaper = createTestShaper({ idle: 1 });
    const [frame, out] = [createMotionFrame('tracking'), createMotionFrame()];
    let now = EPOCH;
    const value = fc.oneof(fc.float(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: frame.values.length, maxLength: frame.values.length }),
        fc.double({ min: -100, max: 500, noNaN: true }),
        (values, gap) => {
          frame.values.set(values);
          seen(frame);
          now += gap;
          frame.time = now;
          shaper.push(frame);
          shaper.step(now, out);
          expect(out.values.every(Number.isFinite)).toBe(true);
          for (let b = 0; b < BONE_COUNT; b++)
            expect(Math.hypot(...out.bones.subarray(b * 4, b * 4 + 4))).toBeCloseTo(1, 4);
          expect(out.expressions.every((w) => w >= 0 && w <= 1)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
