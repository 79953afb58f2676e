import { settingsSchema } from '@shared/settings';
import { describe, expect, it, vi } from 'vitest';
import { resetTo } from '../../../src/renderer/studio/controls/field';
import { newProp, PROP_DEFAULTS } from '../../../src/renderer/studio/sections/scene/new-prop';

describe('setting one setting back', () => {
  it('is offered while the value is another than the default, and gives the default', () => {
    const onChange = vi.fn();
    resetTo(0.2, 0.5, onChange)?.();
    expect(onChange.mock.calls).toEqual([[0.2]]);
    expect(resetTo(0.2, 0.2, onChange)).toBeUndefined();
    expect(resetTo(false, false, onChange)).toBeUndefined();
    expect(resetTo(undefined, 'x', onChange), 'without a default').toBeUndefined();
  });

  it('compares lists by what is in them', () => {
    const onChange = vi.fn();
    expect(resetTo([0, 0.25, 0], [0, 0.25, 0], onChange)).toBeUndefined();
    resetTo([0, 0.25, 0], [0, 0.25, 0.1], onChange)?.();
    expect(onChange.mock.calls).toEqual([[[0, 0.25, 0]]]);
  });

  it('is not offered for a prop that has just been added', () => {
    const prop = settingsSchema.parse({ scene: { props: [newProp('hat.glb')] } }).scene.props[0]!;
    expect(prop.name).toBe('hat');
    for (const key of Object.keys(PROP_DEFAULTS) as (keyof typeof PROP_DEFAULTS)[])
      expect(resetTo<unknown>(PROP_DEFAULTS[key], prop[key], vi.fn()), key).toBeUndefined();
  });
});
