import { EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import type { MotionFrame } from '@shared/motion-frame';
import {
  type ArmAngles,
  type HandShape,
  SIDES,
  type Side,
  setArm,
  setHandShape,
  setSided,
} from '../synthetic/joints-by-angle';
import { product, setBone, turn } from '../synthetic/kinematics';
import { type HandTarget, reachTo } from '../synthetic/reach';
import { HUMAN_REST } from '../synthetic/skeleton';
import { mix } from './move';

export const HANGING: ArmAngles = {
  direction: [0.28, -1, 0.05],
  twist: 0,
  elbow: 14,
  supination: 0,
  wristFlexion: 3,
  wristDeviation: 0,
};

const mixArms = (a: ArmAngles, b: ArmAngles, share: number): ArmAngles => ({
  direction: [
    mix(a.direction[0], b.direction[0], share),
    mix(a.direction[1], b.direction[1], share),
    mix(a.direction[2], b.direction[2], share),
  ],
  twist: mix(a.twist, b.twist, share),
  elbow: mix(a.elbow, b.elbow, share),
  supination: mix(a.supination, b.supination, share),
  wristFlexion: mix(a.wristFlexion, b.wristFlexion, share),
  wristDeviation: mix(a.wristDeviation, b.wristDeviation, share),
});

/** An arm on its way (`share`) from hanging to `to`. */
export const raise = (
  frame: MotionFrame,
  side: Side,
  to: ArmAngles,
  share: number,
  shape: HandShape,
): void => {
  setArm(frame, side, mixArms(HANGING, to, share));
  setHandShape(frame, side, shape, share);
};

/** Bend forward (x), to the side (z) and twist (y) of the whole spine, degrees. */
export const bendSpine = (frame: MotionFrame, forward: number, side = 0, twist = 0): void => {
  const part = product(turn('y', twist / 3), turn('z', side / 3), turn('x', forward / 3));
  for (const bone of ['spine', 'chest', 'upperChest'] as const) setBone(frame, bone, part);
};

export const show = (frame: MotionFrame, name: ExpressionName, weight: number): void => {
  frame.expressions[EXPRESSION_INDEX[name]] = weight;
};

/** Puts a hand somewhere: the places are those of the left one, and mirrored for the right one. */
export const reach = (frame: MotionFrame, side: Side, target: HandTarget, shape: HandShape): void => {
  const sided = ([x, y, z]: HandTarget['wrist']): HandTarget['wrist'] => [side === 'left' ? x : -x, y, z];
  reachTo(frame, HUMAN_REST, side, {
    wrist: sided(target.wrist),
    pole: sided(target.pole),
    fingers: sided(target.fingers),
    palm: sided(target.palm),
  });
  setHandShape(frame, side, shape);
};

/** The hand on the hip with the elbow out; fingers point forward around the waist. */
export const ON_HIP: HandTarget = {
  wrist: [0.265, 1.04, 0],
  pole: [1, 0.05, -0.35],
  fingers: [-0.32, -0.35, 0.88],
  palm: [-0.85, 0.1, -0.45],
};

/** Knees bent by `degrees` with the feet flat: how far that lowers the hips, metres. */
export const bendKnees = (frame: MotionFrame, left: number, right: number): number => {
  SIDES.forEach((side) => {
    const degrees = side === 'left' ? left : right;
    setSided(frame, side, 'UpperLeg', turn('x', -degrees));
    setSided(frame, side, 'LowerLeg', turn('x', 2 * degrees));
    setSided(frame, side, 'Foot', turn('x', -degrees));
  });
  const most = (Math.min(left, right) * Math.PI) / 180;
  return 0.84 * (1 - Math.cos(most));
};

/** As one thinks. */
export const FIST_AT_CHIN: ArmAngles = {
  direction: [0.12, -0.82, 0.55],
  twist: 14,
  elbow: 134,
  supination: 20,
  wristFlexion: 18,
  wristDeviation: 0,
};
