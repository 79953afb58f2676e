import { createMotionFrame } from '@shared/motion-frame';
import { describe, expect, it } from 'vitest';
import { parseBvh } from '../../../scripts/synthetic/bvh';
import { retargetBvh } from '../../../scripts/synthetic/bvh-retarget';
import { createJoints, jointPosition, poseJoints } from '../../../scripts/synthetic/kinematics';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';

const arm = (side: 'Left' | 'Right', sign: number) => `
    JOINT ${side}Arm
    {
      OFFSET ${sign * 15} 40 0
      CHANNELS 3 Zrotation Xrotation Yrotation
      JOINT ${side}ForeArm
      {
        OFFSET ${sign * 30} 0 0
        CHANNELS 3 Zrotation Xrotation Yrotation
        JOINT ${side}Hand
        {
          OFFSET ${sign * 25} 0 0
          CHANNELS 3 Zrotation Xrotation Yrotation
          End Site
          {
            OFFSET ${sign * 10} 0 0
          }
        }
      }
    }`;

/** A torso with arms: in the second frame the left arm points up (rotated by 90° about z). */
const CLIP = `HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  ${arm('Left', 1)}
  ${arm('Right', -1)}
}
MOTION
Frames: 2
Frame Time: 0.0333333
0 90 0 0 0 0  0 0 0 0 0 0 0 0 0  0 0 0 0 0 0 0 0 0
0 90 0 0 0 0  90 0 0 0 0 0 0 0 0  0 0 0 0 0 0 0 0 0
`;

describe('BVH', () => {
  it('reads joints, channels and frames', () => {
    const clip = parseBvh(CLIP);
    expect(clip.joints.map(({ name }) => name)).toEqual([
      'Hips',
      'LeftArm',
      'LeftForeArm',
      'LeftHand',
      'RightArm',
      'RightForeArm',
      'RightHand',
    ]);
    expect(clip.joints.map(({ parent }) => parent)).toEqual([-1, 0, 1, 2, 0, 4, 5]);
    expect(clip.frames).toHaveLength(2);
    expect(clip.frameTime).toBeCloseTo(1 / 30, 4);
  });

  it('moves the standard person as the clip moves', () => {
    const { count, pose } = retargetBvh(parseBvh(CLIP), 30);
    expect(count).toBe(2);
    const frame = createMotionFrame();
    const joints = createJoints();
    pose(0, frame);
    poseJoints(HUMAN_REST, frame, joints);
    expect(jointPosition(joints, 'leftHand')[1]).toBeCloseTo(jointPosition(joints, 'leftUpperArm')[1], 3);
    pose(1, frame);
    poseJoints(HUMAN_REST, frame, joints);
    expect(jointPosition(joints, 'leftHand')[1] - jointPosition(joints, 'leftUpperArm')[1]).toBeCloseTo(
      0.56,
      2,
    );
    expect(jointPosition(joints, 'rightHand')[1]).toBeCloseTo(jointPosition(joints, 'rightUpperArm')[1], 3);
  });

  it('refuses what is not BVH with a sentence', () => {
    expect(() => parseBvh('hello')).toThrow('This is not a BVH file');
    expect(() => retargetBvh(parseBvh(CLIP.replaceAll('Arm', 'Box')), 30)).toThrow(
      'no joints that look like',
    );
  });
});
