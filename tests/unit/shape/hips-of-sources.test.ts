import { shapeOptions } from '@motion/shape/options';
import { createShaper } from '@motion/shape/shaper';
import { createStandardHuman } from '@motion/solve/direct/standard-human';
import { BONE_INDEX, type HumanoidBone, PARENT_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';

const human = createStandardHuman();

/** What the Stage shows after two seconds of a source that moves the hips. */
const show = (
  hips: readonly [number, number, number],
  more: (frame: MotionFrame) => void = () => undefined,
) => {
  const shaper = createShaper(shapeOptions({ ...defaultSettings().motion, idle: 0 }));
  shaper.setRest(human);
  const source = createMotionFrame('vmc');
  const out = createMotionFrame('mix');
  source.drives.bones[BONE_INDEX.hips] = 1;
  source.drives.roots[0] = 1;
  source.hips.set(hips);
  more(source);
  for (let time = 10_000; time < 12_000; time += 16) {
    source.time = time;
    shaper.pushSource('vmc', source);
    shaper.step(time, out);
  }
  return out;
};

const placeOf = (frame: MotionFrame, bone: HumanoidBone): Vector3 => {
  const place = new Vector3();
  for (let at = BONE_INDEX[bone]; at >= 0; at = PARENT_INDEX[at]!) {
    place.add(new Vector3().fromArray(human.offsets, at * 3));
    const parent = PARENT_INDEX[at]!;
    if (parent >= 0) place.applyQuaternion(new Quaternion().fromArray(frame.bones, parent * 4));
  }
  return place.add(new Vector3(...frame.hips));
};

describe('a source that moves the hips and leaves the legs', () => {
  it('bends the knees over feet that stay', () => {
    const standing = show([0, 0, 0]);
    const crouching = show([0.1, -0.3, 0.05]);
    expect(crouching.hips[1]).toBeCloseTo(-0.3, 2);
    for (const foot of ['leftFoot', 'rightFoot'] as const)
      expect(placeOf(crouching, foot).distanceTo(placeOf(standing, foot)), foot).toBeLessThan(0.01);
    expect(placeOf(crouching, 'leftLowerLeg').z - placeOf(standing, 'leftLowerLeg').z).toBeGreaterThan(0.15);
  });

  it('walks off with its feet, upright', () => {
    const far = show([1.5, 0, -2]);
    expect(far.hips[1]).toBeGreaterThan(-0.06);
    expect(placeOf(far, 'leftFoot').x - placeOf(show([0, 0, 0]), 'leftFoot').x).toBeCloseTo(1.3, 1);
  });

  it('is left alone where it moves the legs itself', () => {
    const bent = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), -1);
    const frame = show([0, -0.3, 0], (source) => {
      for (const side of ['left', 'right'] as const)
        for (const part of ['UpperLeg', 'LowerLeg', 'Foot'] as const) {
          source.drives.bones[BONE_INDEX[`${side}${part}`]] = 1;
          bent.toArray(source.bones, BONE_INDEX[`${side}${part}`] * 4);
        }
    });
    expect(new Quaternion().fromArray(frame.bones, BONE_INDEX.leftUpperLeg * 4).angleTo(bent)).toBeLessThan(
      1e-3,
    );
    expect(frame.hips[1]).toBeCloseTo(-0.3, 5);
  });
});
