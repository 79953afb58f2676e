import { BONE_INDEX, HUMANOID_BONES } from '@shared/humanoid';
import { describe, expect, it } from 'vitest';
import { type AdapterFrame, type AdapterPoint, createSolver } from '../../../scripts/solver-adapter';
import { setPose } from '../../../scripts/synthetic/poses';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';
import { createScene } from './solve-scene';

const pointsOf = (values: Float32Array, stride: 3 | 4): AdapterPoint[] =>
  Array.from({ length: values.length / stride }, (_, i) => ({
    x: values[i * stride]!,
    y: values[i * stride + 1]!,
    z: values[i * stride + 2]!,
    ...(stride === 4 ? { visibility: values[i * stride + 3]! } : {}),
  }));

const REST = Object.fromEntries(
  HUMANOID_BONES.map((bone, i) => [bone, HUMAN_REST.offsets.subarray(i * 3, i * 3 + 3)]),
);

describe('the adapter for evaluation from outside', () => {
  const scene = createScene({ arms: 'angles', mode: 'full' });
  setPose(scene.truth, 'wave');
  const answer = scene.solve(1000);
  const { seen } = scene;
  const frame: AdapterFrame = {
    timestampMs: 1000,
    imageSize: { width: seen.imageWidth, height: seen.imageHeight },
    face: { landmarks: pointsOf(seen.face.landmarks, 3), matrix: Array.from(seen.face.matrix) },
    pose: {
      landmarks: pointsOf(seen.pose.landmarks, 4),
      worldLandmarks: pointsOf(seen.pose.worldLandmarks, 4),
    },
    hands: {
      left: { worldLandmarks: pointsOf(seen.leftHand.worldLandmarks, 3) },
      right: { worldLandmarks: pointsOf(seen.rightHand.worldLandmarks, 3) },
    },
  };

  it('answers what the solver of the app does', () => {
    const pose = createSolver({ rest: REST }).solve(frame);
    for (const bone of HUMANOID_BONES) {
      const at = BONE_INDEX[bone] * 4;
      pose[bone]!.forEach((value, k) => {
        expect(value, bone).toBeCloseTo(answer.bones[at + k]!, 4);
      });
    }
  });

  it('mirrors where that is asked for', () => {
    const plain = createSolver({ rest: REST }).solve(frame);
    const mirrored = createSolver({ rest: REST, mirror: true }).solve(frame);
    const [x, y, z, w] = plain.rightLowerArm!;
    expect(mirrored.leftLowerArm).toEqual([x, -y, -z, w]);
  });

  it('takes frames with nothing in them', () => {
    const pose = createSolver({ rest: REST }).solve({ pose: null, face: null, hands: null });
    expect(pose.head).toEqual([0, 0, 0, 1]);
  });
});
