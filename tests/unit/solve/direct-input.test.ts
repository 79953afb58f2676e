import { createSolver } from '@motion/solve';
import { BONE_INDEX, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setDeskPose, setFullBodyPose, setPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { boneAngle, createScene, DEGREES, faultsOf, mostDifferent } from './solve-scene';

const BAD = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e38, -1e38] as const;

const arraysOf = (frame: TrackingFrame): Float32Array[] => [
  frame.pose.worldLandmarks,
  frame.pose.landmarks,
  frame.leftHand.worldLandmarks,
  frame.leftHand.landmarks,
  frame.rightHand.worldLandmarks,
  frame.rightHand.landmarks,
  frame.face.landmarks,
  frame.face.matrix,
  frame.face.blendshapes,
];

const options = fc.record({
  arms: fc.constantFrom('angles' as const, 'reach' as const),
  mode: fc.constantFrom('face' as const, 'upper' as const, 'full' as const),
  body: fc.constantFrom(undefined, { shoulderWidth: 0.36, armLength: 0.54 }),
});

/** Anything that a tracker could write: random numbers of any size in every array, any score, any flags. */
const fillWild = (frame: TrackingFrame, seed: number, size: number): void => {
  const { uniform } = createRandom(seed);
  for (const values of arraysOf(frame))
    for (let i = 0; i < values.length; i++) values[i] = uniform(-size, size);
  for (let i = 3; i < frame.pose.worldLandmarks.length; i += 4)
    frame.pose.worldLandmarks[i] = uniform(-0.2, 1.2);
  for (const part of [frame.face, frame.pose, frame.leftHand, frame.rightHand])
    part.score = uniform(0, 1) < 0.2 ? 0 : uniform(0, 1);
  frame.face.hasMatrix = uniform(0, 1) < 0.5;
  frame.face.hasBlendshapes = uniform(0, 1) < 0.5;
  frame.face.tracker = uniform(0, 1) < 0.5 ? 'face-landmarker' : 'face-mesh';
  frame.imageWidth = 640;
  frame.imageHeight = 480;
};

const at = (frame: TrackingFrame, time: number): void => {
  frame.time = time;
  for (const part of [frame.face, frame.pose, frame.leftHand, frame.rightHand]) part.time = time;
};

describe('the direct solver, whatever it is given', () => {
  it('answers wild landmarks with unit quaternions, weights from 0 to 1 and finite numbers', () => {
    const seen = createTrackingFrame();
    fc.assert(
      fc.property(
        options,
        fc.integer(),
        fc.array(fc.constantFrom(0, 1e-30, 1e-6, 0.01, 0.3, 1, 4, 1e3, 1e20, 3e38), {
          minLength: 1,
          maxLength: 4,
        }),
        (chosen, seed, sizes) => {
          const solver = createSolver('direct', chosen);
          const out = createMotionFrame();
          sizes.forEach((size, i) => {
            fillWild(seen, seed + i, size);
            at(seen, 1000 + i * 33);
            solver.solve(seen, out);
            expect(faultsOf(out)).toEqual([]);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not spoilt by single bad numbers among good ones, in that frame or the next', () => {
    fc.assert(
      fc.property(
        options,
        fc.integer(),
        fc.array(fc.record({ array: fc.nat(8), place: fc.nat(2000), value: fc.constantFrom(...BAD) }), {
          minLength: 1,
          maxLength: 12,
        }),
        (chosen, seed, faults) => {
          const scene = createScene(chosen);
          const fresh = createScene(chosen);
          setFullBodyPose(scene.truth, createRandom(seed));
          setFullBodyPose(fresh.truth, createRandom(seed));
          scene.solve(1000);
          const spoilt = scene.solve(1033, (seen) => {
            const arrays = arraysOf(seen);
            for (const { array, place, value } of faults) {
              const values = arrays[array]!;
              values[place % values.length] = value;
            }
          });
          expect(faultsOf(spoilt)).toEqual([]);
          for (const time of [1000, 1033]) fresh.solve(time);
          for (let time = 1066; time < 1700; time += 33) {
            const after = scene.solve(time);
            expect(faultsOf(after)).toEqual([]);
            const { bone, degrees } = mostDifferent(after, fresh.solve(time));
            if (time > 1600) expect(degrees, bone).toBeLessThan(1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes times that stand still, leap, go backwards or are no numbers', () => {
    fc.assert(
      fc.property(
        options,
        fc.integer(),
        fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e15 }), fc.constantFrom(0, ...BAD)), {
          minLength: 2,
          maxLength: 6,
        }),
        (chosen, seed, times) => {
          const scene = createScene(chosen);
          setFullBodyPose(scene.truth, createRandom(seed));
          for (const time of times) expect(faultsOf(scene.solve(time))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the very same answer to the same image solved again', () => {
    fc.assert(
      fc.property(options, fc.integer(), (chosen, seed) => {
        const scene = createScene(chosen);
        setFullBodyPose(scene.truth, createRandom(seed));
        scene.solve(967);
        setFullBodyPose(scene.truth, createRandom(seed + 1));
        const first = scene.solve(1000);
        const again = scene.solve(1000);
        expect(again.values).toEqual(first.values);
        expect(again.drives.flags).toEqual(first.drives.flags);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is missing', () => {
  const driven = (frame: MotionFrame): HumanoidBone[] =>
    HUMANOID_BONES.filter((bone) => frame.drives.bones[BONE_INDEX[bone]] === 1);
  const hide = (seen: TrackingFrame, ...landmarks: number[]): void => {
    for (const i of landmarks) {
      seen.pose.worldLandmarks[i * 4 + 3] = 0.02;
      seen.pose.landmarks[i * 4 + 3] = 0.02;
    }
  };
  const lose = (seen: TrackingFrame, ...landmarks: number[]): void => {
    for (const i of landmarks) seen.pose.worldLandmarks.fill(Number.NaN, i * 4, i * 4 + 3);
  };
  const sceneWith = (mode: 'upper' | 'full') => {
    const scene = createScene({ arms: 'angles', mode });
    setPose(scene.truth, 'wave');
    return { scene, before: scene.solve(1000) };
  };
  const RIGHT_FINGERS = HUMANOID_BONES.filter((bone) => /^right(Thumb|Index|Middle|Ring|Little)/.test(bone));

  it('drives head, torso, both arms and all fingers of a person in full view', () => {
    const { before } = sceneWith('upper');
    const names = driven(before);
    for (const bone of ['hips', 'chest', 'neck', 'head', 'leftUpperArm', 'rightHand'] as const)
      expect(names).toContain(bone);
    expect(names).toEqual(expect.arrayContaining(RIGHT_FINGERS));
    expect(names.filter((bone) => /Leg|Foot|Toes/.test(bone))).toEqual([]);
  });

  it('drives nothing when nothing was seen, and keeps the last pose', () => {
    const { scene, before } = sceneWith('full');
    const after = scene.solve(1033, (seen) => {
      for (const part of [seen.face, seen.pose, seen.leftHand, seen.rightHand]) part.score = 0;
    });
    expect(Array.from(after.drives.flags).filter(Boolean)).toEqual([]);
    expect(Array.from(after.confidence)).toEqual([0, 0, 0, 0]);
    expect(after.bones).toEqual(before.bones);
  });

  it('is at rest before anything was seen', () => {
    const solver = createSolver('direct');
    const out = createMotionFrame();
    solver.solve(createTrackingFrame(), out);
    expect(out.values).toEqual(createMotionFrame().values);
    expect(Array.from(out.drives.flags).filter(Boolean)).toEqual([]);
  });

  it.each([
    ['unsure', hide],
    ['not a number', lose],
  ])('leaves an arm where it was while its elbow is %s', (_, spoil) => {
    const { scene, before } = sceneWith('upper');
    const after = scene.solve(1033, (seen) => {
      spoil(seen, 14, 16, 18, 20, 22);
      seen.rightHand.score = 0;
    });
    for (const bone of ['rightUpperArm', 'rightLowerArm', 'rightHand'] as const) {
      expect(driven(after)).not.toContain(bone);
      expect(boneAngle(before, after, bone)).toBe(0);
    }
    expect(driven(after)).toContain('leftHand');
  });

  it('keeps the fingers where they were while the hand tracker has no hand', () => {
    const { scene, before } = sceneWith('upper');
    const after = scene.solve(1033, (seen) => {
      seen.rightHand.score = 0;
    });
    for (const bone of RIGHT_FINGERS) {
      expect(driven(after)).not.toContain(bone);
      expect(boneAngle(before, after, bone)).toBe(0);
    }
    expect(driven(after)).toContain('rightHand');
    expect(after.confidence[PART_INDEX.rightHand]).toBe(0);
    expect(after.confidence[PART_INDEX.leftHand]).toBe(1);
  });

  it('takes a hand with one landmark that is no number for not seen', () => {
    const { scene } = sceneWith('upper');
    const after = scene.solve(1033, (seen) => {
      seen.rightHand.worldLandmarks[40] = Number.NaN;
    });
    expect(driven(after).filter((bone) => RIGHT_FINGERS.includes(bone))).toEqual([]);
    expect(faultsOf(after)).toEqual([]);
  });

  it('drives no leg whose knee is out of the picture, and still the other', () => {
    const { scene } = sceneWith('full');
    const after = scene.solve(1033, (seen) => hide(seen, 25, 27, 29, 31));
    expect(driven(after)).not.toContain('leftUpperLeg');
    expect(driven(after)).not.toContain('leftFoot');
    expect(driven(after)).toContain('rightUpperLeg');
    expect(driven(after)).toContain('rightFoot');
  });

  it('drives no expression and no gaze without a face', () => {
    const { scene, before } = sceneWith('upper');
    expect(before.drives.expressions).toContain(1);
    expect(before.drives.roots[1]).toBe(1);
    const after = scene.solve(1033, (seen) => {
      seen.face.score = 0;
    });
    expect(after.drives.expressions).not.toContain(1);
    expect(after.drives.roots[1]).toBe(0);
    expect(after.confidence[PART_INDEX.face]).toBe(0);
  });

  it('drives head and face alone in face mode', () => {
    const scene = createScene({ arms: 'angles', mode: 'face' });
    setPose(scene.truth, 'wave');
    expect(driven(scene.solve(1000))).toEqual(['neck', 'head']);
  });
});

describe('fingers', () => {
  /** Ranges in degrees in which a finger's joints stay, whatever is seen (bend: knuckle, middle, end). */
  const LEAST = { Proximal: -40, Intermediate: -12, Distal: -22 };
  const MOST = { Proximal: 105, Intermediate: 125, Distal: 95 };
  const JOINTS = (['Index', 'Middle', 'Ring', 'Little'] as const).flatMap((finger) =>
    (['Proximal', 'Intermediate', 'Distal'] as const).map((joint) => ({ finger, joint })),
  );
  const bendOf = (frame: MotionFrame, side: 'left' | 'right', finger: string, joint: string): number => {
    const place = BONE_INDEX[`${side}${finger}${joint}` as HumanoidBone] * 4;
    const [x, y, z, w] = frame.bones.subarray(place, place + 4);
    const bend = 2 * Math.atan2(-z! * (side === 'left' ? 1 : -1), w!) * DEGREES;
    expect(Math.hypot(x!, y!, z!, w!)).toBeCloseTo(1, 3);
    return bend > 180 ? bend - 360 : bend < -180 ? bend + 360 : bend;
  };

  it('stay within their hinges, whatever the hand tracker says', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0.005, 0.02, 0.1, 1), (seed, size) => {
        const scene = createScene({ arms: 'angles', mode: 'upper' });
        setDeskPose(scene.truth, createRandom(seed));
        const { uniform } = createRandom(seed + 1);
        const out = scene.solve(1000, (seen) => {
          for (const hand of [seen.leftHand, seen.rightHand])
            for (let i = 0; i < hand.worldLandmarks.length; i++)
              hand.worldLandmarks[i]! += uniform(-size, size);
        });
        for (const side of ['left', 'right'] as const)
          for (const { finger, joint } of JOINTS) {
            const bend = bendOf(out, side, finger, joint);
            expect(bend, `${side} ${finger} ${joint}`).toBeGreaterThan(LEAST[joint] - 6);
            expect(bend, `${side} ${finger} ${joint}`).toBeLessThan(MOST[joint] + 6);
          }
        for (const [joint, most] of [
          ['Metacarpal', 78],
          ['Proximal', 95],
          ['Distal', 107],
        ] as const)
          for (const side of ['left', 'right'] as const)
            expect(boneAngle(out, createMotionFrame(), `${side}Thumb${joint}`)).toBeLessThan(most);
      }),
      { numRuns: 200 },
    );
  });
});
