import { ARKIT_INDEX } from '@shared/expressions';

/** Lips farther apart than this no longer hide how far the jaw is open, centimetres on the average face. */
const PARTED = 0.5;

const JAW_OPEN = ARKIT_INDEX.jawOpen;

/**
 * Behind closed lips the networks take a long chin for an open jaw. The official model does not: its jawOpen was 0.01 in the mean
 * while the lips of the project's footage touched. So the jaw opens as the lips part.
 *
 * @param weights ARKIT_COUNT, changed in place.
 * @param gap how far the lips are apart, beyond what they are at rest, centimetres on the average face.
 */
export const settleJaw = (weights: Float32Array, gap: Float64Array): void => {
  // Not by `clamp`: where the engine does not inline a call, its numbers go on the heap.
  weights[JAW_OPEN]! *= Math.max(0, Math.min(1, gap[0]! / PARTED));
};
