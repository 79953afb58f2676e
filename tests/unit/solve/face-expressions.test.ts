import { createFacePose } from '@motion/solve/face/face-pose';
import { createFaceSolver } from '@motion/solve/face/index';
import { createFaceMoment } from '@motion/solve/face/moment';
import { createPresetSolver } from '@motion/solve/face/presets';
import {
  ARKIT_BLENDSHAPES,
  ARKIT_COUNT,
  ARKIT_INDEX,
  ARKIT_OFFSET,
  type ArkitBlendshape,
  EXPRESSION_COUNT,
  EXPRESSION_INDEX,
  type VrmPreset,
} from '@shared/expressions';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFace, type Expression, PICTURE_SIZE } from './drawn-face';

type Weights = Partial<Record<ArkitBlendshape, number>>;

const EMOTIONS = ['happy', 'angry', 'sad', 'relaxed', 'surprised'] as const;
const VOWELS = ['aa', 'ih', 'ou', 'ee', 'oh'] as const;
const FRAME = 1000 / 30;

/** Presets of a face that is shown for a while, at 30 frames a second. */
const createFace = () => {
  const solver = createPresetSolver();
  const out = new Float32Array(EXPRESSION_COUNT);
  const moment = createFaceMoment(0, 0);
  return (given: Weights, milliseconds = 1000): ((preset: VrmPreset) => number) => {
    const weights = new Float32Array(ARKIT_COUNT);
    for (const [name, weight] of Object.entries(given))
      weights[ARKIT_INDEX[name as ArkitBlendshape]] = weight;
    for (let t = 0; t < milliseconds; t += FRAME) {
      moment.time += FRAME;
      solver.solve(weights, moment, out, new Uint8Array(EXPRESSION_COUNT));
    }
    return (preset) => out[EXPRESSION_INDEX[preset]]!;
  };
};

const both = (name: string, weight: number): Weights => ({
  [`${name}Left`]: weight,
  [`${name}Right`]: weight,
});

const FACES: Record<(typeof EMOTIONS)[number], Weights> = {
  happy: both('mouthSmile', 0.9),
  angry: { ...both('browDown', 0.8), ...both('mouthPress', 0.3) },
  sad: { browInnerUp: 0.6, ...both('mouthFrown', 0.5) },
  relaxed: { ...both('eyeBlink', 0.8), ...both('mouthSmile', 0.42) },
  surprised: { browInnerUp: 0.9, ...both('browOuterUp', 0.9), ...both('eyeWide', 0.4), jawOpen: 0.4 },
};

describe('emotions', () => {
  it.each(EMOTIONS)('%s is shown alone by a face that shows it, and goes with it', (emotion) => {
    const show = createFace();
    const shown = show(FACES[emotion]);
    for (const other of EMOTIONS)
      if (other === emotion) expect(shown(other), other).toBeGreaterThan(0.5);
      else expect(shown(other), other).toBe(0);
    const after = show({});
    for (const other of EMOTIONS) expect(after(other), other).toBe(0);
  });

  it('none is shown by a face at rest, that talks or that blinks', () => {
    const show = createFace();
    const still: Weights = { browInnerUp: 0.15, ...both('browDown', 0.15), ...both('mouthSmile', 0.1) };
    for (const more of [{}, { jawOpen: 0.6 }, both('eyeBlink', 1), { mouthPucker: 0.9 }])
      for (const emotion of EMOTIONS) expect(show({ ...still, ...more })(emotion), emotion).toBe(0);
  });

  it('stays while a smile wavers about where it came, and neither comes nor flickers below', () => {
    const show = createFace();
    const waver = (middle: number): number[] =>
      Array.from({ length: 60 }, (_, i) =>
        show(both('mouthSmile', middle + (i % 2 ? 0.04 : -0.04)), FRAME)('happy'),
      );
    expect(Math.max(...waver(0.52))).toBe(0);
    show(both('mouthSmile', 0.7));
    const kept = waver(0.52);
    expect(Math.min(...kept)).toBeGreaterThan(0.02);
  });

  it('fades in, without a jump', () => {
    const show = createFace();
    show({});
    let before = 0;
    for (let i = 0; i < 20; i++) {
      const now = show(FACES.happy, FRAME)('happy');
      expect(Math.abs(now - before)).toBeLessThan(0.2);
      before = now;
    }
    expect(before).toBeGreaterThan(0.8);
  });
});

describe('vowels', () => {
  it.each([
    ['aa', { jawOpen: 0.6 }],
    ['oh', { jawOpen: 0.5, mouthFunnel: 0.6 }],
    ['ou', { mouthPucker: 0.9 }],
    ['ee', { jawOpen: 0.1, ...both('mouthStretch', 0.6), ...both('mouthLowerDown', 0.7) }],
  ] as [VrmPreset, Weights][])('%s is the strongest in a mouth that says it', (vowel, weights) => {
    const shown = createFace()(weights);
    expect(shown(vowel)).toBeGreaterThan(0.4);
    for (const other of VOWELS) if (other !== vowel) expect(shown(other)).toBeLessThan(shown(vowel));
  });

  it('are silent while the mouth is shut, and in a smile', () => {
    for (const weights of [{}, { jawOpen: 0.5, mouthClose: 0.5 }, both('mouthSmile', 1)])
      for (const vowel of VOWELS) expect(createFace()(weights)(vowel), vowel).toBeLessThan(0.05);
  });

  it('are together no more than 1, whatever the face does', () => {
    const weights = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
      minLength: ARKIT_COUNT,
      maxLength: ARKIT_COUNT,
    });
    fc.assert(
      fc.property(weights, (values) => {
        const shown = createFace()(
          Object.fromEntries(ARKIT_BLENDSHAPES.map((name, i) => [name, values[i]!])) as Weights,
          FRAME,
        );
        expect(VOWELS.reduce((sum, vowel) => sum + shown(vowel), 0)).toBeLessThan(1.0001);
      }),
    );
  });
});

/** The whole face from tracking frames, a while of each expression. @param model what the model answers; it may change. */
const createWatch = (model?: Weights) => {
  const pose = createFacePose();
  const solver = createFaceSolver();
  const frame = createTrackingFrame();
  const out = createMotionFrame();
  frame.imageWidth = PICTURE_SIZE.width;
  frame.imageHeight = PICTURE_SIZE.height;
  frame.face.score = 1;
  frame.face.hasBlendshapes = model !== undefined;
  return (expression: Expression, milliseconds = 1000): ((name: ArkitBlendshape) => number) => {
    for (const [name, weight] of Object.entries(model ?? {}))
      frame.face.blendshapes[ARKIT_INDEX[name as ArkitBlendshape]] = weight;
    frame.face.landmarks.set(drawFace(expression));
    for (let t = 0; t < milliseconds; t += FRAME) {
      frame.face.time += FRAME;
      pose.solve(frame);
      solver.solve(frame, pose, out);
    }
    return (name) => out.expressions[ARKIT_OFFSET + ARKIT_INDEX[name]]!;
  };
};

describe('what the model leaves out', () => {
  it.each([
    ['cheeks that are blown up', 'cheekPuff', { puff: 1 }],
    ['eyes that are wide open', 'eyeWideLeft', { openLeft: 1.6, openRight: 1.6 }],
    ['a nose that is wrinkled', 'noseSneerRight', { sneer: 0.5 }],
  ] as [string, ArkitBlendshape, Expression][])(
    '%s are read off the landmarks',
    (_case, name, expression) => {
      const watch = createWatch({});
      expect(watch({}, 4000)(name)).toBe(0);
      expect(watch(expression, 200)(name)).toBeGreaterThan(0.8);
      expect(watch({}, 200)(name)).toBeLessThan(0.1);
    },
  );

  it('blown cheeks are not taken for a smile or an open mouth', () => {
    const smiling = createWatch(both('mouthSmile', 0.8));
    smiling({}, 4000);
    expect(smiling({ puff: 1 }, 200)('cheekPuff')).toBe(0);
    const talking = createWatch({ jawOpen: 0.5 });
    talking({}, 4000);
    expect(talking({ puff: 1 }, 200)('cheekPuff')).toBe(0);
  });

  it('one landmark that is no number spoils neither that frame nor those after it', () => {
    const watch = createWatch({ ...both('eyeBlink', 0.2), ...both('eyeWide', 0.1) });
    watch({}, 4000);
    for (const landmark of [159, 133, 129, 187]) {
      const spoilt = watch({ lost: landmark }, FRAME);
      for (const name of ['eyeBlinkRight', 'eyeWideRight', 'noseSneerRight', 'cheekPuff'] as const)
        expect(spoilt(name), name).toBeLessThan(0.3);
      expect(watch({ puff: 1 }, 200)('cheekPuff')).toBeGreaterThan(0.8);
      watch({}, 300);
    }
  });

  it('the tongue comes where the model gives it, and never by itself', () => {
    expect(createWatch({ tongueOut: 0.7 })({})('tongueOut')).toBeCloseTo(0.7);
    expect(createWatch()({ mouth: 2 })('tongueOut')).toBe(0);
  });
});

describe('blinks of a model that neither closes nor opens the eyes fully', () => {
  const angle = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  const HALF_SHUT = 0.45;

  /** A model's answer that says half shut of every eye, once the face at rest is known. */
  const createSleepy = () => {
    const model: Weights = {};
    const watch = createWatch(model);
    watch({}, 4000);
    Object.assign(model, both('eyeBlink', HALF_SHUT));
    return watch;
  };

  it('close and open fully at any pose of the head', () => {
    fc.assert(
      fc.property(angle(40), angle(25), (yaw, pitch) => {
        const watch = createSleepy();
        for (const name of ['eyeBlinkLeft', 'eyeBlinkRight'] as const) {
          expect(watch({ yaw, pitch, openLeft: 0.1, openRight: 0.1 }, FRAME)(name)).toBeGreaterThan(0.97);
          expect(watch({ yaw, pitch }, FRAME)(name)).toBeLessThan(0.03);
        }
      }),
      { numRuns: 30 },
    );
  });
});
