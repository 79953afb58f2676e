import { createSolver } from '@motion/solve';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';

/** The face's plane as Kalidokit reads it, turned to the person's own left by `yaw` radians. */
const turnedFace = (yaw: number) => {
  const frame = createTrackingFrame();
  frame.imageWidth = 640;
  frame.imageHeight = 640;
  frame.face.score = 1;
  const put = (index: number, x: number, y: number) => {
    frame.face.landmarks[index * 3] = 0.5 + x * Math.cos(yaw);
    frame.face.landmarks[index * 3 + 1] = 0.5 + y;
    frame.face.landmarks[index * 3 + 2] = x * Math.sin(yaw);
  };
  put(21, -0.1, -0.1);
  put(251, 0.1, -0.1);
  put(397, 0.07, 0.1);
  put(172, -0.07, 0.1);
  return frame;
};

describe('classic solver', () => {
  it('turns the neck to the own left when the person does', () => {
    const out = createMotionFrame();
    createSolver('classic').solve(turnedFace(0.5), out);
    expect(out.bones[BONE_INDEX.neck * 4 + 1]).toBeGreaterThan(0.1);
    createSolver('classic').solve(turnedFace(-0.5), out);
    expect(out.bones[BONE_INDEX.neck * 4 + 1]).toBeLessThan(-0.1);
  });

  it('drives nothing when nothing is seen', () => {
    const out = createMotionFrame();
    createSolver('classic').solve(createTrackingFrame(), out);
    expect(out.drives.flags.every((flag) => flag === 0)).toBe(true);
  });

  it('leaves the landmarks as they were', () => {
    const frame = turnedFace(0.2);
    const before = Float32Array.from(frame.face.landmarks);
    createSolver('classic').solve(frame, createMotionFrame());
    expect(frame.face.landmarks).toEqual(before);
  });
});
