import { limitOf } from '@motion/shape/limits';
import { log } from '@motion/shape/quaternion';
import { createShaper, shapeOptions } from '@motion/shape/shaper';
import { createSolver } from '@motion/solve';
import { BONE_COUNT, HUMANOID_BONES } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ROOM_CAMERA } from '../../../scripts/synthetic/camera';
import { createPerson } from '../../../scripts/synthetic/person';
import { setFullBodyPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';
import { EPOCH } from './steps';

/** What a camera may make of a person, worse and worse. */
const KINDS = ['person', 'noisy', 'wild', 'huge', 'no numbers', 'nothing'] as const;

const bodyAndHands = (seen: TrackingFrame): Float32Array[] => [
  seen.pose.worldLandmarks,
  seen.pose.landmarks,
  seen.leftHand.worldLandmarks,
  seen.rightHand.worldLandmarks,
];

const spoil = (seen: TrackingFrame, kind: (typeof KINDS)[number], seed: number): void => {
  const random = createRandom(seed);
  const size = { noisy: 0.03, wild: 1, huge: 1e30 }[kind as string];
  for (const values of bodyAndHands(seen))
    for (let i = 0; i < values.length; i++) {
      if (size !== undefined) values[i]! += random.gaussian(size);
      if (kind === 'no numbers' && random.uniform(0, 1) < 0.2)
        values[i] = random.uniform(0, 1) < 0.5 ? Number.NaN : Number.NEGATIVE_INFINITY;
    }
  if (size !== undefined)
    for (let i = 3; i < seen.pose.worldLandmarks.length; i += 4)
      seen.pose.worldLandmarks[i] = random.uniform(0.2, 1.2);
  if (kind === 'nothing')
    for (const part of [seen.face, seen.pose, seen.leftHand, seen.rightHand]) part.score = 0;
};

/** A sentence for each bone that is no rotation or beyond its joint's range. */
const outOfRange = (frame: MotionFrame): string[] => {
  const vector = new Float64Array(3);
  const faults: string[] = [];
  for (let b = 0; b < BONE_COUNT; b++) {
    const length = Math.hypot(...frame.bones.subarray(b * 4, b * 4 + 4));
    if (!(Math.abs(length - 1) < 1e-4)) faults.push(`${HUMANOID_BONES[b]} has length ${length}`);
    log(Float64Array.from(frame.bones.subarray(b * 4, b * 4 + 4)), 0, vector, 0);
    for (let axis = 0; axis < 3; axis++) {
      const [low, high] = limitOf(b, axis);
      const value = vector[axis]!;
      if (!(value > low - 2e-3 && value < high + 2e-3))
        faults.push(`${HUMANOID_BONES[b]} is turned by ${value} about ${'xyz'[axis]}`);
    }
  }
  return faults;
};

it('whatever the trackers say, in any mode, every joint stays within its range', () => {
  const [truth, solved, shaped] = [createMotionFrame(), createMotionFrame(), createMotionFrame()];
  const seen = createTrackingFrame();
  fc.assert(
    fc.property(
      fc.record({
        arms: fc.constantFrom('angles' as const, 'reach' as const),
        mode: fc.constantFrom('face' as const, 'upper' as const, 'full' as const),
      }),
      fc.boolean(),
      fc.constantFrom(0, 0.4, 1),
      fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.integer()), { minLength: 2, maxLength: 8 }),
      (options, mirror, smoothing, frames) => {
        const person = createPerson({ camera: ROOM_CAMERA, seeAll: true });
        const solver = createSolver('direct', options);
        solver.setRest(HUMAN_REST);
        const shaper = createShaper({ ...shapeOptions(defaultSettings().motion), mirror, smoothing });
        shaper.setRest(HUMAN_REST);
        frames.forEach(([kind, seed], i) => {
          setFullBodyPose(truth, createRandom(seed));
          // Each three times, so that what is new counts as seen.
          for (let k = 0; k < 3; k++) {
            const time = EPOCH + (i * 3 + k) * 33;
            person.see(truth, time, seen);
            spoil(seen, kind, seed);
            solver.solve(seen, solved);
            shaper.push(solved);
            for (const later of [1, 17, 32]) {
              shaper.step(time + later, shaped);
              expect(outOfRange(shaped)).toEqual([]);
            }
          }
        });
      },
    ),
    { numRuns: 25 },
  );
});
