import { EXPRESSION_INDEX } from '@shared/expressions';
import type { StepClock } from './clock';

/** How fast an eye may open, weight a second: 0.1 a frame at 60 frames a second. */
export const OPENING_SPEED = 6;

const PAIRS = [
  [EXPRESSION_INDEX.blinkLeft, EXPRESSION_INDEX.blinkRight],
  [EXPRESSION_INDEX.eyeBlinkLeft, EXPRESSION_INDEX.eyeBlinkRight],
] as const;
const WIDE = [
  [EXPRESSION_INDEX.eyeBlinkLeft, EXPRESSION_INDEX.eyeWideLeft],
  [EXPRESSION_INDEX.eyeBlinkRight, EXPRESSION_INDEX.eyeWideRight],
] as const;
/** From this weight on a lid counts as closing, and the eye is not wide. */
const CLOSING = 0.2;

/** Lids that close at once and open at a limited speed, so that a blink shorter than a camera frame is still seen. */
export const createBlinks = () => {
  const lids = new Float64Array(PAIRS.length * 2);
  return {
    /** Shapes the blink and wide-eye weights of `expressions` in place. `linked`: both eyes do what the more closed one does. */
    shape: (expressions: Float32Array, { elapsed }: StepClock, linked: boolean): void => {
      const opening = (OPENING_SPEED * elapsed) / 1000;
      for (let p = 0; p < PAIRS.length; p++) {
        const [left, right] = PAIRS[p]!;
        if (linked) {
          const both = Math.max(expressions[left]!, expressions[right]!);
          expressions[left] = both;
          expressions[right] = both;
        }
        lids[p * 2] = Math.max(expressions[left]!, lids[p * 2]! - opening);
        lids[p * 2 + 1] = Math.max(expressions[right]!, lids[p * 2 + 1]! - opening);
        expressions[left] = lids[p * 2]!;
        expressions[right] = lids[p * 2 + 1]!;
      }
      // Lids never meet on an avatar whose eyes are held wide.
      for (let w = 0; w < WIDE.length; w++) {
        const [blink, wide] = WIDE[w]!;
        expressions[wide]! *= Math.max(0, 1 - expressions[blink]! / CLOSING);
      }
    },
    reset: (): void => {
      lids.fill(0);
    },
  };
};
