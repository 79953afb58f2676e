import { EXPRESSION_INDEX } from '@shared/expressions';

/** Weights of the person's lids, 0 (open) .. 1, at which the avatar's begin to close and are shut; `open` < `shut`. */
export interface BlinkCurve {
  open: number;
  shut: number;
}

const LIDS = [
  EXPRESSION_INDEX.blink,
  EXPRESSION_INDEX.blinkLeft,
  EXPRESSION_INDEX.blinkRight,
  EXPRESSION_INDEX.eyeBlinkLeft,
  EXPRESSION_INDEX.eyeBlinkRight,
] as const;

/** How closed the avatar's lid is, 0..1, where the person's is `weight`: straight between the two points. */
export const closureAt = ({ open, shut }: BlinkCurve, weight: number): number =>
  Math.min(1, Math.max(0, (weight - open) / (shut - open)));

/** Puts the curve over the blink weights of `expressions`, in place. */
export const applyBlinkCurve = (expressions: Float32Array, curve: BlinkCurve): void => {
  if (curve.open === 0 && curve.shut === 1) return;
  for (let i = 0; i < LIDS.length; i++) expressions[LIDS[i]!] = closureAt(curve, expressions[LIDS[i]!]!);
};
