import { BONE_INDEX, type HumanoidBone, type RestPose } from '@shared/humanoid';
import { describe, expect, it } from 'vitest';
import {
  createJoints,
  jointPosition,
  poseJoints,
  setBone,
  turn,
} from '../../../scripts/synthetic/kinematics';
import { setStanding } from '../../../scripts/synthetic/poses';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';
import { createScene, faultsOf } from './solve-scene';

/** An avatar like the standard human but for the sizes of some parts, and without some bones. */
const avatarWith = (size: (bone: HumanoidBone) => number, without: RegExp = /^$/): RestPose => {
  const offsets = Float32Array.from(HUMAN_REST.offsets);
  const has = Uint8Array.from(HUMAN_REST.has);
  for (const bone of Object.keys(BONE_INDEX) as HumanoidBone[]) {
    for (let k = 0; k < 3; k++) offsets[BONE_INDEX[bone] * 3 + k]! *= size(bone);
    if (without.test(bone)) has[BONE_INDEX[bone]] = 0;
  }
  return { offsets, has };
};

const isLeg = (bone: HumanoidBone): boolean => /Leg|Foot|Toes/.test(bone);
/** The hips stand as high over the ground as the legs below them are long. */
const withLegs = (share: number, whole = 1) =>
  avatarWith((bone) => whole * (bone === 'hips' || isLeg(bone) ? share : 1));

const AVATARS: readonly (readonly [string, RestPose])[] = [
  ['like the person', HUMAN_REST],
  ['with short legs', withLegs(0.6)],
  ['with long legs', withLegs(1.3)],
  ['half as tall', withLegs(1, 0.5)],
  ['without toes, shoulders and upper chest', avatarWith(() => 1, /Toes|Shoulder|upperChest/)],
];

/** How far the lower ankle is over where it stands at rest, metres, when both knees are bent by so many degrees. */
const liftOf = (avatar: RestPose, crouch: number): number => {
  const scene = createScene({ arms: 'angles', mode: 'full' }, avatar);
  setStanding(scene.truth);
  for (const side of ['left', 'right'] as const) {
    setBone(scene.truth, `${side}UpperLeg`, turn('x', -crouch));
    setBone(scene.truth, `${side}LowerLeg`, turn('x', 2 * crouch));
    setBone(scene.truth, `${side}Foot`, turn('x', -crouch));
  }
  const frame = scene.solve(1000);
  expect(faultsOf(frame)).toEqual([]);
  expect(frame.drives.roots[0]).toBe(1);
  const joints = poseJoints(avatar, frame, createJoints());
  const rest = poseJoints(avatar, createScene({ arms: 'angles', mode: 'full' }).truth, createJoints());
  return Math.min(
    ...(['leftFoot', 'rightFoot'] as const).map(
      (foot) => jointPosition(joints, foot)[1] - jointPosition(rest, foot)[1],
    ),
  );
};

describe.each(AVATARS)('feet of an avatar %s', (_name, avatar) => {
  it.each([0, 20, 45])(
    'stand on the ground, neither floating nor sunk, with the knees bent by 2 × %i°',
    (crouch) => {
      expect(Math.abs(liftOf(avatar, crouch))).toBeLessThan(0.01);
    },
  );
});
