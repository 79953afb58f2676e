import { ARKIT_INDEX } from '@shared/expressions';
import { smoothstepAt } from '../maths/vector';

/** Gaps between the lids, as shares of the same person's at rest: of the right and of the left eye, and how far they are believed, 0..1. */
export type LidGaps = Float64Array;

export const createLidGaps = (): LidGaps => Float64Array.of(1, 1, 1);

/** Shares of the gap at rest: shut up to the first and parting up to the second; as open as at rest from the fourth on. */
const SHUT = 0.25;
const CLOSING = 0.5;
const NARROWED = 0.8;
const OPEN = 1;

const BLINKS = [ARKIT_INDEX.eyeBlinkRight, ARKIT_INDEX.eyeBlinkLeft] as const;
const steps = new Float64Array(2);

/**
 * What a model says of a blink depends on how the head is turned: it seldom reaches 1 and leaves an open eye some way closed.
 * So that lids meet and part fully, both ends are read off the gap between them.
 *
 * @param weights ARKIT_COUNT, changed in place.
 */
export const settleBlinks = (weights: Float32Array, gaps: LidGaps): void => {
  for (let side = 0; side < 2; side++) {
    steps[0] = steps[1] = gaps[side]!;
    smoothstepAt(steps, 0, SHUT, CLOSING);
    smoothstepAt(steps, 1, NARROWED, OPEN);
    const blink = BLINKS[side]!;
    const settled = Math.max(weights[blink]! * (1 - steps[1]!), 1 - steps[0]!);
    weights[blink]! += gaps[2]! * (settled - weights[blink]!);
  }
};
