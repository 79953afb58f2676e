import { createSolver } from '@motion/solve';
import { createFacePose } from '@motion/solve/face/face-pose';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';
import { createPerson } from '../../../scripts/synthetic/person';
import { setDeskPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { SEQUENCES } from '../../../scripts/synthetic/sequences';

const see = (seed: number) => {
  const truth = createMotionFrame();
  const frame = createTrackingFrame();
  setDeskPose(truth, createRandom(seed));
  createPerson({ seeAll: true }).see(truth, 1000, frame);
  return frame;
};

describe('a face of which the model tells turn and distance', () => {
  it('shows what it shows when it is fitted, while its owner talks', () => {
    const person = createPerson({ seeAll: true });
    const [truth, placed, fitted] = [createMotionFrame(), createMotionFrame(), createMotionFrame()];
    const frame = createTrackingFrame();
    const [one, other] = [createSolver('direct'), createSolver('direct')];
    let most = 0;
    let shown = 0;
    for (let i = 0; i < 300; i++) {
      SEQUENCES.talk(i / 30, truth);
      person.see(truth, 1000 + (i * 1000) / 30, frame);
      one.solve(frame, placed);
      frame.face.hasMatrix = false;
      other.solve(frame, fitted);
      fitted.expressions.forEach((weight, e) => {
        most = Math.max(most, Math.abs(weight - placed.expressions[e]!));
        shown = Math.max(shown, weight);
      });
    }
    expect(shown).toBeGreaterThan(0.8);
    expect(most).toBeLessThan(0.1);
  });

  it('is fitted after all where the told distance cannot be', () => {
    const frame = see(3);
    frame.face.matrix[14] = 0;
    const pose = createFacePose();
    pose.solve(frame);
    expect(pose.seen && pose.isAligned).toBe(true);
    expect(pose.aligned.distance).toBeGreaterThan(0.2);
  });

  it('is not placed by landmarks that are no numbers', () => {
    const frame = see(5);
    frame.face.landmarks.fill(Number.NaN);
    const pose = createFacePose();
    pose.solve(frame);
    expect(pose.isAligned).toBe(false);
  });
});
