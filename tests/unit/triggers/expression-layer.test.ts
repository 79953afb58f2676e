import { createExpressionLayer, type WantedExpression } from '@motion/shape/expression-layer';
import { VRMExpression, VRMExpressionManager } from '@pixiv/three-vrm';
import { EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { createMotionFrame } from '@shared/motion-frame';
import { expressionStyle } from '@shared/settings/expressions';
import { expect, test } from 'vitest';
import { createExpressionApplier } from '../../../src/renderer/avatar/apply-expressions';
import { createShownApplier } from '../../../src/renderer/avatar/apply-shown';

const wanted = (name: string, more: Partial<WantedExpression> = {}): WantedExpression => ({
  ...expressionStyle.parse({ name, fadeIn: 0.2, fadeOut: 0.4 }),
  ...more,
});

const frameWith = (weights: Partial<Record<ExpressionName, number>>) => {
  const frame = createMotionFrame();
  for (const [name, weight] of Object.entries(weights))
    frame.expressions[EXPRESSION_INDEX[name as ExpressionName]] = weight;
  return frame;
};

const read = (frame: ReturnType<typeof createMotionFrame>, name: ExpressionName) =>
  frame.expressions[EXPRESSION_INDEX[name]]!;

test('fades in over its time and out over its own, without a jump', () => {
  const layer = createExpressionLayer();
  const seen: number[] = [];
  layer.want([wanted('angry', { intensity: 0.8 })]);
  for (let t = 0; t < 800; t += 20) {
    if (t === 300) layer.want([]);
    const frame = frameWith({});
    layer.lay(frame, 20);
    seen.push(read(frame, 'angry'));
  }
  expect(Math.max(...seen)).toBeCloseTo(0.8, 5);
  expect(seen[4]).toBeCloseTo(0.4, 5);
  expect(seen.at(-1)).toBe(0);
  for (let i = 1; i < seen.length; i++) expect(Math.abs(seen[i]! - seen[i - 1]!)).toBeLessThan(0.15);
  expect(layer.weights.size).toBe(0);
});

test('takes the place of a tracked emotion and leaves the lips and lids to the person', () => {
  const layer = createExpressionLayer();
  layer.want([wanted('angry')]);
  layer.lay(frameWith({}), 1000);
  const frame = frameWith({ happy: 0.9, aa: 0.6, jawOpen: 0.5, blinkLeft: 1, eyeBlinkLeft: 1 });
  layer.lay(frame, 16);
  expect(read(frame, 'happy')).toBe(0);
  expect(read(frame, 'angry')).toBe(1);
  for (const name of ['aa', 'jawOpen', 'blinkLeft', 'eyeBlinkLeft'] as const)
    expect(read(frame, name), name).toBeGreaterThan(0.4);
});

test('holds mouth and eyes back where that is asked for, and gives them back', () => {
  const layer = createExpressionLayer();
  layer.want([wanted('Heart Eyes', { holdMouth: true, holdEyes: true })]);
  layer.lay(frameWith({}), 1000);
  const frame = frameWith({ aa: 1, jawOpen: 1, blinkLeft: 1, eyeBlinkRight: 1, browInnerUp: 1 });
  frame.gaze.set([0.3, 0.2]);
  layer.lay(frame, 16);
  expect([
    read(frame, 'aa'),
    read(frame, 'jawOpen'),
    read(frame, 'blinkLeft'),
    read(frame, 'eyeBlinkRight'),
  ]).toEqual([0, 0, 0, 0]);
  expect([...frame.gaze]).toEqual([0, 0]);
  expect(read(frame, 'browInnerUp')).toBe(1);
  layer.want([]);
  layer.lay(frameWith({}), 1000);
  const later = frameWith({ aa: 1 });
  layer.lay(later, 16);
  expect(read(later, 'aa')).toBe(1);
});

/** @returns the manager, and how strongly each expression is drawn. */
const managerOf = (names: readonly string[]) => {
  const manager = new VRMExpressionManager();
  const drawn = new Map<string, number>();
  for (const name of names) {
    const expression = new VRMExpression(name);
    expression.addBind({
      applyWeight: (weight: number) => void drawn.set(name, weight),
      clearAppliedWeight: () => drawn.delete(name),
    } as never);
    manager.registerExpression(expression);
  }
  return { manager, drawn: (name: string) => drawn.get(name) };
};

test('shows the author’s own expressions, and obeys what they override (VRMC_vrm-1.0, expressions.md, “Procedural Override”)', () => {
  const { manager, drawn } = managerOf(['happy', 'aa', 'blink', 'Stars']);
  const stars = manager.getExpression('Stars')!;
  stars.overrideMouth = 'block';
  stars.overrideBlink = 'blend';
  const vrm = { expressionManager: manager } as never;
  const applier = createExpressionApplier(vrm);
  const applyShown = createShownApplier(vrm, applier.driven);
  const layer = createExpressionLayer();
  const show = (elapsed: number) => {
    const frame = frameWith({ aa: 0.7, blink: 1 });
    layer.lay(frame, elapsed);
    applier.apply(frame.expressions);
    applyShown(layer.weights);
    manager.update();
  };
  layer.want([wanted('Stars', { intensity: 0.5 })]);
  show(1000);
  expect(stars.weight).toBe(0.5);
  expect(drawn('aa')).toBe(0);
  expect(drawn('blink')).toBeCloseTo(0.5, 5);
  layer.want([]);
  show(1000);
  show(16);
  expect(stars.weight).toBe(0);
  expect(drawn('aa')).toBeCloseTo(0.7, 5);
  expect(drawn('blink')).toBe(1);
});
