import { RETURN_SPEED, TRACKED_SPEED } from '@motion/shape/hand-speed';
import { createMotionFrame } from '@shared/motion-frame';
import { describe, expect, it } from 'vitest';
import type { Vector } from '../../../scripts/synthetic/kinematics';
import { setHead, setPose } from '../../../scripts/synthetic/poses';
import { SEQUENCES } from '../../../scripts/synthetic/sequences';
import { createJumpMeter, createTestShaper, distance, EPOCH, positionOf, run, seen, turned } from './steps';

const RIGHT_ARM = /^right(Shoulder|UpperArm|LowerArm|Hand|Thumb|Index|Middle|Ring|Little)/;

const handSpeeds = () => {
  let last: { at: number; position: Vector } | undefined;
  const speeds: { seconds: number; speed: number }[] = [];
  return {
    speeds,
    look: ({ seconds, frame }: { seconds: number; frame: ReturnType<typeof createMotionFrame> }) => {
      const position = [...positionOf(frame, 'rightHand')] as Vector;
      if (last) speeds.push({ seconds, speed: distance(position, last.position) / (seconds - last.at) });
      last = { at: seconds, position };
    },
    fastest: (from: number, to: number) =>
      Math.max(...speeds.filter((s) => s.seconds > from && s.seconds < to).map((s) => s.speed)),
  };
};

describe('a hand that leaves the picture', () => {
  const leave = (mode: 'unseen' | 'silent') => {
    const shaper = createTestShaper();
    const hands = handSpeeds();
    const jumps = createJumpMeter();
    const ends: number[] = [];
    run(
      shaper,
      8,
      (s, frame) => {
        SEQUENCES.wave(Math.min(s, 3), frame);
        seen(frame, s > 3 ? RIGHT_ARM : undefined);
        return mode === 'unseen' || s <= 3;
      },
      (moment) => {
        hands.look(moment);
        jumps.look(moment);
        ends.push(positionOf(moment.frame, 'rightHand')[1]);
      },
    );
    return { hands, jumps, ends };
  };

  it('is held for a moment, then sinks to hang down at no more than the speed limit', () => {
    const { hands, jumps, ends } = leave('unseen');
    const heightAt = (seconds: number) => ends[Math.round(seconds * 60)]!;
    expect(heightAt(3.5)).toBeGreaterThan(heightAt(3) - 0.06);
    expect(hands.fastest(3, 8)).toBeLessThanOrEqual(RETURN_SPEED * 1.02);
    expect(jumps.worst).toBeLessThan(20);
    expect(heightAt(7.9)).toBeLessThan(1.0);
    // It does not freeze: two and a half seconds after it went it is well on its way.
    expect(heightAt(5.5)).toBeLessThan(1.1);
  });

  it('does the same when the whole tracker falls silent', () => {
    const { hands, ends } = leave('silent');
    expect(hands.fastest(3.1, 8)).toBeLessThanOrEqual(RETURN_SPEED * 1.02);
    expect(ends.at(-1)).toBeLessThan(1.0);
  });

  it('stays where it is through a few missing frames', () => {
    const shaper = createTestShaper();
    const heights: number[] = [];
    run(
      shaper,
      5,
      (s, frame) => {
        setPose(frame, 'wave');
        seen(frame, s > 3 && s < 3.35 ? RIGHT_ARM : undefined);
        return true;
      },
      ({ seconds, frame }) => {
        if (seconds > 2.9) heights.push(positionOf(frame, 'rightHand')[1]);
      },
    );
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(0.01);
  });

  it('comes back without a pop, even to somewhere else', () => {
    const shaper = createTestShaper();
    const jumps = createJumpMeter();
    const hands = handSpeeds();
    let end = 0;
    run(
      shaper,
      7,
      (s, frame) => {
        setPose(frame, s < 3 ? 'wave' : 'armsForward');
        seen(frame, s > 2 && s < 4 ? RIGHT_ARM : undefined);
        return true;
      },
      (moment) => {
        if (moment.seconds > 3.4) jumps.look(moment);
        hands.look(moment);
        const target = createMotionFrame();
        setPose(target, 'armsForward');
        end = distance(positionOf(moment.frame, 'rightHand'), positionOf(target, 'rightHand'));
      },
    );
    expect(jumps.worst, jumps.worstBone).toBeLessThan(6);
    expect(hands.fastest(3.9, 4.6)).toBeLessThanOrEqual(RETURN_SPEED * 1.02);
    expect(end).toBeLessThan(0.01);
  });

  it('never moves faster than the limit when tracking jumps', () => {
    const shaper = createTestShaper({ smoothing: 0 });
    const hands = handSpeeds();
    run(
      shaper,
      4,
      (s, frame) => {
        setPose(frame, Math.floor(s * 3) % 2 ? 'armsUp' : 'standing');
        seen(frame);
        return true;
      },
      hands.look,
    );
    expect(hands.fastest(0, 4)).toBeLessThanOrEqual(TRACKED_SPEED * 1.02);
  });
});

describe('a face that is lost', () => {
  it('is ignored until it was seen three times, and eases to neutral half a second after it went', () => {
    const shaper = createTestShaper();
    const yaw: number[] = [];
    run(
      shaper,
      6,
      (s, frame) => {
        setPose(frame, 'standing');
        setHead(frame, 40, 0, 0);
        // Two frames by mistake at 0.5 s, then the real face from 1 s to 3 s.
        const visible = (s >= 0.5 && s < 0.55) || (s >= 1 && s < 3);
        seen(frame, visible ? undefined : /^(neck|head)$/);
        if (!visible) frame.drives.expressions.fill(0);
        return true;
      },
      ({ frame }) => yaw.push(turned(frame.bones, createMotionFrame().bones, 'head') * 2),
    );
    const at = (seconds: number) => yaw[Math.round(seconds * 60)]!;
    expect(at(0.9)).toBeLessThan(1);
    expect(at(2.9)).toBeGreaterThan(37);
    expect(at(3.5)).toBeGreaterThan(35);
    expect(at(5.5)).toBeLessThan(2);
  });
});

describe('feet', () => {
  it('stay on the ground while hips and torso move', () => {
    const shaper = createTestShaper({ idle: 1 });
    const places: Vector[] = [];
    run(
      shaper,
      6,
      (s, frame) => {
        SEQUENCES.talk(s, frame);
        seen(frame, /Leg|Foot|Toes/);
        frame.hips.set([0.05 * Math.sin(s * 2), -0.03 * Math.sin(s * 3) ** 2, 0.03 * Math.sin(s)]);
        return true;
      },
      ({ frame }) => places.push([...positionOf(frame, 'leftFoot')] as Vector),
    );
    for (let k = 0; k < 3; k++) {
      const values = places.map((p) => p[k]!);
      expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.01);
    }
  });
});

describe('rates and clocks', () => {
  it.each([
    [10, 60],
    [30, 144],
    [15, 30],
    [30, 30],
  ])('is smooth with %i samples a second shown at %i', (samples, display) => {
    const shaper = createTestShaper();
    const speeds: number[] = [];
    let last: Vector | undefined;
    run(
      shaper,
      6,
      (s, frame) => {
        SEQUENCES.talk(s, frame);
        seen(frame);
        return true;
      },
      ({ seconds, frame }) => {
        const p = [...positionOf(frame, 'rightHand')] as Vector;
        if (last && seconds > 2) speeds.push(distance(p, last) * display);
        last = p;
      },
      { samples, display },
    );
    const changes = speeds.slice(1).map((v, i) => Math.abs(v - speeds[i]!) * display);
    // A hand that gestures at 0.3 m/s accelerates by a few m/s²; one that steps from sample to sample by hundreds.
    expect(Math.max(...changes)).toBeLessThan(25);
    expect(Math.max(...speeds)).toBeGreaterThan(0.2);
  });

  it('ignores late frames and survives pauses and a clock that jumps back', () => {
    const shaper = createTestShaper();
    const jumps = createJumpMeter();
    const source = (s: number, frame: ReturnType<typeof createMotionFrame>) => {
      setPose(frame, 'wave');
      setHead(frame, 20 * Math.sin(s), 0, 0);
      seen(frame);
      return true;
    };
    run(shaper, 3, source, () => {});
    const [late, out] = [createMotionFrame('tracking'), createMotionFrame()];
    setPose(late, 'armsUp');
    seen(late);
    late.time = EPOCH + 2000;
    shaper.push(late);
    run(shaper, 1, source, jumps.look, { samples: 30, display: 60 }, 3);
    expect(jumps.worst).toBeLessThan(5);
    run(shaper, 2, source, () => {}, { samples: 30, display: 60 }, 100);
    run(shaper, 2, source, () => {}, { samples: 30, display: 60 }, -500);
    shaper.step(EPOCH - 498_000, out);
    expect(out.values.every(Number.isFinite)).toBe(true);
    expect(positionOf(out, 'rightHand')[1]).toBeGreaterThan(1.2);
    expect(out.time).toBeLessThan(EPOCH - 490_000);
  });

  it('says when the camera saw what it shows', () => {
    const shaper = createTestShaper();
    let shown = 0;
    run(
      shaper,
      1,
      (_s, frame) => {
        setPose(frame, 'wave');
        seen(frame);
        return true;
      },
      ({ seconds, frame }) => {
        shown = EPOCH + seconds * 1000 - frame.time;
      },
    );
    expect(shown).toBeGreaterThanOrEqual(29.9);
    expect(shown).toBeLessThan(70);
  });
});
