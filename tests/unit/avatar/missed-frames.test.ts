import { describe, expect, it } from 'vitest';
import { createMissedFrames } from '../../../src/renderer/stage/missed-frames';

/** Offers a display's frames and draws those that `draws` takes. @returns how many count as missed */
const missedOf = (rate: number, hertz: number, frames: number, draws: (frame: number) => boolean): number => {
  const meter = createMissedFrames();
  meter.setRate(rate);
  for (let frame = 0; frame < frames; frame++) {
    const now = (frame * 1000) / hertz + (frame % 3) * 0.2;
    meter.offered(now);
    if (draws(frame)) meter.drew(now);
  }
  return meter.missed;
};

describe('frames that a Stage missed', () => {
  it('are none while it draws all that it is asked for', () => {
    expect(missedOf(60, 60, 300, () => true)).toBe(0);
    expect(missedOf(0, 144, 300, () => true)).toBe(0);
  });

  it('are none where it is asked for fewer than the display shows, or for more', () => {
    expect(missedOf(30, 60, 300, (frame) => frame % 2 === 0)).toBe(0);
    expect(missedOf(144, 60, 300, () => true)).toBe(0);
  });

  it('are those left out', () => {
    expect(missedOf(60, 60, 100, (frame) => frame % 10 !== 5)).toBe(10);
  });

  it('a covered window misses nothing', () => {
    const meter = createMissedFrames();
    meter.setRate(60);
    for (const now of [0, 16.7, 33.3, 50, 60_000, 60_016.7]) {
      meter.offered(now);
      meter.drew(now);
    }
    expect(meter.missed).toBe(0);
    expect(meter.drawn).toBe(6);
  });
});
