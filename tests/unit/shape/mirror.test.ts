import { mirrorMotionFrame } from '@motion/shape/mirror';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, PART_INDEX } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const bone = (frame: ReturnType<typeof createMotionFrame>, name: keyof typeof BONE_INDEX) =>
  Array.from(frame.bones.subarray(BONE_INDEX[name] * 4, BONE_INDEX[name] * 4 + 4));

describe('mirrorMotionFrame', () => {
  it('moves the left arm to the right side, reflected', () => {
    const frame = createMotionFrame();
    frame.bones.set([0.1, 0.2, 0.3, 0.9], BONE_INDEX.leftUpperArm * 4);
    frame.drives.bones[BONE_INDEX.leftUpperArm] = 1;
    mirrorMotionFrame(frame);
    expect(bone(frame, 'rightUpperArm')).toEqual(Array.from(Float32Array.of(0.1, -0.2, -0.3, 0.9)));
    expect(bone(frame, 'leftUpperArm').map(Math.abs)).toEqual([0, 0, 0, 1]);
    expect(frame.drives.bones[BONE_INDEX.rightUpperArm]).toBe(1);
    expect(frame.drives.bones[BONE_INDEX.leftUpperArm]).toBe(0);
  });

  it('turns a head that turns to its left into one that turns to its right, and keeps a nod', () => {
    const frame = createMotionFrame();
    frame.bones.set([0.2, 0.3, 0.1, 0.9], BONE_INDEX.head * 4);
    mirrorMotionFrame(frame);
    expect(bone(frame, 'head')).toEqual(Array.from(Float32Array.of(0.2, -0.3, -0.1, 0.9)));
  });

  it.each([
    ['blinkLeft', 'blinkRight'],
    ['lookLeft', 'lookRight'],
    ['eyeBlinkLeft', 'eyeBlinkRight'],
    ['eyeLookInLeft', 'eyeLookInRight'],
    ['jawLeft', 'jawRight'],
    ['mouthLeft', 'mouthRight'],
    ['mouthSmileLeft', 'mouthSmileRight'],
    ['jawOpen', 'jawOpen'],
  ] as const)('takes %s to %s', (from, to) => {
    const frame = createMotionFrame();
    frame.expressions[EXPRESSION_INDEX[from]] = 0.5;
    mirrorMotionFrame(frame);
    expect(frame.expressions[EXPRESSION_INDEX[to]]).toBe(0.5);
    if (from !== to) expect(frame.expressions[EXPRESSION_INDEX[from]]).toBe(0);
  });

  it('turns gaze, hips and hands to the other side', () => {
    const frame = createMotionFrame();
    frame.gaze.set([0.2, 0.1]);
    frame.hips.set([0.3, 0.2, 0.1]);
    frame.confidence[PART_INDEX.leftHand] = 1;
    mirrorMotionFrame(frame);
    expect(Array.from(frame.gaze)).toEqual(Array.from(Float32Array.of(-0.2, 0.1)));
    expect(Array.from(frame.hips)).toEqual(Array.from(Float32Array.of(-0.3, 0.2, 0.1)));
    expect(frame.confidence[PART_INDEX.rightHand]).toBe(1);
    expect(frame.confidence[PART_INDEX.leftHand]).toBe(0);
  });

  it('is the frame itself when done twice', () => {
    const frame = createMotionFrame();
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true }), {
          minLength: frame.values.length,
          maxLength: frame.values.length,
        }),
        fc.infiniteStream(fc.boolean()),
        (values, flags) => {
          frame.values.set(values);
          for (let i = 0; i < frame.drives.flags.length; i++)
            frame.drives.flags[i] = flags.next().value ? 1 : 0;
          const before = createMotionFrame();
          copyMotionFrame(frame, before);
          mirrorMotionFrame(frame);
          mirrorMotionFrame(frame);
          expect(frame.values).toEqual(before.values);
          expect(frame.drives.flags).toEqual(before.drives.flags);
        },
      ),
      { numRuns: 50 },
    );
  });
});
