import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCaptureTime } from '../../../src/renderer/capture/capture-time';

describe('the capture time of a picture', () => {
  it('is the browser’s where that is plausible', () => {
    const captureTime = createCaptureTime();
    expect(captureTime.at(0, 1000, 980)).toBe(980);
    expect(captureTime.at(33, 1033, 5000)).toBe(1033);
    expect(captureTime.at(66, 1066, -99_999)).toBeCloseTo(1066, 0);
  });

  it('does not let jitter of the arrival through', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 40 }), (delays) => {
        const captureTime = createCaptureTime();
        captureTime.at(0, 5000);
        delays.forEach((delay, i) => {
          const timestamp = (i + 1) * 33;
          const time = captureTime.at(timestamp, 5000 + timestamp + delay);
          expect(time).toBeLessThanOrEqual(5000 + timestamp + delay);
          // The leak is 1 ms a second.
          expect(Math.abs(time - (5000 + timestamp))).toBeLessThan(0.1 + timestamp * 0.0011);
        });
      }),
    );
  });

  it('follows a camera whose clock runs slow or that starts anew', () => {
    const captureTime = createCaptureTime();
    for (let i = 0; i < 3000; i++) {
      const arrival = 100 + i * 33.01;
      expect(Math.abs(captureTime.at(i * 33, arrival) - arrival)).toBeLessThan(1);
    }
    expect(captureTime.at(0, 200_000)).toBe(200_000);
    expect(captureTime.at(9e9, 200_033)).toBe(200_033);
  });
});
