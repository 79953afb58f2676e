import { createBlinks, OPENING_SPEED } from '@motion/shape/blink';
import { createIdle } from '@motion/shape/idle';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { describe, expect, it } from 'vitest';
import { createJumpMeter, createTestShaper, EPOCH, positionOf, run, turned } from './steps';

const idleAt = (seconds: number, seed = 1, amount = 1): MotionFrame => {
  const frame = createMotionFrame();
  createIdle(seed).pose({ now: EPOCH + seconds * 1000, elapsed: 0 }, Float64Array.of(amount), frame);
  return frame;
};

describe('the idle motion', () => {
  it('is the same for the same time and seed, and another for another seed', () => {
    expect(idleAt(12.3).values).toEqual(idleAt(12.3).values);
    const blinks = (seed: number) => Array.from({ length: 600 }, (_, i) => idleAt(i / 10, seed).gaze[0]);
    expect(blinks(1)).not.toEqual(blinks(2));
  });

  it('hangs the arms down, never out in a T', () => {
    for (let s = 0; s < 60; s += 1.7)
      for (const side of ['left', 'right'] as const) {
        const frame = idleAt(s);
        expect(positionOf(frame, `${side}Hand`)[1]).toBeLessThan(1.0);
        expect(positionOf(frame, `${side}LowerArm`)[1]).toBeLessThan(1.2);
      }
  });

  it('blinks every 3 to 12 seconds, closing fully', () => {
    const starts: number[] = [];
    let closed = 0;
    let last = 0;
    for (let s = 0; s < 300; s += 0.01) {
      const lid = idleAt(s).expressions[EXPRESSION_INDEX.blinkLeft]!;
      if (lid > 0 && last === 0 && s - (starts.at(-1) ?? -9) > 0.5) starts.push(s);
      if (lid === 1 && last < 1) closed++;
      last = lid;
    }
    const gaps = starts.slice(1).map((s, i) => s - starts[i]!);
    expect(Math.min(...gaps)).toBeGreaterThan(2.5);
    expect(Math.max(...gaps)).toBeLessThan(12.1);
    expect(closed).toBeGreaterThanOrEqual(starts.length - 1);
  }, 20_000);

  it('moves gently and, at amount 0, only eyes and lids', () => {
    const meter = createJumpMeter();
    for (let s = 0; s < 30; s += 1 / 60) meter.look({ seconds: s, frame: idleAt(s) });
    expect(meter.worst, meter.worstBone).toBeLessThan(0.15);
    expect(meter.worst).toBeGreaterThan(0.005);
    expect(idleAt(1, 1, 0).bones).toEqual(idleAt(7, 1, 0).bones);
  });

  it('is what an untracked avatar does, from the first step on', () => {
    const shaper = createTestShaper({ idle: 1 });
    const meter = createJumpMeter();
    let lowest = 9;
    run(
      shaper,
      20,
      () => false,
      (moment) => {
        meter.look(moment);
        lowest = Math.min(lowest, 1 - moment.frame.expressions[EXPRESSION_INDEX.blinkLeft]!);
        expect(positionOf(moment.frame, 'leftHand')[1]).toBeLessThan(1.0);
      },
    );
    expect(meter.worst, meter.worstBone).toBeLessThan(0.3);
    expect(lowest).toBeLessThan(0.05);
    const [a, b] = [createMotionFrame(), createMotionFrame()];
    const second = createTestShaper({ idle: 1 });
    shaper.step(EPOCH + 30_000, a);
    for (let i = 0; i < 60; i++) second.step(EPOCH + 29_000 + (i * 1000) / 60, b);
    for (let i = 60; i < 90; i++) {
      shaper.step(EPOCH + 29_000 + (i * 1000) / 60, a);
      second.step(EPOCH + 29_000 + (i * 1000) / 60, b);
    }
    // Two Stages that started at different times show the same.
    expect(turned(a.bones, b.bones, 'head')).toBeLessThan(0.1);
  });
});

describe('blinks', () => {
  const blinkLeft = EXPRESSION_INDEX.blinkLeft;
  const blinkRight = EXPRESSION_INDEX.blinkRight;
  const clock = { now: 0, elapsed: 1000 / 60 };

  it('close at once and open no faster than the limit', () => {
    const blinks = createBlinks();
    const frame = createMotionFrame();
    frame.expressions[blinkLeft] = 1;
    blinks.shape(frame.expressions, clock, false);
    expect(frame.expressions[blinkLeft]).toBe(1);
    frame.expressions[blinkLeft] = 0;
    blinks.shape(frame.expressions, clock, false);
    expect(frame.expressions[blinkLeft]).toBeCloseTo(1 - OPENING_SPEED / 60, 6);
    expect(frame.expressions[blinkRight]).toBe(0);
  });

  it('go together when linked, and leave a wink alone otherwise', () => {
    const frame = createMotionFrame();
    frame.expressions[blinkLeft] = 0.9;
    createBlinks().shape(frame.expressions, clock, false);
    expect(frame.expressions[blinkRight]).toBe(0);
    createBlinks().shape(frame.expressions, clock, true);
    expect(frame.expressions[blinkRight]).toBeCloseTo(0.9, 6);
  });

  it('take the wide eye back so that the lids can meet', () => {
    const frame = createMotionFrame();
    frame.expressions[EXPRESSION_INDEX.eyeBlinkLeft] = 1;
    frame.expressions[EXPRESSION_INDEX.eyeWideLeft] = 0.8;
    frame.expressions[EXPRESSION_INDEX.eyeWideRight] = 0.8;
    createBlinks().shape(frame.expressions, clock, false);
    expect(frame.expressions[EXPRESSION_INDEX.eyeWideLeft]).toBe(0);
    expect(frame.expressions[EXPRESSION_INDEX.eyeWideRight]).toBeCloseTo(0.8, 6);
  });
});
