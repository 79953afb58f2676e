import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { createArkitEstimator } from '@motion/solve/face/arkit-estimator';
import { FEATURE_COUNT, LATERAL_AT, LEFT_AT, SIDE_COUNT } from '@motion/solve/face/arkit-estimator-features';
import { writeWeights } from '@motion/solve/face/arkit-estimator-weights';
import { FACE_MIDDLE, FACE_TWINS } from '@motion/solve/face/canonical-face';
import { ARKIT_BLENDSHAPES, ARKIT_COUNT, ARKIT_INDEX } from '@shared/expressions';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const WIDTH = 640;
const HEIGHT = 480;

/** Measures of the average face at rest that the test moves: landmark right, left, x, y. */
const LIDS: [number, number, number][] = [
  [160, 387, 4],
  [159, 386, 3.4],
  [158, 385, 2.9],
];
const LOWER_LIDS: [number, number, number][] = [
  [144, 373, 4],
  [145, 374, 3.4],
  [153, 380, 2.9],
];

interface Expression {
  /** Gap between the lids, share of its rest, of the right and the left eye. */
  openRight?: number;
  openLeft?: number;
  /** Centimetres that the corners of the mouth are raised and drawn out. */
  smile?: number;
  /** Centimetres between the lips, the lower one falling. */
  mouth?: number;
}

/** The average face, looking at the camera, 12 pixels a centimetre. */
const drawFace = ({ openRight = 1, openLeft = 1, smile = 0, mouth = 0 }: Expression): Float32Array => {
  const landmarks = new Float32Array(FACE_LANDMARKS * 3);
  const put = (index: number, x: number, y: number, z: number): void => {
    landmarks[index * 3] = (320 + 12 * x) / WIDTH;
    landmarks[index * 3 + 1] = (240 - 12 * y) / HEIGHT;
    landmarks[index * 3 + 2] = (-12 * z) / WIDTH;
  };
  const twin = (right: number, left: number, x: number, y: number, z: number): void => {
    put(right, -x, y, z);
    put(left, x, y, z);
  };
  for (const [right, left, x, y, z] of FACE_TWINS) twin(right, left, x, y, z);
  for (const [index, y, z] of FACE_MIDDLE) put(index, 0, y, z);
  for (const [right, left, x] of LIDS) {
    put(right, -x, -0.4 + 0.87 * openRight, -1.8);
    put(left, x, -0.4 + 0.87 * openLeft, -1.8);
  }
  for (const [right, left, x] of LOWER_LIDS) twin(right, left, x, -0.4, -1.8);
  twin(468, 473, 3.45, 0, -1.5);
  twin(107, 336, 1.6, 1.87, 0);
  twin(105, 334, 4, 2.35, -1);
  twin(70, 300, 5.9, 1.72, -3);
  twin(61, 291, 2.85 + smile, -7.9 + smile, -2.8);
  twin(81, 311, 1, -8, -0.7);
  twin(178, 402, 1, -8.15 - mouth, -0.9);
  twin(39, 269, 1.3, -7.5, -0.8);
  twin(181, 405, 1.3, -8.9 - mouth, -1);
  twin(129, 358, 2.35, -4.4, -1.5);
  twin(187, 411, 5.8, -6, -3.3);
  twin(50, 280, 5, -3.7, -2.5);
  twin(205, 425, 4.3, -4.8, -2);
  put(13, 0, -8.1, -0.6);
  put(14, 0, -8.16 - mouth, -0.9);
  put(0, 0, -7.5, -0.5);
  put(17, 0, -9.2 - mouth, -1.1);
  put(152, 0, -13.1 - mouth, -3.6);
  return landmarks;
};

const estimateAfterRest = (expression: Expression): Float32Array => {
  const face = createAlignedFace();
  const estimator = createArkitEstimator();
  const weights = new Float32Array(ARKIT_COUNT);
  for (let i = 0; i < 30; i++) {
    face.align(drawFace({}), WIDTH, HEIGHT);
    estimator.estimate(face, weights);
  }
  expect(face.align(drawFace(expression), WIDTH, HEIGHT)).toBe(true);
  estimator.estimate(face, weights);
  return weights;
};

const twinOf = (name: string): string =>
  name.endsWith('Left')
    ? name.replace(/Left$/, 'Right')
    : name.endsWith('Right')
      ? name.replace(/Right$/, 'Left')
      : name;

describe('blendshapes from landmarks alone', () => {
  it('shows nothing of mouth, lids and brows on a face at rest', () => {
    const weights = estimateAfterRest({});
    for (const name of ['eyeBlinkLeft', 'mouthSmileRight', 'jawOpen', 'browDownLeft', 'mouthPucker'] as const)
      expect(weights[ARKIT_INDEX[name]], name).toBeLessThan(0.05);
  });

  it('closes the eye that is closed, and that one alone', () => {
    const weights = estimateAfterRest({ openLeft: 0.2 });
    expect(weights[ARKIT_INDEX.eyeBlinkLeft]).toBeGreaterThan(0.9);
    expect(weights[ARKIT_INDEX.eyeBlinkRight]).toBeLessThan(0.05);
  });

  it('smiles with raised corners of the mouth', () => {
    const weights = estimateAfterRest({ smile: 1.2 });
    expect(weights[ARKIT_INDEX.mouthSmileLeft]).toBeGreaterThan(0.8);
    expect(weights[ARKIT_INDEX.mouthSmileRight]).toBeGreaterThan(0.8);
    expect(weights[ARKIT_INDEX.jawOpen]).toBeLessThan(0.1);
  });

  it('opens the jaw as far as the mouth is open', () => {
    const half = estimateAfterRest({ mouth: 1.2 })[ARKIT_INDEX.jawOpen]!;
    const whole = estimateAfterRest({ mouth: 2.6 })[ARKIT_INDEX.jawOpen]!;
    expect(half).toBeGreaterThan(0.25);
    expect(half).toBeLessThan(0.7);
    expect(whole).toBeGreaterThan(0.9);
  });

  it('does not take a lasting smile for the face at rest', () => {
    const face = createAlignedFace();
    const estimator = createArkitEstimator();
    const weights = new Float32Array(ARKIT_COUNT);
    for (let i = 0; i < 2000; i++) {
      face.align(drawFace({ smile: 1.2 }), WIDTH, HEIGHT);
      estimator.estimate(face, weights);
    }
    expect(weights[ARKIT_INDEX.mouthSmileLeft]).toBeGreaterThan(0.7);
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
    const changes = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
      minLength: FEATURE_COUNT,
      maxLength: FEATURE_COUNT,
    });
    fc.assert(
      fc.property(changes, (values) => {
        const change = Float64Array.from(values);
        const mirrored = Float64Array.from(values);
        mirrored.set(change.subarray(0, SIDE_COUNT), LEFT_AT);
        mirrored.set(change.subarray(LEFT_AT, LEFT_AT + SIDE_COUNT), 0);
        for (let i = LATERAL_AT; i < FEATURE_COUNT; i++) mirrored[i] = -change[i]!;
        const straight = new Float32Array(ARKIT_COUNT);
        const turned = new Float32Array(ARKIT_COUNT);
        writeWeights(change, straight);
        writeWeights(mirrored, turned);
        for (const [i, name] of ARKIT_BLENDSHAPES.entries())
          expect(turned[ARKIT_INDEX[twinOf(name) as typeof name]], name).toBeCloseTo(straight[i]!, 5);
      }),
    );
  });
});
