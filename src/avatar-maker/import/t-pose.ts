import type { HumanoidBone } from '@shared/humanoid';
import { Quaternion, Vector3 } from 'three';
import type { SkeletonPose } from './skeleton-pose';

type Side = 'left' | 'right';

/** How far fingers may be spread in the rest pose: sine of the angle. */
const MOST_SPREAD = Math.sin((15 * Math.PI) / 180);
/** The turn of a palm is shared by what lies above the hand, or the wrist would look wrung. */
const TWIST_SHARES = ['UpperArm', 'LowerArm', 'Hand'] as const;
const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;
const UPRIGHT = new Vector3(0, -1, 0);

/**
 * Brings a figure that stands along +Y and looks along +Z into a T-pose: arms out, palms down, fingers straight, legs
 * straight, feet as they were. Trunk, shoulders, head and thumbs stay as modelled.
 * Source: VRMC_vrm-1.0 specification, "T-pose" (tpose.md).
 */
export const bringToTPose = (pose: SkeletonPose): void => {
  for (const side of ['left', 'right'] as const) {
    straightenLeg(pose, side);
    straightenArm(pose, side);
    for (const finger of FINGERS) straightenFinger(pose, side, finger);
  }
};

const straightenLeg = (pose: SkeletonPose, side: Side): void => {
  const thigh = point(pose, `${side}UpperLeg`, `${side}LowerLeg`, UPRIGHT);
  const shin = point(pose, `${side}LowerLeg`, `${side}Foot`, UPRIGHT);
  pose.turn(`${side}Foot`, shin.multiply(thigh).invert());
};

const straightenArm = (pose: SkeletonPose, side: Side): void => {
  const out = new Vector3(side === 'left' ? 1 : -1, 0, 0);
  point(pose, `${side}UpperArm`, `${side}LowerArm`, out);
  point(pose, `${side}LowerArm`, `${side}Hand`, out);
  const knuckle = (['Middle', 'Ring', 'Index', 'Little'] as const)
    .map((finger): HumanoidBone => `${side}${finger}Proximal`)
    .find(pose.has);
  if (knuckle) point(pose, `${side}Hand`, knuckle, out);
  turnPalm(pose, side);
};

/** Turns the arm about its own length until the palm looks down: until the first knuckle lies in front of the last. */
const turnPalm = (pose: SkeletonPose, side: Side): void => {
  const first = pose.place(`${side}IndexProximal`) ?? pose.place(`${side}MiddleProximal`);
  const last = pose.place(`${side}LittleProximal`) ?? pose.place(`${side}RingProximal`);
  if (!first || !last) return;
  const across = first.sub(last);
  if (Math.hypot(across.y, across.z) < 1e-5) return;
  // About +X, from where the knuckles lie to +Z.
  const angle = Math.atan2(across.y, across.z);
  const share = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), angle / TWIST_SHARES.length);
  for (const bone of TWIST_SHARES) pose.turn(`${side}${bone}`, share);
};

const straightenFinger = (pose: SkeletonPose, side: Side, finger: (typeof FINGERS)[number]): void => {
  const links = (['Proximal', 'Intermediate', 'Distal'] as const).map(
    (link): HumanoidBone => `${side}${finger}${link}`,
  );
  const [first, second] = links.map(pose.place);
  if (!first || !second) return;
  const along = second.sub(first).normalize();
  const spread = Math.min(Math.max(along.z, -MOST_SPREAD), MOST_SPREAD);
  const out = new Vector3((side === 'left' ? 1 : -1) * Math.sqrt(1 - spread ** 2), 0, spread);
  point(pose, links[0]!, links[1]!, out);
  point(pose, links[1]!, links[2]!, out);
};

/** Turns `bone` the shortest way until `child` lies along `direction` from it. @returns how it was turned */
const point = (
  pose: SkeletonPose,
  bone: HumanoidBone,
  child: HumanoidBone,
  direction: Vector3,
): Quaternion => {
  const from = pose.place(bone);
  const to = pose.place(child);
  const rotation = new Quaternion();
  if (!from || !to) return rotation;
  const along = to.sub(from);
  if (along.lengthSq() === 0) return rotation;
  rotation.setFromUnitVectors(along.normalize(), direction);
  pose.turn(bone, rotation);
  return rotation;
};
