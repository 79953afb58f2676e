import { mirrorMotionFrame } from '@motion/shape/mirror';
import { createSolver } from '@motion/solve';
import { HUMANOID_BONES } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame } from '@shared/motion-frame';
import { copyTrackingFrame, createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setFullBodyPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';
import { createScene, mostDifferent } from './solve-scene';

/** MediaPipe's pose landmarks that change places in a mirror: eyes, ears, mouth, then left and right by turns. */
const POSE_PAIRS = [
  [1, 4],
  [2, 5],
  [3, 6],
  [7, 8],
  [9, 10],
  ...Array.from({ length: 11 }, (_, i) => [11 + 2 * i, 12 + 2 * i] as const),
] as const;

const reflect = (values: Float32Array, stride: number, from: 'image' | 'world'): void => {
  for (let i = 0; i < values.length; i += stride) values[i] = from === 'image' ? 1 - values[i]! : -values[i]!;
};

const swapPose = (values: Float32Array): void => {
  for (const [a, b] of POSE_PAIRS) {
    const kept = values.slice(a * 4, a * 4 + 4);
    values.copyWithin(a * 4, b * 4, b * 4 + 4);
    values.set(kept, b * 4);
  }
};

/** What the camera would see in a mirror, of body and hands; the face is taken out of the picture. */
const mirrorBody = (from: TrackingFrame): TrackingFrame => {
  const to = createTrackingFrame();
  copyTrackingFrame(from, to);
  to.face.score = 0;
  reflect(to.pose.landmarks, 4, 'image');
  reflect(to.pose.worldLandmarks, 4, 'world');
  swapPose(to.pose.landmarks);
  swapPose(to.pose.worldLandmarks);
  for (const [source, target] of [
    [from.leftHand, to.rightHand],
    [from.rightHand, to.leftHand],
  ] as const) {
    target.score = source.score;
    target.time = source.time;
    target.landmarks.set(source.landmarks);
    target.worldLandmarks.set(source.worldLandmarks);
    reflect(target.landmarks, 3, 'image');
    reflect(target.worldLandmarks, 3, 'world');
  }
  return to;
};

const options = fc.record({
  arms: fc.constantFrom('angles' as const, 'reach' as const),
  mode: fc.constantFrom('upper' as const, 'full' as const),
});

describe('in a mirror', () => {
  it('noisy landmarks of body and hands, some unseen, give the mirrored answer over several frames', () => {
    fc.assert(
      fc.property(options, fc.integer(), fc.constantFrom(0, 0.004, 0.02), (chosen, seed, noise) => {
        const scene = createScene(chosen);
        const [plain, reflected] = [createSolver('direct', chosen), createSolver('direct', chosen)];
        for (const solver of [plain, reflected]) solver.setRest(HUMAN_REST);
        const [answer, mirrored] = [createMotionFrame(), createMotionFrame()];
        const random = createRandom(seed);
        for (let i = 0; i < 4; i++) {
          setFullBodyPose(scene.truth, createRandom(seed + (i >> 1)));
          scene.solve(1000 + 33 * i, (seen) => {
            seen.face.score = 0;
            for (const values of [
              seen.pose.worldLandmarks,
              seen.leftHand.worldLandmarks,
              seen.rightHand.worldLandmarks,
            ])
              for (let k = 0; k < values.length; k++) values[k]! += random.gaussian(noise);
            // From the elbows on: face and shoulders stay in view.
            for (let k = 3; k < seen.pose.worldLandmarks.length; k += 4)
              if (random.uniform(0, 1) < 0.15) seen.pose.worldLandmarks[k] = random.uniform(0, 1);
            for (const hand of [seen.leftHand, seen.rightHand])
              hand.score = random.uniform(0, 1) < 0.3 ? 0 : 1;
          });
          plain.solve(scene.seen, answer);
          reflected.solve(mirrorBody(scene.seen), mirrored);
          const expected = createMotionFrame();
          copyMotionFrame(answer, expected);
          mirrorMotionFrame(expected);
          const { bone, degrees } = mostDifferent(mirrored, expected);
          expect(degrees, `${bone} in frame ${i}`).toBeLessThan(0.2);
          expect(mirrored.drives.bones).toEqual(expected.drives.bones);
          for (let k = 0; k < 3; k++) expect(mirrored.hips[k]).toBeCloseTo(expected.hips[k]!, 3);
          expect(mirrored.confidence[2]).toBeCloseTo(expected.confidence[2]!, 5);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a person with a face gives the mirrored answer, winks and gaze too', () => {
    fc.assert(
      fc.property(options, fc.integer(), (chosen, seed) => {
        const scene = createScene(chosen);
        const { uniform } = createRandom(seed);
        setFullBodyPose(scene.truth, createRandom(seed));
        for (let i = 0; i < scene.truth.expressions.length; i++)
          scene.truth.expressions[i] = uniform(0, 1) < 0.7 ? 0 : uniform(0, 1);
        scene.truth.gaze.set([uniform(-0.4, 0.4), uniform(-0.3, 0.3)]);
        const answer = scene.solve(1000);
        mirrorMotionFrame(answer);
        mirrorMotionFrame(scene.truth);
        scene.solver.reset();
        const mirrored = scene.solve(1000);
        const { bone, degrees } = mostDifferent(mirrored, answer);
        expect(degrees, bone).toBeLessThan(0.2);
        mirrored.expressions.forEach((weight, i) => {
          expect(weight, `expression ${i}`).toBeCloseTo(answer.expressions[i]!, 2);
        });
        for (let k = 0; k < 2; k++) expect(mirrored.gaze[k]).toBeCloseTo(answer.gaze[k]!, 2);
      }),
      { numRuns: 60 },
    );
  });

  it('tells left from right at all: only one arm moves when one is raised', () => {
    const scene = createScene({ arms: 'angles', mode: 'upper' });
    const rest = scene.solve(1000);
    scene.truth.bones.set([0, 0, Math.SQRT1_2, Math.SQRT1_2], HUMANOID_BONES.indexOf('leftUpperArm') * 4);
    const raised = scene.solve(1033);
    expect(mostDifferent(rest, raised, (bone) => bone === 'leftUpperArm').degrees).toBeGreaterThan(45);
    expect(mostDifferent(rest, raised, (bone) => bone.startsWith('right')).degrees).toBeLessThan(15);
  });
});
