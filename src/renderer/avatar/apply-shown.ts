import type { VRM, VRMExpression } from '@pixiv/three-vrm';

/** Weights of expressions by their name in the file, 0..1. */
export type ShownWeights = ReadonlyMap<string, number>;

/**
 * Lays expressions that the user asked for over those of the frame, the author's own among them: the larger weight holds. What the
 * file overrides (mouth, blink, look-at) three-vrm then holds back.
 *
 * @param driven expressions that every frame sets anew
 * @returns a function that allocates nothing per call
 */
export const createShownApplier = (
  vrm: VRM,
  driven: ReadonlySet<VRMExpression>,
): ((weights: ShownWeights) => void) => {
  const all = (vrm.expressionManager?.expressions ?? []).map((expression) => ({
    expression,
    name: expression.expressionName,
    isDriven: driven.has(expression),
  }));
  return (weights) => {
    for (let i = 0; i < all.length; i++) {
      const { expression, name, isDriven } = all[i]!;
      const weight = weights.get(name) ?? 0;
      expression.weight = isDriven ? Math.max(expression.weight, weight) : weight;
    }
  };
};
