import {
  createRotationFilters,
  createScalarFilters,
  type OneEuroTuning,
  smoothingFactor,
} from '@motion/shape/one-euro';
import { angleBetween, exp, log, multiply } from '@motion/shape/quaternion';
import { tuningsAt } from '@motion/shape/smoothing';
import { createMotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setHead, setStanding } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { createTestShaper, run, seen, turned } from './steps';

const TUNING: OneEuroTuning = { minCutoff: 1, beta: 0.5, derivativeCutoff: 1, noiseSpeed: 0 };
const rotationVector = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -1.8, max: 1.8, noNaN: true })));
const ONE = Uint8Array.of(0);

describe('log and exp', () => {
  it('undo each other, small and large', () => {
    fc.assert(
      fc.property(rotationVector, fc.double({ min: 1e-9, max: 1, noNaN: true }), (v, scale) => {
        const [q, back] = [new Float64Array(4), new Float64Array(3)];
        const vector = Float64Array.from(v, (x) => x * scale);
        exp(vector, 0, q, 0);
        expect(Math.hypot(...q)).toBeCloseTo(1, 6);
        log(q, 0, back, 0);
        if (Math.hypot(...vector) > 3.1) return;
        for (let k = 0; k < 3; k++) expect(back[k]).toBeCloseTo(vector[k]!, 6);
      }),
    );
  });
});

describe('the one-euro filter', () => {
  it('gives the published exponential filter when speed opens nothing', () => {
    const filters = createScalarFilters(1);
    filters.restart(0, Float64Array.of(0));
    filters.update(0, Float64Array.of(1), { seconds: 1 / 30 }, { ...TUNING, beta: 0 });
    expect(filters.values[0]).toBeCloseTo(smoothingFactor(1, 1 / 30), 12);
    // 1 / (1 + 1/(2π·1·1/30))
    expect(filters.values[0]).toBeCloseTo(1 / (1 + 30 / (2 * Math.PI)), 12);
  });

  it('arrives at a value that stays, whatever the spacing of samples', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.array(fc.double({ min: 0.005, max: 0.2, noNaN: true }), { minLength: 200, maxLength: 200 }),
        (value, spacings) => {
          const filters = createScalarFilters(1);
          filters.restart(0, Float64Array.of(1));
          for (const seconds of spacings) filters.update(0, Float64Array.of(value), { seconds }, TUNING);
          expect(filters.values[0]).toBeCloseTo(value, 1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('never overshoots a step and lets fast motion through sooner than slow noise', () => {
    const filters = createScalarFilters(1);
    filters.restart(0, Float64Array.of(0));
    let last = 0;
    for (let i = 0; i < 60; i++) {
      filters.update(0, Float64Array.of(1), { seconds: 1 / 30 }, TUNING);
      expect(filters.values[0]).toBeGreaterThanOrEqual(last);
      expect(filters.values[0]).toBeLessThanOrEqual(1);
      last = filters.values[0]!;
    }
    const share = (height: number): number => {
      filters.restart(0, Float64Array.of(0));
      filters.update(0, Float64Array.of(height), { seconds: 1 / 30 }, TUNING);
      return filters.values[0]! / height;
    };
    expect(share(3)).toBeGreaterThan(share(0.01) * 1.5);
  });

  it('keeps rotations unit quaternions and prefers no axis', () => {
    fc.assert(
      fc.property(rotationVector, rotationVector, rotationVector, (start, end, frame) => {
        const [a, b, r] = [start, end, frame].map((v) => {
          const q = new Float64Array(4);
          exp(Float64Array.from(v), 0, q, 0);
          return q;
        }) as [Float64Array, Float64Array, Float64Array];
        const filter = (from: Float64Array, to: Float64Array): Float64Array => {
          const filters = createRotationFilters(1);
          filters.restart(ONE, from);
          for (let i = 0; i < 5; i++) filters.update(ONE, to, { seconds: 1 / 30 }, TUNING);
          return filters.values;
        };
        const plain = filter(a, b);
        expect(Math.hypot(...plain)).toBeCloseTo(1, 9);
        // Seen from another frame of reference, the answer is the same rotation.
        const [ra, rb, rPlain] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
        multiply(r, 0, a, 0, ra, 0);
        multiply(r, 0, b, 0, rb, 0);
        multiply(r, 0, plain, 0, rPlain, 0);
        if (angleBetween(a, 0, b, 0) < 3)
          expect(angleBetween(filter(ra, rb), 0, rPlain, 0)).toBeLessThan(3e-5);
      }),
    );
  });
});

describe('the smoothing slider', () => {
  const restJitter = (smoothing: number): number => {
    const shaper = createTestShaper({ smoothing });
    const random = createRandom(9);
    const angles: number[] = [];
    const straight = createMotionFrame();
    setStanding(straight);
    run(
      shaper,
      10,
      (_s, frame) => {
        setStanding(frame);
        setHead(frame, random.gaussian(0.2), random.gaussian(0.2), random.gaussian(0.2));
        seen(frame);
        return true;
      },
      ({ seconds, frame }) => {
        if (seconds > 3) angles.push(turned(frame.bones, straight.bones, 'head') * 2);
      },
    );
    return Math.sqrt(angles.reduce((sum, a) => sum + a * a, 0) / angles.length);
  };

  it('goes from quick to steady without a place that is worse than its neighbours', () => {
    const jitters = [0, 0.25, 0.5, 0.75, 1].map(restJitter);
    for (let i = 1; i < jitters.length; i++) expect(jitters[i]).toBeLessThan(jitters[i - 1]!);
    expect(jitters[4]).toBeLessThan(0.15);
    const cutoffs = [0, 0.25, 0.5, 0.75, 1].map((s) => tuningsAt(s)[0]!.minCutoff);
    expect([...cutoffs].sort((a, b) => b - a)).toEqual(cutoffs);
  });

  it.each([0, 0.4, 1])(
    'at %d follows a step of the head in good time and swings little beyond it',
    (smoothing) => {
      const shaper = createTestShaper({ smoothing });
      const yaw: { seconds: number; degrees: number }[] = [];
      run(
        shaper,
        6,
        (s, frame) => {
          setStanding(frame);
          setHead(frame, s >= 2.999 ? 40 : 0, 0.001 * Math.sin(s * 50), 0);
          seen(frame);
          return true;
        },
        ({ seconds, frame }) =>
          yaw.push({ seconds, degrees: turned(frame.bones, createMotionFrame().bones, 'head') * 2 }),
        { samples: 30, display: 120 },
      );
      const half = yaw.find(({ degrees }) => degrees > 20)!.seconds - 3;
      expect(half).toBeLessThan(smoothing === 0 ? 0.0334 : 0.08);
      expect(Math.max(...yaw.map(({ degrees }) => degrees))).toBeLessThan(40 * 1.15);
      expect(yaw.at(-1)!.degrees).toBeCloseTo(40, 0);
    },
  );
});
