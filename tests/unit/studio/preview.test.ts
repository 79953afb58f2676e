import { FACE_LANDMARKS, HAND_LANDMARKS, POSE_LANDMARKS } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FACE_CHAINS,
  HAND_CHAINS,
  IRISES,
  POSE_CHAINS,
  POSE_JOINTS,
} from '../../../src/renderer/studio/preview/landmark-lines';
import {
  fitPicture,
  landmarkX,
  landmarkY,
  type PictureBox,
} from '../../../src/renderer/studio/preview/preview-geometry';

const createBox = (): PictureBox => ({ x: 0, y: 0, width: 0, height: 0 });
const size = fc.integer({ min: 1, max: 8000 });

describe('where the picture lies in the preview', () => {
  it('fits, keeps its shape and lies in the middle', () => {
    fc.assert(
      fc.property(size, size, size, size, (canvasWidth, canvasHeight, width, height) => {
        const box = fitPicture(canvasWidth, canvasHeight, width, height, createBox());
        expect(box.width).toBeLessThanOrEqual(canvasWidth + 1e-6);
        expect(box.height).toBeLessThanOrEqual(canvasHeight + 1e-6);
        expect(box.width / box.height / (width / height)).toBeCloseTo(1, 6);
        expect(box.x * 2 + box.width).toBeCloseTo(canvasWidth, 6);
        expect(box.y * 2 + box.height).toBeCloseTo(canvasHeight, 6);
        const touches =
          Math.abs(box.width - canvasWidth) < 1e-6 || Math.abs(box.height - canvasHeight) < 1e-6;
        expect(touches).toBe(true);
      }),
    );
  });

  it('fills the canvas while nothing is known of the picture', () => {
    expect(fitPicture(300, 200, 0, 0, createBox())).toEqual({ x: 0, y: 0, width: 300, height: 200 });
  });
});

describe('where a landmark lies in the preview', () => {
  const box = fitPicture(1000, 500, 640, 480, createBox());

  it("shows the image's left at the left, and at the right in a mirror", () => {
    expect(landmarkX(0, box, false)).toBe(box.x);
    expect(landmarkX(0, box, true)).toBe(box.x + box.width);
    expect(landmarkX(0.25, box, false)).toBeLessThan(500);
    expect(landmarkX(0.25, box, true)).toBeGreaterThan(500);
  });

  it('the mirror turns the canvas around its middle, as it turns the picture', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => {
        expect(landmarkX(x, box, true)).toBeCloseTo(1000 - landmarkX(x, box, false), 6);
      }),
    );
  });

  it('never mirrors up and down', () => {
    expect(landmarkY(0, box)).toBe(box.y);
    expect(landmarkY(1, box)).toBe(box.y + box.height);
  });
});

describe('the lines between landmarks', () => {
  it('joins landmarks that exist', () => {
    for (const chain of FACE_CHAINS) expect(Math.max(...chain)).toBeLessThan(FACE_LANDMARKS);
    for (const iris of IRISES) expect(Math.max(...iris)).toBeLessThan(FACE_LANDMARKS);
    for (const chain of [...POSE_CHAINS, POSE_JOINTS])
      expect(Math.max(...chain)).toBeLessThan(POSE_LANDMARKS);
    for (const chain of HAND_CHAINS) expect(Math.max(...chain)).toBeLessThan(HAND_LANDMARKS);
  });

  it("are MediaPipe's own contours", async () => {
    const { FaceLandmarker, HandLandmarker, PoseLandmarker } = await import('@mediapipe/tasks-vision');
    const edges = (connections: readonly { start: number; end: number }[]) =>
      new Set(connections.flatMap(({ start, end }) => [`${start}-${end}`, `${end}-${start}`]));
    const unknown = (chains: readonly Uint16Array[], known: Set<string>) =>
      chains.flatMap((chain) =>
        [...chain]
          .slice(1)
          .flatMap((end, i) => (known.has(`${chain[i]}-${end}`) ? [] : [`${chain[i]}-${end}`])),
      );
    expect(unknown(FACE_CHAINS, edges(FaceLandmarker.FACE_LANDMARKS_CONTOURS))).toEqual([]);
    expect(unknown(HAND_CHAINS, edges(HandLandmarker.HAND_CONNECTIONS))).toEqual([]);
    expect(unknown(POSE_CHAINS, edges(PoseLandmarker.POSE_CONNECTIONS))).toEqual([]);
  });
});
