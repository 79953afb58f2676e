import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseBvh } from '../../../scripts/synthetic/bvh';
import { retargetBvh } from '../../../scripts/synthetic/bvh-retarget';
import { createJoints, jointPosition, pointOnBone, poseJoints } from '../../../scripts/synthetic/kinematics';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';
import { createScene, faultsOf } from './solve-scene';

const FOLDER = resolve('../shared/data/bvh');
const WALK = existsSync(FOLDER)
  ? readdirSync(FOLDER).find((file) => file.endsWith('.bvh') && /walk|cmu/i.test(file))
  : undefined;
const SECONDS = 6;

// Without the clip (it lies beside the project, not in it) there is no walk to follow.
it.skipIf(!WALK)('a motion-captured walk keeps its feet on the ground and its legs stepping', () => {
  const clip = retargetBvh(parseBvh(readFileSync(resolve(FOLDER, WALK!), 'utf8')), 30);
  const scene = createScene({ arms: 'angles', mode: 'full' });
  const joints = createJoints();
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let [fromFront, toFront] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < Math.min(clip.count, SECONDS * 30); i++) {
    clip.pose(i, scene.truth);
    const frame = scene.solve(1000 + i * 33);
    expect(faultsOf(frame)).toEqual([]);
    expect(frame.drives.roots[0]).toBe(1);
    poseJoints(HUMAN_REST, frame, joints);
    const soles = (['left', 'right'] as const).map((side) => {
      const ankle = jointPosition(joints, `${side}Foot`)[1];
      const toes = pointOnBone(joints, `${side}Toes`, [0, 0, 0])[1];
      return Math.min(ankle - ANKLE_HEIGHT, toes - TOES_HEIGHT);
    });
    lowest = Math.min(lowest, ...soles);
    highest = Math.max(highest, Math.min(...soles));
    const stride = jointPosition(joints, 'leftFoot')[2] - jointPosition(joints, 'rightFoot')[2];
    [fromFront, toFront] = [Math.min(fromFront, stride), Math.max(toFront, stride)];
    expect(Math.abs(frame.hips[1]!)).toBeLessThan(0.25);
  }
  expect(lowest).toBeGreaterThan(-0.02);
  expect(highest).toBeLessThan(0.1);
  expect(toFront - fromFront).toBeGreaterThan(0.4);
});

const heightOf = (bone: 'leftFoot' | 'leftToes'): number => {
  const rest = createScene({ arms: 'angles', mode: 'full' });
  return jointPosition(poseJoints(HUMAN_REST, rest.truth, createJoints()), bone)[1];
};
const ANKLE_HEIGHT = heightOf('leftFoot');
const TOES_HEIGHT = heightOf('leftToes');
