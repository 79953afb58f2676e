import type { MotionFrame } from '@shared/motion-frame';
import { expect, it } from 'vitest';
import { measureErrors } from '../../../scripts/fidelity/errors';
import { setDeskPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';

const desk = {
  name: 'desk',
  mode: 'upper',
  count: 250,
  continuous: false,
  pose: (i: number, frame: MotionFrame) => setDeskPose(frame, createRandom(1 + i * 7919)),
} as const;

it.each([
  // Metres of noise on hand landmarks; degrees that a finger is off in the hand: median and worst.
  [0, 0.1, 1],
  [0.0015, 4, 24],
  [0.005, 9, 66],
])('fingers under noise of %d m are off by no more than they must', (handNoise, median, worst) => {
  const { rows } = measureErrors(desk, {
    solver: 'direct',
    noisy: handNoise > 0,
    mirror: false,
    handNoise,
  });
  const fingers = rows.get('Finger direction against the hand')!;
  expect(fingers.median).toBeLessThan(median);
  expect(fingers.max).toBeLessThan(worst);
});
