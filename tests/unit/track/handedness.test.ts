import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandAssigner, type FoundHand, handsLikely } from '../../../src/renderer/track/handedness';

const NOW = 1_700_000_000_000;

/** An upright hand whose wrist is at (x, y); the middle knuckle lies 0.1 above. */
const handAt = (x: number, y: number, label: 'Left' | 'Right', score = 0.95): FoundHand => ({
  landmarks: Array.from({ length: 21 }, (_, i) => ({ x: x + 0.002 * i, y: y - (0.1 * i) / 9, z: 0 })),
  worldLandmarks: Array.from({ length: 21 }, (_, i) => ({ x: 0.01 * i, y: -0.01 * i, z: 0 })),
  label,
  score,
});

/** The person faces the camera: their left wrist is on the picture's right. */
const withPose = (left: [number, number], right: [number, number], visibility = 0.9): TrackingFrame => {
  const frame = createTrackingFrame();
  frame.pose.score = 1;
  frame.pose.time = NOW;
  frame.pose.landmarks.set([...left, 0, visibility], 15 * 4);
  frame.pose.landmarks.set([...right, 0, visibility], 16 * 4);
  return frame;
};

const assign = (frame: TrackingFrame, hands: FoundHand[], time = NOW): TrackingFrame => {
  createHandAssigner().assign(hands, frame.pose, time, frame.leftHand, frame.rightHand);
  return frame;
};

const wristX = (hand: { landmarks: Float32Array }): number => hand.landmarks[0] ?? Number.NaN;

describe('whose hand it is', () => {
  it('follows the tracker’s label where nothing else is known', () => {
    const frame = assign(createTrackingFrame(), [handAt(0.7, 0.5, 'Left')]);
    expect([frame.leftHand.score > 0, frame.rightHand.score]).toEqual([true, 0]);
  });

  it('follows the pose’s wrist against a wrong label', () => {
    const frame = assign(withPose([0.7, 0.5], [0.3, 0.5]), [handAt(0.71, 0.51, 'Right')]);
    expect(wristX(frame.leftHand)).toBeCloseTo(0.71);
    expect(frame.rightHand.score).toBe(0);
  });

  it('gives two hands with the same label to the two sides', () => {
    const frame = assign(withPose([0.7, 0.5], [0.3, 0.5]), [
      handAt(0.31, 0.5, 'Left'),
      handAt(0.69, 0.5, 'Left'),
    ]);
    expect(wristX(frame.leftHand)).toBeCloseTo(0.69);
    expect(wristX(frame.rightHand)).toBeCloseTo(0.31);
  });

  it('follows crossed arms: the pose’s left wrist is on the other side of the picture', () => {
    const frame = assign(withPose([0.35, 0.5], [0.65, 0.5]), [
      handAt(0.35, 0.5, 'Left'),
      handAt(0.65, 0.5, 'Right'),
    ]);
    expect(wristX(frame.leftHand)).toBeCloseTo(0.35);
  });

  it('does not ask a pose that is old', () => {
    const frame = assign(withPose([0.7, 0.5], [0.3, 0.5]), [handAt(0.7, 0.5, 'Right')], NOW + 1000);
    expect(frame.rightHand.score).toBeGreaterThan(0);
  });

  it('keeps a hand’s side when its label flickers', () => {
    const frame = assign(createTrackingFrame(), [handAt(0.6, 0.5, 'Left')]);
    assign(frame, [handAt(0.61, 0.5, 'Right', 0.8)], NOW + 50);
    expect(wristX(frame.leftHand)).toBeCloseTo(0.61);
    expect(frame.rightHand.score).toBe(0);
  });

  it('takes one hand that was found twice as one', () => {
    const frame = assign(createTrackingFrame(), [
      handAt(0.6, 0.5, 'Left', 0.9),
      handAt(0.61, 0.505, 'Right', 0.7),
    ]);
    expect(frame.leftHand.score).toBeCloseTo(0.9);
    expect(frame.rightHand.score).toBe(0);
  });

  it('loses both hands when none is found', () => {
    const frame = assign(createTrackingFrame(), [handAt(0.6, 0.5, 'Left')]);
    assign(frame, [], NOW + 50);
    expect([frame.leftHand.score, frame.rightHand.score]).toEqual([0, 0]);
  });

  it('mirrors: a mirrored scene gives the other side', () => {
    const coordinate = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    const label = fc.constantFrom('Left' as const, 'Right' as const);
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, label, (x, y, leftX, rightX, side) => {
        const seen = assign(withPose([leftX, 0.5], [rightX, 0.6]), [handAt(x, y, side)]);
        const mirrored = assign(withPose([1 - rightX, 0.6], [1 - leftX, 0.5]), [
          handAt(1 - x, y, side === 'Left' ? 'Right' : 'Left'),
        ]);
        // Where the evidence is exactly even either answer is right.
        fc.pre(Math.abs(Math.hypot(x - leftX, y - 0.5) - Math.hypot(x - rightX, y - 0.6)) > 0.1);
        expect(mirrored.rightHand.score > 0).toBe(seen.leftHand.score > 0);
      }),
    );
  });
});

describe('whether hands may be in the picture', () => {
  it('is likely while a wrist is in it or near its edge', () => {
    expect(handsLikely(withPose([0.7, 1.05], [0.3, 2]).pose, NOW)).toBe(true);
  });
  it('is not while both wrists are far below it', () => {
    expect(handsLikely(withPose([0.7, 1.6], [0.3, 1.7]).pose, NOW)).toBe(false);
  });
  it('is likely while there is no fresh pose to ask', () => {
    expect(handsLikely(createTrackingFrame().pose, NOW)).toBe(true);
    expect(handsLikely(withPose([0.7, 1.6], [0.3, 1.7]).pose, NOW + 5000)).toBe(true);
  });
});
