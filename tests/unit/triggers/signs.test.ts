import { createSolver } from '@motion/solve';
import { createSignWatch } from '@motion/triggers/sign-watch';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { FACE_SIGNS, HAND_SIGNS, type HandSign, type Rule, ruleSchema } from '@shared/triggers';
import { expect, test } from 'vitest';
import { setArm, setFinger, setHandShape, setThumb } from '../../../scripts/synthetic/joints-by-angle';
import { createPerson, REAL_NOISE } from '../../../scripts/synthetic/person';
import { setDeskPose, setPose, setStanding } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { reachTo } from '../../../scripts/synthetic/reach';
import { SEQUENCES, setArkit } from '../../../scripts/synthetic/sequences';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';

type Event = [rule: string, phase: string, atMs: number];

const FRAME_MS = 1000 / 30;

const handRules = HAND_SIGNS.map((sign) => ruleSchema.parse({ id: sign, when: { kind: 'gesture', sign } }));
const faceRules = FACE_SIGNS.map((face) => ruleSchema.parse({ id: face, when: { kind: 'face', face } }));

/** Shows `pose` to the camera for a time, with noise, through the solver; @returns what the watch said. */
const watch = (
  rules: readonly Rule[],
  seconds: number,
  pose: (s: number, truth: MotionFrame) => void,
  drop: (s: number) => boolean = () => false,
): Event[] => {
  const person = createPerson({ noise: REAL_NOISE, seeAll: true });
  const solver = createSolver('direct', { arms: 'angles', mode: 'upper' });
  const truth = createMotionFrame();
  const seen = createTrackingFrame();
  const solved = createMotionFrame('tracking');
  const events: Event[] = [];
  let time = 0;
  const signs = createSignWatch({ onSign: (id, phase) => events.push([id, phase, Math.round(time)]) });
  signs.setRules(rules, []);
  for (time = 0; time < seconds * 1000; time += FRAME_MS) {
    pose(time / 1000, truth);
    person.see(truth, time, seen);
    if (drop(time / 1000)) seen.rightHand.score = 0;
    solver.solve(seen, solved);
    signs.push(solved);
  }
  return events;
};

const names = (events: Event[]) => events.map(([id, phase]) => `${id} ${phase}`);

/** Finger and thumb tips of both hands together before the chest. */
const setHeart = (truth: MotionFrame) => {
  setStanding(truth);
  for (const side of ['left', 'right'] as const) {
    const sign = side === 'left' ? 1 : -1;
    reachTo(truth, HUMAN_REST, side, {
      wrist: [sign * 0.13, 1.2, 0.28],
      pole: [sign, -1, -0.1],
      fingers: [-sign * 0.45, 0.9, 0],
      palm: [-sign * 0.55, -0.3, 0.75],
    });
    for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const)
      setFinger(truth, side, finger, [35, 40, 15]);
    setThumb(truth, side, [5, 5, 0], 0);
  }
};

const SHOW: Record<HandSign, (truth: MotionFrame) => void> = {
  peace: (truth) => setPose(truth, 'peace'),
  point: (truth) => setPose(truth, 'point'),
  fist: (truth) => setPose(truth, 'fist'),
  'thumbs-up': (truth) => setPose(truth, 'thumbsUp'),
  'open-palm': (truth) => setPose(truth, 'wave'),
  heart: setHeart,
};

test.each(HAND_SIGNS)(
  '%s is seen once while it is shown, under noise, and ends when the hand goes',
  (sign) => {
    const events = watch(handRules, 6, (s, truth) => {
      if (s > 1 && s < 4) SHOW[sign](truth);
      else setStanding(truth);
    });
    expect(names(events)).toEqual([`${sign} press`, `${sign} release`]);
    expect(events[0]![2]).toBeGreaterThan(1350);
    expect(events[0]![2]).toBeLessThan(2200);
    expect(events[1]![2]).toBeLessThan(5000);
  },
);

test('a hand that is lost for a moment does not end the sign', () => {
  const events = watch(
    handRules,
    5,
    (s, truth) => (s < 4 ? SHOW.peace(truth) : setStanding(truth)),
    (s) => (s > 2 && s < 2.35) || (s > 3 && s < 3.2),
  );
  expect(names(events)).toEqual(['peace press', 'peace release']);
});

test('the rule of one hand does not hear the other', () => {
  const rules = (['left', 'right'] as const).map((hand) =>
    ruleSchema.parse({ id: hand, when: { kind: 'gesture', sign: 'peace', hand } }),
  );
  const events = watch(rules, 2, (_, truth) => SHOW.peace(truth));
  expect(names(events)).toEqual(['right press']);
});

/** Half a minute here; with DESK_SECONDS=600 nothing was set off in ten minutes. */
test('working at a desk sets off hardly anything', () => {
  const random = createRandom(5);
  const rest = createMotionFrame();
  let nextAt = 0;
  const events = watch(handRules, Number(process.env.DESK_SECONDS ?? 30), (s, truth) => {
    if (s >= nextAt) {
      setDeskPose(rest, random);
      for (const side of ['left', 'right'] as const) setHandShape(rest, side, 'relaxed', 1);
      nextAt = s + 1.5;
    }
    truth.values.set(rest.values);
  });
  const presses = events.filter(([, phase]) => phase === 'press');
  expect(presses.length).toBeLessThanOrEqual(1);
});

test('talking with the hands sets off nothing', () => {
  expect(watch(handRules, 30, (s, truth) => SEQUENCES.talk(s, truth))).toEqual([]);
});

test('a changing sign is two signs, never a third between', () => {
  const events = watch(handRules, 5, (s, truth) => (s < 2.5 ? SHOW.fist : SHOW.point)(truth));
  expect(names(events)).toEqual(['fist press', 'fist release', 'point press']);
});

const setFace = (truth: MotionFrame, weights: Record<string, number>) => {
  setStanding(truth);
  for (const [name, weight] of Object.entries(weights)) setArkit(truth, name as 'jawOpen', weight);
};

test('a long smile counts, a short one and talking do not', () => {
  const smile = { mouthSmileLeft: 0.8, mouthSmileRight: 0.8 };
  const events = watch(faceRules, 8, (s, truth) => {
    setFace(truth, (s > 1 && s < 1.4) || (s > 3 && s < 6) ? smile : {});
  });
  expect(names(events)).toEqual(['smile press', 'smile release']);
  expect(events[0]![2]).toBeGreaterThan(3700);
});

test('rules that are off, gone or changed end what they began', () => {
  const solved = createMotionFrame('tracking');
  const heard: string[] = [];
  const signs = createSignWatch({ onSign: (id, phase) => heard.push(`${id} ${phase}`) });
  const rule = ruleSchema.parse({ id: 'open', when: { kind: 'face', face: 'open-mouth', holdMs: 100 } });
  signs.setRules([rule], []);
  setArkit(solved, 'jawOpen', 1);
  solved.confidence.fill(1);
  for (let i = 0; i < 10; i++) {
    solved.time = i * FRAME_MS;
    signs.push(solved);
  }
  signs.setRules([rule], []);
  expect(heard).toEqual(['open press']);
  signs.setRules([{ ...rule, on: false }], []);
  expect(heard).toEqual(['open press', 'open release']);
  setArm(solved, 'left', {
    direction: [0, -1, 0],
    twist: 0,
    elbow: 0,
    supination: 0,
    wristFlexion: 0,
    wristDeviation: 0,
  });
  signs.push(solved);
  expect(heard).toHaveLength(2);
});
