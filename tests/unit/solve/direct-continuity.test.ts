import type { HumanoidBone } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIDES, setArm, setFinger } from '../../../scripts/synthetic/joints-by-angle';
import { setDeskPose, setPose, setStanding } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { SEQUENCES } from '../../../scripts/synthetic/sequences';
import { createScene, mostDifferent } from './solve-scene';

const UPPER = { arms: 'angles', mode: 'upper' } as const;
const isFinger = (bone: HumanoidBone): boolean => /Thumb|Index|Middle|Ring|Little/.test(bone);
const isLimb = (bone: HumanoidBone): boolean => !isFinger(bone);

/** Largest turn of a bone between two pictures (30 a second) of a person who moves as `pose` says, degrees. */
const largestStep = (
  steps: number,
  pose: (share: number, frame: MotionFrame) => void,
  among: (bone: HumanoidBone) => boolean = isLimb,
  noise = 0,
): { bone: HumanoidBone; degrees: number } => {
  const scene = createScene(UPPER);
  const random = createRandom(5);
  let before: MotionFrame | undefined;
  let largest: { bone: HumanoidBone; degrees: number } = { bone: 'hips', degrees: 0 };
  for (let i = 0; i <= steps; i++) {
    pose(i / steps, scene.truth);
    const now = scene.solve(1000 + i * 33, (seen) => {
      if (noise > 0)
        for (const values of [seen.pose.worldLandmarks])
          for (let k = 0; k < values.length; k++) if (k % 4 < 3) values[k]! += random.gaussian(noise);
    });
    const step = before ? mostDifferent(before, now, among) : largest;
    if (step.degrees > largest.degrees) largest = step;
    before = now;
  }
  return largest;
};

const arm = (frame: MotionFrame, values: Partial<Parameters<typeof setArm>[2]>): void => {
  setStanding(frame);
  for (const side of SIDES)
    setArm(frame, side, {
      direction: [0.5, -0.3, 0.7],
      twist: 30,
      elbow: 60,
      supination: 0,
      wristFlexion: 0,
      wristDeviation: 0,
      ...values,
    });
};

const triangle = (share: number): number => Math.abs(1 - 2 * share);

describe('small steps of the person are small steps of the avatar', () => {
  it.each([
    ['the elbow straightens and bends again', 10, (s, f) => arm(f, { elbow: 60 * triangle(s) })],
    [
      'a straight arm goes from hanging to overhead',
      8,
      (s, f) => arm(f, { elbow: 0, direction: [0.4, -Math.cos(Math.PI * s), Math.sin(Math.PI * s)] }),
    ],
    [
      'a straight arm goes round by the side',
      8,
      (s, f) => arm(f, { elbow: 1, direction: [Math.sin(3 * s), 0.1, Math.cos(3 * s)] }),
    ],
    ['the palm turns over', 8, (s, f) => arm(f, { supination: -80 + 160 * s, elbow: 90 })],
    ['the wrist bends from end to end', 8, (s, f) => arm(f, { wristFlexion: -70 + 140 * s, elbow: 90 })],
    ['the palm turns over on a straight arm', 8, (s, f) => arm(f, { supination: -80 + 160 * s, elbow: 0 })],
  ] as const satisfies readonly (readonly [string, number, (s: number, f: MotionFrame) => void])[])(
    '%s (no bone by more than %d°)',
    (_name, bound, pose) => {
      const { bone, degrees } = largestStep(150, pose);
      expect(degrees, bone).toBeLessThan(bound);
    },
  );

  it('the upper arm does not leap when an elbow that was straight bends in another plane', () => {
    const { bone, degrees } = largestStep(
      150,
      (s, f) => arm(f, { elbow: 40 * triangle(s), twist: s < 0.5 ? 0 : 60 }),
      (b) => /UpperArm$/.test(b),
    );
    expect(degrees, bone).toBeLessThan(15);
  });

  it('a noisy straight elbow does not flip the arm', () => {
    const { bone, degrees } = largestStep(
      200,
      (_, f) => arm(f, { elbow: 1 }),
      (b) => /(Upper|Lower)Arm$/.test(b),
      0.004,
    );
    expect(degrees, bone).toBeLessThan(45);
  });

  it('fingers that close and open', () => {
    const { bone, degrees } = largestStep(
      120,
      (s, f) => {
        arm(f, { elbow: 100 });
        const curl = 95 * (1 - triangle(s));
        for (const side of SIDES)
          for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const)
            setFinger(f, side, finger, [curl * 0.9, curl, curl * 0.6], 8 * triangle(s));
      },
      () => true,
    );
    expect(degrees, bone).toBeLessThan(5);
  });

  it.each(Object.keys(SEQUENCES) as (keyof typeof SEQUENCES)[])('the sequence %s', (name) => {
    const { bone, degrees } = largestStep(
      300,
      (s, f) => SEQUENCES[name](s * 10, f),
      () => true,
    );
    expect(degrees, bone).toBeLessThan(15);
  });

  it('landmarks moved by a tenth of a millimetre turn no bone far, from any pose', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [a, b] = [createScene(UPPER), createScene(UPPER)];
        for (const scene of [a, b]) setDeskPose(scene.truth, createRandom(seed));
        const plain = a.solve(1000);
        const random = createRandom(seed + 1);
        const moved = b.solve(1000, (seen) => {
          for (const values of [seen.leftHand.worldLandmarks, seen.rightHand.worldLandmarks])
            for (let k = 0; k < values.length; k++) values[k]! += random.gaussian(1e-4);
          for (let k = 0; k < seen.pose.worldLandmarks.length; k++)
            if (k % 4 < 3) seen.pose.worldLandmarks[k]! += random.gaussian(1e-4);
        });
        const { bone, degrees } = mostDifferent(plain, moved, isLimb);
        expect(degrees, bone).toBeLessThan(5);
        const finger = mostDifferent(plain, moved, isFinger);
        expect(finger.degrees, finger.bone).toBeLessThan(20);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});

describe('a hand that comes and goes', () => {
  it.each(['wave', 'handsTogether', 'handsOnHips', 'armsForward', 'chinRest', 'tPose'] as const)(
    'in the pose %s turns no bone of the arm by more than 5° in a frame',
    (name) => {
      const scene = createScene(UPPER);
      setPose(scene.truth, name);
      let before: MotionFrame | undefined;
      for (let i = 0; i < 90; i++) {
        const hidden = (i > 20 && i < 45) || i % 7 === 5;
        const now = scene.solve(1000 + 33 * i, (seen) => {
          if (hidden) seen.rightHand.score = 0;
        });
        // The plane of a nearly straight arm settles over the first few pictures.
        if (before && i > 10) {
          const arms = mostDifferent(before, now, (bone) => /right(Shoulder|LowerArm|Hand)$/.test(bone));
          expect(arms.degrees, `${arms.bone} in frame ${i}`).toBeLessThan(5);
          const upper = mostDifferent(before, now, (bone) => bone === 'rightUpperArm');
          expect(upper.degrees).toBeLessThan(1);
        }
        before = now;
      }
    },
  );
});
