import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { createArkitEstimator, FACE_REST_VALUES } from '@motion/solve/face/arkit-estimator';
import { settleEyes } from '@motion/solve/face/eyes';
import { createFaceMoment } from '@motion/solve/face/moment';
import { ARKIT_BLENDSHAPES, ARKIT_COUNT, ARKIT_INDEX } from '@shared/expressions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFace, type Expression, PICTURE_SIZE } from './drawn-face';

const { width: WIDTH, height: HEIGHT } = PICTURE_SIZE;

const createBench = () => {
  const face = createAlignedFace();
  const estimator = createArkitEstimator();
  const weights = new Float32Array(ARKIT_COUNT);
  return {
    estimator,
    estimate: (expression: Expression): Float32Array => {
      expect(face.align(drawFace(expression), WIDTH, HEIGHT)).toBe(true);
      estimator.estimate(face, weights);
      return weights;
    },
  };
};

const calibrated = () => {
  const bench = createBench();
  bench.estimate({});
  bench.estimator.setNeutral([...bench.estimator.measured]);
  return bench;
};

/** Blinks as the solver gives them on, [right, left]. */
const blinks = (expression: Expression): [number, number] => {
  const weights = calibrated().estimate(expression);
  settleEyes(weights, createFaceMoment(0, ((expression.yaw ?? 0) * Math.PI) / 180));
  return [weights[ARKIT_INDEX.eyeBlinkRight]!, weights[ARKIT_INDEX.eyeBlinkLeft]!];
};

const angle = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

const twinOf = (name: string): string =>
  name.endsWith('Left')
    ? name.replace(/Left$/, 'Right')
    : name.endsWith('Right')
      ? name.replace(/Right$/, 'Left')
      : name;

describe('blendshapes from landmarks alone', () => {
  it('shows little of mouth, lids and brows on a face at rest', () => {
    const weights = calibrated().estimate({});
    for (const name of ['eyeBlinkLeft', 'mouthSmileRight', 'jawOpen'] as const)
      expect(weights[ARKIT_INDEX[name]], name).toBeLessThan(0.15);
    // The official model takes lowered brows for granted on many faces at rest: 0.34 on this one.
    expect(weights[ARKIT_INDEX.browDownLeft]).toBeLessThan(0.4);
  });

  it('closes both eyes fully, however the head is turned', () => {
    fc.assert(
      fc.property(angle(40), angle(35), fc.double({ min: 0, max: 0.2, noNaN: true }), (yaw, pitch, open) => {
        for (const blink of blinks({ yaw, pitch, openLeft: open, openRight: open }))
          expect(blink).toBeGreaterThan(0.95);
      }),
    );
  });

  it('opens both eyes fully, however the head is turned', () => {
    fc.assert(
      fc.property(angle(40), angle(35), fc.double({ min: 1, max: 1.4, noNaN: true }), (yaw, pitch, open) => {
        for (const blink of blinks({ yaw, pitch, openLeft: open, openRight: open }))
          expect(blink).toBeLessThan(0.05);
      }),
    );
  });

  it('keeps the jaw shut behind closed lips, however the head is turned and long the chin', () => {
    fc.assert(
      fc.property(angle(40), angle(35), fc.double({ min: 0, max: 1, noNaN: true }), (yaw, pitch, chin) => {
        expect(createBench().estimate({ yaw, pitch, chin })[ARKIT_INDEX.jawOpen]).toBeLessThan(0.2);
      }),
    );
  });

  it('opens the jaw with the lips', () => {
    const opened = [0, 0.3, 1, 1.8].map((mouth) => createBench().estimate({ mouth })[ARKIT_INDEX.jawOpen]!);
    expect(opened.every((jaw, i) => i === 0 || jaw > opened[i - 1]!)).toBe(true);
    expect(opened.at(-1)).toBeGreaterThan(0.4);
  });

  it('winks with one eye alone while both can be seen', () => {
    fc.assert(
      fc.property(angle(25), angle(35), fc.boolean(), (yaw, pitch, isLeft) => {
        const [right, left] = blinks({ yaw, pitch, ...(isLeft ? { openLeft: 0.1 } : { openRight: 0.1 }) });
        expect(isLeft ? left : right).toBeGreaterThan(0.95);
        expect(isLeft ? right : left).toBeLessThan(0.05);
      }),
    );
  });

  it('smiles with raised corners of the mouth', () => {
    const weights = calibrated().estimate({ smile: 1.2 });
    expect(weights[ARKIT_INDEX.mouthSmileLeft]).toBeGreaterThan(0.6);
    expect(weights[ARKIT_INDEX.mouthSmileRight]).toBeGreaterThan(0.6);
    expect(weights[ARKIT_INDEX.jawOpen]).toBeLessThan(0.2);
  });

  it('opens the jaw as far as the mouth is open', () => {
    const { estimate } = calibrated();
    const steps = [0, 0.8, 1.6, 2.6].map((mouth) => estimate({ mouth })[ARKIT_INDEX.jawOpen]!);
    expect(steps[0]).toBeLessThan(0.15);
    for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1]!);
    expect(steps[3]).toBeGreaterThan(0.5);
  });

  it('takes a person with narrow eyes for awake once that is known to be their rest', () => {
    const narrow = { openLeft: 0.65, openRight: 0.65 };
    const bench = createBench();
    const before = bench.estimate(narrow)[ARKIT_INDEX.eyeBlinkLeft]!;
    bench.estimator.setNeutral([...bench.estimator.measured]);
    expect(bench.estimate(narrow)[ARKIT_INDEX.eyeBlinkLeft]).toBeLessThan(Math.min(before, 0.05));
    expect(bench.estimate({ openLeft: 0.1, openRight: 0.65 })[ARKIT_INDEX.eyeBlinkLeft]).toBeGreaterThan(
      0.95,
    );
    bench.estimator.setNeutral(undefined);
    expect(bench.estimate(narrow)[ARKIT_INDEX.eyeBlinkLeft]).toBeCloseTo(before, 5);
  });

  it('ignores a face at rest that is none', () => {
    const bench = createBench();
    const before = [...bench.estimate({ smile: 0.5 })];
    bench.estimator.setNeutral([1, 2, 3]);
    expect([...bench.estimate({ smile: 0.5 })]).toEqual(before);
    bench.estimator.setNeutral(Array.from({ length: FACE_REST_VALUES }, () => Number.NaN));
    expect([...bench.estimate({ smile: 0.5 })]).toEqual(before);
  });

  it('gives weights of 0..1 for any finite landmarks', () => {
    const face = createAlignedFace();
    const estimator = createArkitEstimator();
    const weights = new Float32Array(ARKIT_COUNT);
    const noise = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(noise, fc.double({ min: 0, max: 1 }), (values, calm) => {
        const landmarks = drawFace({});
        for (let i = 0; i < landmarks.length; i++)
          if ((i * 7919) % 1000 > calm * 1000) landmarks[i] = values[i % values.length]!;
        if (!face.align(landmarks, WIDTH, HEIGHT)) return;
        estimator.estimate(face, weights);
        for (const weight of weights) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives a mirrored face mirrored weights', () => {
    const share = fc.double({ min: 0, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(share, share, share, angle(30), angle(20), (openLeft, openRight, smile, yaw, pitch) => {
        const straight = [...createBench().estimate({ openLeft, openRight, smile, yaw, pitch })];
        const mirrored = createBench().estimate({
          openLeft: openRight,
          openRight: openLeft,
          smile,
          yaw: -yaw,
          pitch,
        });
        for (const [i, name] of ARKIT_BLENDSHAPES.entries())
          expect(mirrored[ARKIT_INDEX[twinOf(name) as typeof name]], name).toBeCloseTo(straight[i]!, 2);
      }),
    );
  });
});
