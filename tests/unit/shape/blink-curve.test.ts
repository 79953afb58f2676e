import { applyBlinkCurve, closureAt } from '@motion/shape/blink-curve';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { createMotionFrame } from '@shared/motion-frame';
import { settingsSchema } from '@shared/settings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestShaper, run, seen } from './steps';

const weight = fc.double({ min: 0, max: 1, noNaN: true });
const curve = fc.record({
  open: fc.double({ min: 0, max: 0.5, noNaN: true }),
  shut: fc.double({ min: 0.6, max: 1, noNaN: true }),
});

describe('the blink curve', () => {
  it('changes nothing as it comes', () => {
    fc.assert(fc.property(weight, (w) => closureAt(settingsSchema.parse({}).motion.blink, w) === w));
  });

  it('never opens an eye that closes further, and is open and shut at its points', () => {
    fc.assert(
      fc.property(curve, weight, weight, (at, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(closureAt(at, more)).toBeGreaterThanOrEqual(closureAt(at, less));
        expect(closureAt(at, at.open)).toBe(0);
        expect(closureAt(at, at.shut)).toBe(1);
      }),
    );
  });

  it('leaves everything but the lids alone', () => {
    const { expressions } = createMotionFrame();
    expressions.fill(0.4);
    applyBlinkCurve(expressions, { open: 0.2, shut: 0.6 });
    expect(expressions[EXPRESSION_INDEX.blinkLeft]).toBeCloseTo(0.5);
    expect(expressions[EXPRESSION_INDEX.eyeBlinkRight]).toBeCloseTo(0.5);
    expect(expressions[EXPRESSION_INDEX.jawOpen]).toBeCloseTo(0.4);
  });

  it('opens the avatar’s drooping eyes and shuts those that never close', () => {
    const lidsShown = (seenWeight: number): number => {
      const shaper = createTestShaper({ blink: { open: 0.3, shut: 0.7 } });
      let lid = 0;
      run(
        shaper,
        4,
        (_, frame) => {
          seen(frame).expressions[EXPRESSION_INDEX.blinkLeft] = seenWeight;
          return true;
        },
        ({ frame }) => {
          lid = frame.expressions[EXPRESSION_INDEX.blinkLeft]!;
        },
      );
      return lid;
    };
    expect(lidsShown(0.28)).toBeLessThan(0.02);
    expect(lidsShown(0.75)).toBeGreaterThan(0.98);
  });
});
