import type { HumanoidBone } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  correlation,
  expression,
  headYaw,
  limbDirection,
  loadTake,
  type Moment,
  seenYaw,
  shapeMoments,
  solveTake,
} from './replay';

const TURNING = 'tests/fixtures/turning-head.ktake';
const MOVING = 'tests/fixtures/moving-face.ktake';
const DEMO = 'resources/takes/demo.ktake';
const SOLVERS = ['direct', 'classic'] as const;

const highest = (values: readonly number[]): number => Math.max(...values);

describe.each(SOLVERS)('footage of a turning head through the %s solver', (kind) => {
  let moments: Moment[];
  beforeAll(async () => {
    moments = await solveTake(TURNING, kind);
  });

  it('turns the head as the person does: left is left', () => {
    const seen = moments.map((moment) => seenYaw(moment.seen));
    const solved = moments.map((moment) => headYaw(moment.solved));
    expect(Math.min(...seen)).toBeLessThan(-35);
    expect(highest(seen)).toBeGreaterThan(25);
    expect(correlation(seen, solved)).toBeGreaterThan(0.97);
    expect(Math.min(...solved)).toBeLessThan(-20);
    expect(highest(solved)).toBeGreaterThan(15);
  });

  it.each([false, true])('shows it on the avatar with the right sign (mirror: %s)', (mirror) => {
    const shown = shapeMoments(moments, { mirror, smoothing: 0 });
    // The extremes of the footage, a moment later: right at 0.25 s, left at 1.08 s.
    const yawAt = (time: number): number => headYaw(shown.find((moment) => moment.time >= time)!.shaped);
    const sign = mirror ? -1 : 1;
    expect(sign * yawAt(420)).toBeLessThan(-8);
    expect(sign * yawAt(1250)).toBeGreaterThan(8);
  });
});

describe.each(SOLVERS)('footage of a moving face through the %s solver', (kind) => {
  let moments: Moment[];
  beforeAll(async () => {
    moments = await solveTake(MOVING, kind);
  });
  const blink = (frame: MotionFrame): number =>
    highest(
      (['blink', 'blinkLeft', 'blinkRight', 'eyeBlinkLeft', 'eyeBlinkRight'] as const).map((name) =>
        expression(frame, name),
      ),
    );
  const smile = (frame: MotionFrame): number =>
    highest((['happy', 'mouthSmileLeft', 'mouthSmileRight'] as const).map((name) => expression(frame, name)));

  it('smiles while the person smiles and stops when the smile goes', () => {
    const during = moments.slice(5, 58).map(({ solved }) => smile(solved));
    expect(Math.min(...during)).toBeGreaterThan(0.5);
    expect(smile(moments.at(-1)!.solved)).toBeLessThan(Math.min(...during) * 0.7);
  });

  it('closes the eyes when the person does, at the end', () => {
    const open = moments.slice(5, 35).map(({ solved }) => blink(solved));
    expect(blink(moments.at(-1)!.solved)).toBeGreaterThan(highest(open) + 0.15);
  });

  it('keeps the head still', () => {
    const yaws = moments.map(({ solved }) => headYaw(solved));
    expect(highest(yaws) - Math.min(...yaws)).toBeLessThan(6);
    expect(highest(yaws.map(Math.abs))).toBeLessThan(12);
  });
});

describe('the demo take', () => {
  let shown: { time: number; shaped: MotionFrame }[];
  let moments: Moment[];
  const at = (seconds: number): MotionFrame => shown.find((moment) => moment.time >= seconds * 1000)!.shaped;
  beforeAll(async () => {
    moments = await solveTake(DEMO, 'direct');
    shown = shapeMoments(moments, { mirror: false });
  });

  it('names whose footage it is made from and what is synthetic', async () => {
    const { meta, durationMs } = await loadTake(DEMO);
    expect(meta.attribution.join(' ')).toMatch(/intel-iot-devkit.*CC BY 4\.0/);
    expect(meta.labels).toContain('synthetic body, arms and hands');
    expect(durationMs).toBeGreaterThan(20_000);
  });

  it('looks right, then left', () => {
    expect(headYaw(at(2.8))).toBeLessThan(-20);
    expect(headYaw(at(5.4))).toBeGreaterThan(12);
  });

  it('smiles while it waves with the right hand beside the head', () => {
    const waving = shown.filter(({ time }) => time > 9500 && time < 11_500).map(({ shaped }) => shaped);
    for (const frame of waving) {
      expect(highest([expression(frame, 'mouthSmileLeft'), expression(frame, 'happy')])).toBeGreaterThan(0.4);
      expect(limbDirection(frame, 'rightLowerArm').y).toBeGreaterThan(0.6);
      expect(limbDirection(frame, 'leftUpperArm').y).toBeLessThan(-0.6);
    }
    const sway = waving.map((frame) => limbDirection(frame, 'rightLowerArm').x);
    expect(highest(sway) - Math.min(...sway)).toBeGreaterThan(0.12);
  });

  it('opens and closes the mouth while it talks', () => {
    const mouth = shown
      .filter(({ time }) => time > 14_000 && time < 18_500)
      .map(({ shaped }) => highest([expression(shaped, 'jawOpen'), expression(shaped, 'aa')]));
    expect(highest(mouth)).toBeGreaterThan(0.25);
    expect(Math.min(...mouth)).toBeLessThan(0.1);
  });

  it('shows two fingers of the left hand, then one', () => {
    const bend = (frame: MotionFrame, bone: HumanoidBone): number => {
      const hand = limbDirection(frame, 'leftHand');
      return (limbDirection(frame, bone).angleTo(hand) * 180) / Math.PI;
    };
    const peace = at(20.3);
    expect(bend(peace, 'leftIndexIntermediate')).toBeLessThan(45);
    expect(bend(peace, 'leftMiddleIntermediate')).toBeLessThan(45);
    expect(bend(peace, 'leftRingIntermediate')).toBeGreaterThan(90);
    const point = at(21.5);
    expect(bend(point, 'leftIndexIntermediate')).toBeLessThan(45);
    expect(bend(point, 'leftMiddleIntermediate')).toBeGreaterThan(90);
  });

  it('loses both hands out of the picture at times', () => {
    const seen = moments.filter((moment) => moment.seen.time > 3000 && moment.seen.time < 7000);
    for (const moment of seen) expect(moment.seen.leftHand.score + moment.seen.rightHand.score).toBe(0);
  });

  it('ends as it begins, so that it can go round', () => {
    const first = moments[0]!.seen;
    const last = moments.at(-1)!.seen;
    for (let i = 0; i < first.face.landmarks.length; i++)
      expect(Math.abs(first.face.landmarks[i]! - last.face.landmarks[i]!)).toBeLessThan(0.005);
    for (let i = 0; i < 24 * 4; i++)
      expect(Math.abs(first.pose.worldLandmarks[i]! - last.pose.worldLandmarks[i]!)).toBeLessThan(0.02);
  });
});
