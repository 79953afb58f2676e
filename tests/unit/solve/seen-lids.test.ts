import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { createArkitEstimator } from '@motion/solve/face/arkit-estimator';
import {
  EYE_INPUTS,
  LANDMARK_VALUES,
  MOUTH_INPUTS,
  measureFeatures,
  POINT_VALUES,
  READ_LANDMARKS,
} from '@motion/solve/face/arkit-features';
import { measureSeenGaps } from '@motion/solve/face/seen-lids';
import { ARKIT_COUNT, ARKIT_INDEX } from '@shared/expressions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFace, type Expression, PICTURE_SIZE } from './drawn-face';

const { width, height } = PICTURE_SIZE;

/** Gaps of the right and of the left eye. */
const gapsOf = (expression: Expression): [number, number] => {
  const face = createAlignedFace();
  expect(face.align(drawFace(expression), width, height)).toBe(true);
  const points = new Float64Array(POINT_VALUES);
  face.points(READ_LANDMARKS, points);
  const eye = new Float32Array(EYE_INPUTS);
  measureFeatures(points, new Float64Array(LANDMARK_VALUES), eye, new Float32Array(MOUTH_INPUTS));
  const gaps = new Float64Array(2);
  measureSeenGaps(eye, gaps);
  return [gaps[0]!, gaps[1]!];
};

/** Blinks of a person of whom nothing is known, [right, left]. */
const blinksOf = (expression: Expression): [number, number] => {
  const face = createAlignedFace();
  const weights = new Float32Array(ARKIT_COUNT);
  expect(face.align(drawFace(expression), width, height)).toBe(true);
  createArkitEstimator().estimate(face, weights);
  return [weights[ARKIT_INDEX.eyeBlinkRight]!, weights[ARKIT_INDEX.eyeBlinkLeft]!];
};

const turn = fc.double({ min: -30, max: 30, noNaN: true });

describe('lids as the camera sees them', () => {
  it('are as far apart in both eyes of a turned head, though the far eye looks narrow', () => {
    fc.assert(
      fc.property(turn, (yaw) => {
        const [right, left] = gapsOf({ yaw });
        expect(right / left).toBeGreaterThan(0.85);
        expect(right / left).toBeLessThan(1 / 0.85);
      }),
    );
  });

  it('are told apart by eye', () => {
    const [right, left] = gapsOf({ openRight: 0.5 });
    expect(right / left).toBeCloseTo(0.5, 1);
    const [, other] = gapsOf({ openLeft: 0.5 });
    expect(other).toBeCloseTo(right, 3);
  });
});

describe('blinks of a person of whom nothing is known', () => {
  it('grow with every step that the lids come closer, turned or not', () => {
    fc.assert(
      fc.property(turn, (yaw) => {
        const steps = [1, 0.8, 0.6, 0.4, 0.1].map((open) =>
          Math.min(...blinksOf({ yaw, openLeft: open, openRight: open })),
        );
        for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1]!);
      }),
    );
  });

  it('are whole where the lids meet, and slight where the eyes are open', () => {
    fc.assert(
      fc.property(turn, (yaw) => {
        for (const blink of blinksOf({ yaw, openLeft: 0.1, openRight: 0.1 }))
          expect(blink).toBeGreaterThan(0.95);
        for (const blink of blinksOf({ yaw })) expect(blink).toBeLessThan(0.3);
      }),
    );
  });
});
