import { ARKIT_BLENDSHAPES } from '@shared/expressions';
import { describe, expect, it } from 'vitest';
import { morphOf, move, openBody } from './open-body';
import { tinyDocument } from './tiny-vrm';

const capitalised = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

describe('perfect sync from a file', () => {
  it.each([
    ['blend-shape clips of VRM 0', 0, ['A', 'Blink_L'], capitalised],
    ['blend-shape clips of VRM 0 in capitals', 0, ['A', 'Blink_L'], (name: string) => name.toUpperCase()],
    ['custom expressions of VRM 1', 1, ['aa', 'blinkLeft'], (name: string) => name],
    [
      'custom expressions of VRM 1 in small letters',
      1,
      ['aa', 'blinkLeft'],
      (name: string) => name.toLowerCase(),
    ],
  ] as const)('drives %s in place of vowels and blinks', async (_case, version, presets, spell) => {
    const custom = ARKIT_BLENDSHAPES.map(spell);
    const body = await openBody(tinyDocument({ version, presets: [...presets], custom }));
    // One morph target is what all of them move.
    for (const [expressions, shown] of [
      [{ jawOpen: 0.6, aa: 0.3 }, 0.6],
      [{ eyeBlinkLeft: 0.8, blinkLeft: 0.1 }, 0.8],
      [{ tongueOut: 0.5 }, 0.5],
      [{ cheekPuff: 0.4 }, 0.4],
      [{}, 0],
    ] as const) {
      move(body, { expressions });
      expect(morphOf(body, 'body')).toBeCloseTo(shown, 5);
    }
  });

  it('leaves vowels and blinks to an avatar without those names', async () => {
    const body = await openBody(tinyDocument({ version: 0, presets: ['A', 'Blink_L'] }));
    move(body, { expressions: { jawOpen: 0.6, aa: 0.3 } });
    expect(morphOf(body, 'body')).toBeCloseTo(0.3, 5);
  });
});
