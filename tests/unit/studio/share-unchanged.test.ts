import { applySettingsPatch, defaultSettings } from '@shared/settings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareUnchanged } from '../../../src/renderer/studio/share-unchanged';

describe('sharing what did not change', () => {
  it('a changed setting leaves every other part the same object', () => {
    const before = defaultSettings();
    const shared = shareUnchanged(before, applySettingsPatch(before, { motion: { gain: { head: 2 } } }));
    expect(shared.motion.gain.head).toBe(2);
    expect(shared.motion).not.toBe(before.motion);
    expect(shared.motion.calibrations).toBe(before.motion.calibrations);
    for (const section of ['stage', 'scene', 'outputs', 'triggers', 'capture'] as const)
      expect(shared[section], section).toBe(before[section]);
  });

  it('nothing changed gives the very same settings', () => {
    const before = defaultSettings();
    expect(shareUnchanged(before, defaultSettings())).toBe(before);
  });

  it('always equals what is new, whatever was before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
        expect(shareUnchanged(before, next)).toEqual(next);
      }),
    );
    expect(shareUnchanged([1, 2, 3], [1, 2])).toEqual([1, 2]);
    expect(shareUnchanged({ a: 1, b: undefined }, { a: 1 })).toEqual({ a: 1 });
  });
});
