import { ARKIT_BLENDSHAPES, ARKIT_INDEX } from '@shared/expressions';
import { createTrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';
import { createPacket, createPartPacker } from '../../../src/renderer/track/packet';
import { writeFace, writePose } from '../../../src/renderer/track/results';

const points = (count: number, visibility?: number) =>
  Array.from({ length: count }, (_, i) => ({ x: i / count, y: 1 - i / count, z: -i, visibility }));

describe('results of the face tracker', () => {
  it('are written with blendshapes by name, in the shared order', () => {
    const { face } = createTrackingFrame();
    const blendshapes = [
      { categoryName: '_neutral', score: 0.9 },
      ...[...ARKIT_BLENDSHAPES].reverse().map((categoryName) => ({
        categoryName,
        score: ARKIT_INDEX[categoryName] / 100,
      })),
    ];
    writeFace(
      { landmarks: points(478), matrix: Array.from({ length: 16 }, (_, i) => i), blendshapes },
      5,
      face,
    );
    expect([face.score, face.time, face.hasMatrix, face.hasBlendshapes]).toEqual([1, 5, true, true]);
    expect(face.matrix[12]).toBe(12);
    expect(face.blendshapes[ARKIT_INDEX.jawOpen]).toBeCloseTo(ARKIT_INDEX.jawOpen / 100);
    expect(face.blendshapes[ARKIT_INDEX.mouthSmileLeft]).toBeCloseTo(ARKIT_INDEX.mouthSmileLeft / 100);
  });

  it('say so where the model gives no matrix and no blendshapes', () => {
    const { face } = createTrackingFrame();
    writeFace({ landmarks: points(478) }, 5, face);
    expect([face.score, face.hasMatrix, face.hasBlendshapes]).toEqual([1, false, false]);
  });

  it('are no face without all landmarks', () => {
    const { face } = createTrackingFrame();
    writeFace({ landmarks: points(468) }, 5, face);
    expect(face.score).toBe(0);
    writeFace({ landmarks: undefined }, 6, face);
    expect(face.score).toBe(0);
  });
});

describe('results of the pose tracker', () => {
  it('keep the legs in full-body mode and hide them otherwise, hips excepted', () => {
    const { pose } = createTrackingFrame();
    writePose(points(33, 0.8), points(33, 0.8), true, 1, pose);
    expect(pose.landmarks[25 * 4 + 3]).toBeCloseTo(0.8);
    writePose(points(33, 0.8), points(33, 0.8), false, 2, pose);
    expect(pose.landmarks[25 * 4 + 3]).toBe(0);
    expect(pose.worldLandmarks[28 * 4 + 3]).toBe(0);
    expect(pose.landmarks[23 * 4 + 3]).toBeCloseTo(0.8);
    expect(pose.score).toBeCloseTo(0.8);
  });

  it('are no pose where none was found', () => {
    const { pose } = createTrackingFrame();
    writePose(undefined, undefined, true, 1, pose);
    expect(pose.score).toBe(0);
  });
});

describe('a packet', () => {
  it('carries each part whole, and only the parts that were written', () => {
    const from = createTrackingFrame();
    writeFace({ landmarks: points(478), matrix: new Array(16).fill(2) }, 5, from.face);
    writePose(points(33, 0.5), points(33, 0.5), true, 5, from.pose);
    from.leftHand.score = 0.7;
    from.leftHand.worldLandmarks.fill(0.25);
    const packet = createPacket();
    for (const part of ['face', 'pose', 'hands'] as const) createPartPacker(from, part).write(packet);

    const to = createTrackingFrame();
    createPartPacker(to, 'hands').read(packet);
    expect([to.leftHand.score.toFixed(2), to.rightHand.score, to.face.score]).toEqual(['0.70', 0, 0]);
    expect(to.leftHand.worldLandmarks).toEqual(from.leftHand.worldLandmarks);
    createPartPacker(to, 'face').read(packet);
    createPartPacker(to, 'pose').read(packet);
    expect(to.face.landmarks).toEqual(from.face.landmarks);
    expect([to.face.hasMatrix, to.face.hasBlendshapes]).toEqual([true, false]);
    expect(to.pose).toEqual({ ...from.pose, time: 0 });
  });
});
