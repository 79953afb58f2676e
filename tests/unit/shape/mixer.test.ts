import { createMixer, type SourceSlot } from '@motion/shape/mixer';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { describe, expect, it } from 'vitest';
import { setBone, turn } from '../../../scripts/synthetic/kinematics';
import { createJumpMeter, turned } from './steps';

/** A source that turns a bone by some degrees and drives nothing else. */
const turning = (bone: HumanoidBone, degrees: number): MotionFrame => {
  const frame = createMotionFrame('animation');
  setBone(frame, bone, turn('y', degrees));
  frame.drives.bones[BONE_INDEX[bone]] = 1;
  return frame;
};

const rest = createMotionFrame();
const play = (
  sources: (now: number) => Partial<Record<SourceSlot, MotionFrame>>,
  until: number,
  look?: (now: number, out: MotionFrame) => void,
): MotionFrame => {
  const mixer = createMixer();
  const out = createMotionFrame();
  for (let now = 0; now <= until; now += 10) {
    for (const [slot, frame] of Object.entries(sources(now))) mixer.push(slot as SourceSlot, frame);
    out.values.set(rest.values);
    mixer.mix({ now, elapsed: 10 }, out);
    look?.(now, out);
  }
  return out;
};

describe('the mixer', () => {
  it('takes from a source what it drives and nothing else', () => {
    const source = turning('head', 40);
    setBone(source, 'leftUpperArm', turn('z', -60));
    source.expressions[EXPRESSION_INDEX.aa] = 1;
    const out = play(() => ({ animation: source }), 1000);
    expect(turned(out.bones, rest.bones, 'head')).toBeCloseTo(40, 1);
    expect(turned(out.bones, rest.bones, 'leftUpperArm')).toBe(0);
    expect(out.expressions[EXPRESSION_INDEX.aa]).toBe(0);
  });

  it('prefers the source of higher priority, value by value', () => {
    const animation = turning('head', 40);
    setBone(animation, 'spine', turn('y', 10));
    animation.drives.bones[BONE_INDEX.spine] = 1;
    const out = play(() => ({ vmc: animation, animation: turning('head', -20) }), 1000);
    expect(turned(out.bones, turning('head', -20).bones, 'head')).toBeLessThan(0.1);
    expect(turned(out.bones, rest.bones, 'spine')).toBeCloseTo(10, 1);
  });

  it('lets voice have the mouth alone', () => {
    const voice = createMotionFrame('voice');
    voice.expressions[EXPRESSION_INDEX.aa] = 0.7;
    voice.drives.expressions[EXPRESSION_INDEX.aa] = 1;
    const animation = createMotionFrame('animation');
    animation.expressions[EXPRESSION_INDEX.aa] = 0.1;
    animation.expressions[EXPRESSION_INDEX.happy] = 1;
    animation.drives.expressions.fill(1);
    const out = play(() => ({ animation, voice }), 1000);
    expect(out.expressions[EXPRESSION_INDEX.aa]).toBeCloseTo(0.7, 5);
    expect(out.expressions[EXPRESSION_INDEX.happy]).toBeCloseTo(1, 5);
  });

  it('fades in and out without a pop, also when a source falls silent or lets a bone go', () => {
    const meter = createJumpMeter();
    const angles: number[] = [];
    const silent = turning('head', 60);
    const released = turning('head', 60);
    released.drives.bones.fill(0);
    play(
      (now) => (now < 1000 ? { animation: silent } : now < 1500 ? { animation: released } : {}),
      3000,
      (now, out) => {
        meter.look({ seconds: now / 1000, frame: out });
        angles.push(turned(out.bones, rest.bones, 'head'));
      },
    );
    expect(meter.worst).toBeLessThan(5);
    expect(angles[90]).toBeCloseTo(60, 1);
    expect(angles[140]).toBe(0);
    const held: number[] = [];
    play(
      (now) => (now < 1000 ? { animation: silent } : {}),
      3000,
      (_now, out) => held.push(turned(out.bones, rest.bones, 'head')),
    );
    expect(held[140]).toBeCloseTo(60, 1);
    expect(held[200]).toBe(0);
  });
});
