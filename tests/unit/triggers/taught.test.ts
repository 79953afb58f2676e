import { createSignWatch } from '@motion/triggers/sign-watch';
import { createFeatureReader, createLesson, createTaughtScorer } from '@motion/triggers/taught';
import { ARKIT_BLENDSHAPES, ARKIT_OFFSET, type ArkitBlendshape } from '@shared/expressions';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { ruleSchema, type Taught, taughtSchema } from '@shared/triggers';
import { expect, test } from 'vitest';
import { type HandShape, setHandShape } from '../../../scripts/synthetic/joints-by-angle';
import { setPose, setStanding } from '../../../scripts/synthetic/poses';
import { createRandom, type Random } from '../../../scripts/synthetic/random';

type Face = Partial<Record<ArkitBlendshape, number>>;

const FACES = {
  duck: { mouthFunnel: 0.6, mouthPucker: 0.7, browOuterUpLeft: 0.5, browOuterUpRight: 0.5 },
  smirk: { mouthSmileLeft: 0.7, mouthDimpleLeft: 0.4, browDownRight: 0.4, eyeSquintLeft: 0.4 },
  shock: { jawOpen: 0.6, eyeWideLeft: 0.7, eyeWideRight: 0.7, browInnerUp: 0.7 },
  smile: { mouthSmileLeft: 0.8, mouthSmileRight: 0.8, cheekSquintLeft: 0.4, cheekSquintRight: 0.4 },
} satisfies Record<string, Face>;

/** A face as a tracker sees it: with noise, a strength that wavers, blinks, and everybody's small resting tension. */
const showFace = (frame: MotionFrame, face: Face, random: Random, strength = 1): void => {
  frame.confidence.fill(1);
  ARKIT_BLENDSHAPES.forEach((name, i) => {
    const weight = (face[name] ?? 0) * strength + 0.04 + random.gaussian(0.04);
    frame.expressions[ARKIT_OFFSET + i] = Math.min(1, Math.max(0, weight));
  });
};

const teachFace = (face: Face, seed: number): Taught => {
  const random = createRandom(seed);
  const frame = createMotionFrame();
  const lesson = createLesson('face');
  for (let i = 0; i < 60; i++) {
    showFace(frame, {}, random);
    lesson.add('rest', frame);
  }
  for (let i = 0; i < 90; i++) {
    showFace(frame, face, random, random.uniform(0.85, 1.1));
    lesson.add('pose', frame);
  }
  return taughtSchema.parse(lesson.finish('id', 'name'));
};

const watchTaught = (taught: Taught, seconds: number, show: (s: number, frame: MotionFrame) => void) => {
  const heard: string[] = [];
  const signs = createSignWatch({ onSign: (_id, phase) => heard.push(phase) });
  signs.setRules([ruleSchema.parse({ id: 'rule', when: { kind: 'taught', id: taught.id } })], [taught]);
  const frame = createMotionFrame('tracking');
  for (let t = 0; t < seconds * 1000; t += 33) {
    frame.time = t;
    show(t / 1000, frame);
    signs.push(frame);
  }
  return heard;
};

test.each(Object.keys(FACES) as (keyof typeof FACES)[])(
  'the taught face %s is known again in another take, and no other face is taken for it',
  (name) => {
    const taught = teachFace(FACES[name], 1);
    const random = createRandom(99);
    for (const other of Object.keys(FACES) as (keyof typeof FACES)[]) {
      const heard = watchTaught(taught, 5, (s, frame) =>
        showFace(frame, s > 1 && s < 3.5 ? FACES[other] : {}, random, random.uniform(0.8, 1.15)),
      );
      expect(heard, other).toEqual(other === name ? ['press', 'release'] : []);
    }
  },
);

test('talking and blinking are not taken for a taught face', () => {
  const taught = teachFace(FACES.duck, 2);
  const random = createRandom(7);
  const heard = watchTaught(taught, 60, (s, frame) => {
    const jaw = Math.max(0, 0.35 + 0.3 * Math.sin(25 * s) + 0.2 * Math.sin(11 * s));
    const lids = s % 3 < 0.15 ? 1 : 0;
    showFace(
      frame,
      { jawOpen: jaw, mouthFunnel: 0.5 * jaw, eyeBlinkLeft: lids, eyeBlinkRight: lids, browInnerUp: 0.2 },
      random,
    );
  });
  expect(heard).toEqual([]);
});

const showHand = (frame: MotionFrame, shape: HandShape | 'away', random: Random): void => {
  if (shape === 'away') {
    setStanding(frame);
    frame.confidence.fill(0);
    frame.drives.flags.fill(0);
    return;
  }
  setPose(frame, 'wave');
  setHandShape(frame, 'right', shape);
  for (let i = 0; i < frame.bones.length; i++) frame.bones[i]! += random.gaussian(0.01);
  frame.confidence.set([1, 1, 0, 1]);
  frame.drives.bones.fill(1);
  for (let b = 25; b < 40; b++) frame.drives.bones[b] = 0;
};

test('a taught hand sign is known again and other signs are not', () => {
  const frame = createMotionFrame();
  const random = createRandom(3);
  const lesson = createLesson('hands');
  for (let i = 0; i < 40; i++) {
    showHand(frame, 'away', random);
    lesson.add('rest', frame);
  }
  for (let i = 0; i < 60; i++) {
    showHand(frame, 'okay', random);
    lesson.add('pose', frame);
  }
  const taught = taughtSchema.parse(lesson.finish('id', 'okay'));
  for (const shape of ['okay', 'fist', 'peace', 'open', 'point'] as const) {
    const heard = watchTaught(taught, 4, (s, f) => showHand(f, s > 1 && s < 3 ? shape : 'away', random));
    expect(heard, shape).toEqual(shape === 'okay' ? ['press', 'release'] : []);
  }
});

test('refuses a lesson in which hardly anything was seen, or nothing was shown', () => {
  const random = createRandom(1);
  const frame = createMotionFrame();
  const unseen = createLesson('face');
  for (let i = 0; i < 100; i++) unseen.add('pose', frame);
  expect(unseen.finish('id', 'n')).toBe('too-few');
  const alike = createLesson('face');
  for (let i = 0; i < 100; i++) {
    showFace(frame, {}, random);
    alike.add(i < 50 ? 'rest' : 'pose', frame);
  }
  expect(alike.finish('id', 'n')).toBe('too-like-rest');
});

test('numbers of another version or by hand are passed over', () => {
  const taught = teachFace(FACES.duck, 1);
  expect(createTaughtScorer({ ...taught, pose: [1, 2] })).toBeUndefined();
  expect(createTaughtScorer({ ...taught, pose: taught.rest })).toBeUndefined();
  const frame = createMotionFrame();
  expect(createFeatureReader().read('face', frame)).toBeUndefined();
});
