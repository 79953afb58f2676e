import { describe, expect, it } from 'vitest';
import { isDark } from '../../../src/renderer/capture/darkness';

const pixels = (...levels: number[]): number[] => levels.flatMap((level) => [level, level, level, 255]);

describe('a black picture', () => {
  it('is one without a single lit pixel: a covered lens with its noise', () => {
    expect(isDark(pixels(0, 4, 9, 16, 2))).toBe(true);
  });

  it('is not a dim room with a screen in it', () => {
    expect(isDark(pixels(3, 5, 4, 60, 2))).toBe(false);
  });
});
