import type { VRM, VRMExpression, VRMExpressionManager } from '@pixiv/three-vrm';
import {
  ARKIT_BLENDSHAPES,
  EXPRESSION_INDEX,
  type ExpressionName,
  VRM_PRESETS,
  type VrmPreset,
} from '@shared/expressions';

/** How many of ARKit's 52 blendshapes make an avatar one for perfect sync. */
export const PERFECT_SYNC_LEAST = 40;

/** Presets that ARKit's blendshapes replace where the avatar has those: driven together, lids and lips would move twice. */
const REPLACED: readonly VrmPreset[] = ['aa', 'ih', 'ou', 'ee', 'oh', 'blink', 'blinkLeft', 'blinkRight'];

/** The look-at sets these from the frame's gaze where the avatar has one. */
const LOOK_PRESETS: readonly VrmPreset[] = ['lookUp', 'lookDown', 'lookLeft', 'lookRight'];

export interface ExpressionApplier {
  readonly perfectSync: boolean;
  /** Expressions that {@link apply} sets. */
  readonly driven: ReadonlySet<VRMExpression>;
  /** @param weights EXPRESSION_COUNT, 0..1. Allocates nothing. */
  apply(weights: Float32Array): void;
}

export const createExpressionApplier = (vrm: VRM): ExpressionApplier => {
  const all = vrm.expressionManager?.expressions ?? [];
  const arkit = arkitExpressions(all);
  const perfectSync = arkit.size >= PERFECT_SYNC_LEAST;
  const pairs: { expression: VRMExpression; source: number }[] = [];
  const preset = (name: VrmPreset): VRMExpression | undefined => all.find((e) => e.expressionName === name);

  for (const name of VRM_PRESETS) {
    const expression = preset(name);
    const elsewhere = (perfectSync && REPLACED.includes(name)) || (vrm.lookAt && LOOK_PRESETS.includes(name));
    if (expression && !elsewhere && !name.startsWith('blink'))
      pairs.push({ expression, source: EXPRESSION_INDEX[name] });
  }
  if (perfectSync)
    // The look-at turns the eyes already.
    for (const [name, expression] of arkit)
      if (!(vrm.lookAt && name.startsWith('eyeLook')))
        pairs.push({ expression, source: EXPRESSION_INDEX[name] });
  if (perfectSync) obeyOverrides(vrm.expressionManager!, arkit);
  const applyBlink = perfectSync ? undefined : blinkApplier(preset);

  const lids = (['blink', 'blinkLeft', 'blinkRight'] as const).flatMap((name) => preset(name) ?? []);

  return {
    perfectSync,
    driven: new Set([...pairs.map(({ expression }) => expression), ...(perfectSync ? [] : lids)]),
    apply: (weights) => {
      for (const { expression, source } of pairs) expression.weight = saturate(weights[source]!);
      applyBlink?.(weights);
    },
  };
};

const saturate = (weight: number): number => Math.min(Math.max(weight, 0), 1);

/**
 * An emotion that overrides mouth or blink overrides the blendshapes that replace those presets too.
 * Source: VRMC_vrm-1.0 specification, expressions.md ("Procedural Override").
 */
const obeyOverrides = (
  manager: VRMExpressionManager,
  arkit: ReadonlyMap<ExpressionName, VRMExpression>,
): void => {
  for (const [name, { expressionName }] of arkit) {
    if (/^(mouth|jaw|tongue)/.test(name)) manager.mouthExpressionNames.push(expressionName);
    if (name.startsWith('eyeBlink')) manager.blinkExpressionNames.push(expressionName);
    if (name.startsWith('eyeLook')) manager.lookAtExpressionNames.push(expressionName);
  }
};

/** ARKit's names among the expressions, in any letter case. */
const arkitExpressions = (all: readonly VRMExpression[]): Map<ExpressionName, VRMExpression> => {
  const byName = new Map(all.map((expression) => [expression.expressionName.toLowerCase(), expression]));
  const found = new Map<ExpressionName, VRMExpression>();
  for (const name of ARKIT_BLENDSHAPES) {
    const expression = byName.get(name.toLowerCase());
    if (expression) found.set(name, expression);
  }
  return found;
};

/** Lids by side where the avatar can, else together, closed as far as the wider eye is. Never both: they would add up. */
const blinkApplier = (
  preset: (name: VrmPreset) => VRMExpression | undefined,
): ((weights: Float32Array) => void) => {
  const both = preset('blink');
  const left = preset('blinkLeft');
  const right = preset('blinkRight');
  const closed = (weights: Float32Array, side: 'blinkLeft' | 'blinkRight'): number =>
    saturate(Math.max(weights[EXPRESSION_INDEX[side]]!, weights[EXPRESSION_INDEX.blink]!));
  return (weights) => {
    if (left && right) {
      left.weight = closed(weights, 'blinkLeft');
      right.weight = closed(weights, 'blinkRight');
      if (both) both.weight = 0;
    } else if (both) both.weight = Math.min(closed(weights, 'blinkLeft'), closed(weights, 'blinkRight'));
  };
};
