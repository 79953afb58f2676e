import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameShot, type Shot } from '../../../src/renderer/avatar/camera-shot';
import type { AvatarMeasures } from '../../../src/renderer/avatar/measure-avatar';

const adult: AvatarMeasures = {
  top: 1.62,
  eyes: 1.48,
  headBone: 1.4,
  shoulders: 1.28,
  hips: 0.9,
  bottom: 0,
  headX: 0,
  headZ: 0.02,
  shoulderWidth: 0.3,
  headWidth: 0.3,
};
const SHOTS: readonly Shot[] = ['face', 'bust', 'half', 'full'];

const scaled = (factor: number): AvatarMeasures =>
  Object.fromEntries(
    Object.entries(adult).map(([key, value]) => [key, value * factor]),
  ) as unknown as AvatarMeasures;

describe('a shot', () => {
  it('shows the whole head, with air above it and never more than a fifth of the picture', () => {
    for (const shot of SHOTS) {
      const { top, bottom } = frameShot(shot, adult, 16 / 9);
      const air = (top - adult.top) / (top - bottom);
      expect(air, shot).toBeGreaterThan(0.03);
      expect(air, shot).toBeLessThan(0.2);
    }
  });

  it('shows less of the body the closer it is', () => {
    const [face, bust, half, full] = SHOTS.map((shot) => frameShot(shot, adult, 16 / 9));
    expect(face!.bottom).toBeGreaterThan(adult.shoulders);
    expect(bust!.bottom).toBeLessThan(adult.shoulders);
    expect(bust!.bottom).toBeGreaterThan(adult.hips);
    expect(half!.bottom).toBeLessThan(adult.hips);
    expect(full!.bottom).toBeLessThan(0);
  });

  it('keeps the shoulders in a tall picture', () => {
    for (const shot of ['bust', 'half', 'full'] as const) {
      const { top, bottom } = frameShot(shot, adult, 9 / 16);
      expect((top - bottom) * (9 / 16), shot).toBeGreaterThan(1.5 * adult.shoulderWidth);
    }
  });

  it('leaves a tall hat out of the face only', () => {
    const hat = { ...adult, top: 2.1 };
    expect(frameShot('face', hat, 1).top).toBeLessThan(1.9);
    expect(frameShot('bust', hat, 1).top).toBeGreaterThan(2.1);
  });

  it('lets wide bunches touch the edges of the face only', () => {
    const bunches = { ...adult, headWidth: 0.6 };
    const widthOf = (shot: Shot) => {
      const { top, bottom } = frameShot(shot, bunches, 0.9);
      return (top - bottom) * 0.9;
    };
    expect(widthOf('face')).toBeLessThan(0.4);
    expect(widthOf('face')).toBeGreaterThan(adult.headWidth);
    expect(widthOf('bust')).toBeGreaterThan(0.6);
  });

  it('looks the same on an avatar of any size and in any picture', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHOTS),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (shot, factor, aspect) => {
          const one = frameShot(shot, adult, aspect);
          const other = frameShot(shot, scaled(factor), aspect);
          expect(other.y).toBeCloseTo(one.y * factor, 4);
          expect(other.z / factor).toBeCloseTo(one.z, 4);
          // What it says it sees is what a camera there sees.
          const half = (other.z - adult.headZ * factor) * Math.tan((other.fov * Math.PI) / 360);
          expect(other.y + half).toBeCloseTo(other.top, 4);
          expect(other.y - half).toBeCloseTo(other.bottom, 4);
        },
      ),
    );
  });
});
