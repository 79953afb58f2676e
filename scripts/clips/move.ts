import type { ExpressionName } from '@shared/expressions';
import type { HumanoidBone } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { FINGERS, SIDES, type Side } from '../synthetic/joints-by-angle';

/** A piece of motion as code: the pose at each moment. */
export interface Move {
  seconds: number;
  /** What it drives; everything else stays with the person. */
  bones: readonly HumanoidBone[];
  /** Whether it moves the hips' place too. */
  hips?: boolean;
  expressions?: readonly ExpressionName[];
  /** Writes the pose at `s` seconds into a frame at rest with hanging arms. */
  pose(s: number, frame: MotionFrame): void;
}

export const HEAD: readonly HumanoidBone[] = ['neck', 'head'];
export const TORSO: readonly HumanoidBone[] = ['hips', 'spine', 'chest', 'upperChest'];
export const SPINE: readonly HumanoidBone[] = ['spine', 'chest', 'upperChest'];
export const LEGS: readonly HumanoidBone[] = SIDES.flatMap((side): HumanoidBone[] => [
  `${side}UpperLeg`,
  `${side}LowerLeg`,
  `${side}Foot`,
]);

export const arm = (side: Side): readonly HumanoidBone[] => [
  `${side}Shoulder`,
  `${side}UpperArm`,
  `${side}LowerArm`,
  `${side}Hand`,
  `${side}ThumbMetacarpal`,
  `${side}ThumbProximal`,
  `${side}ThumbDistal`,
  ...FINGERS.flatMap((finger): HumanoidBone[] => [
    `${side}${finger}Proximal`,
    `${side}${finger}Intermediate`,
    `${side}${finger}Distal`,
  ]),
];
export const ARMS: readonly HumanoidBone[] = SIDES.flatMap(arm);

/** −1 .. 1, `hertz` times a second. */
export const wave = (s: number, hertz: number, phase = 0): number =>
  Math.sin(2 * Math.PI * (hertz * s + phase));

export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;
