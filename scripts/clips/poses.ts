import type { MotionFrame } from '@shared/motion-frame';
import {
  type ArmAngles,
  type HandShape,
  SIDES,
  type Side,
  setArm,
  setHandShape,
} from '../synthetic/joints-by-angle';
import { product, setBone, turn } from '../synthetic/kinematics';
import { setHead } from '../synthetic/poses';
import { ARMS, HEAD, LEGS, type Move, TORSO } from './move';
import { bendKnees, bendSpine, HANGING, ON_HIP, reach } from './posing';

/** A pose is a move that takes no time: it stays until it is stopped. The face stays the person's own. */
const pose = (write: (frame: MotionFrame) => void): Move => ({
  seconds: 0,
  bones: [...TORSO, ...HEAD, ...ARMS, ...LEGS],
  hips: true,
  pose: (_s, frame) => write(frame),
});

const hold = (frame: MotionFrame, side: Side, angles: Partial<ArmAngles>, shape: HandShape): void => {
  setArm(frame, side, { ...HANGING, ...angles });
  setHandShape(frame, side, shape);
};

/** Weight on the right leg: the hip goes out, the spine comes back. */
const leanOnRight = (frame: MotionFrame): void => {
  frame.hips[0] = -0.025;
  setBone(frame, 'hips', turn('z', -3));
  setBone(frame, 'leftUpperLeg', product(turn('z', 7), turn('x', -10)));
  setBone(frame, 'leftLowerLeg', turn('x', 14));
  setBone(frame, 'rightUpperLeg', turn('z', 3));
  bendSpine(frame, 0, 5, 0);
};

const proud = pose((frame) => {
  for (const side of SIDES) reach(frame, side, ON_HIP, 'relaxed');
  bendSpine(frame, -5);
  setHead(frame, 0, -5, 0);
});

const relaxed = pose((frame) => {
  reach(frame, 'right', ON_HIP, 'relaxed');
  leanOnRight(frame);
  hold(frame, 'left', { elbow: 20 }, 'relaxed');
  setHead(frame, 8, 0, 7);
});

const victory = pose((frame) => {
  for (const side of SIDES)
    hold(
      frame,
      side,
      { direction: [0.62, 0.72, 0.22], twist: 40, elbow: 34, supination: 10, wristFlexion: 0 },
      'peace',
    );
  bendSpine(frame, -6);
  setHead(frame, 0, -8, 0);
});

const present = pose((frame) => {
  hold(
    frame,
    'left',
    { direction: [0.78, -0.5, 0.42], twist: 20, elbow: 52, supination: 84, wristFlexion: -16 },
    'open',
  );
  reach(frame, 'right', ON_HIP, 'relaxed');
  bendSpine(frame, 0, -3, 8);
  setHead(frame, 14, -2, 4);
});

const pointUp = pose((frame) => {
  hold(
    frame,
    'right',
    { direction: [0.5, -0.78, 0.38], twist: 58, elbow: 134, supination: 4, wristFlexion: -6 },
    'point',
  );
  reach(frame, 'left', ON_HIP, 'relaxed');
  setHead(frame, -6, -4, -6);
});

const salute = pose((frame) => {
  reach(
    frame,
    'right',
    { wrist: [0.31, 1.61, 0.09], pole: [1, -0.1, 0.2], fingers: [-0.78, 0.6, 0], palm: [-0.3, -0.6, 0.7] },
    'open',
  );
  hold(frame, 'left', { elbow: 8 }, 'relaxed');
  bendSpine(frame, -3);
  setHead(frame, 0, -2, 0);
});

const shy = pose((frame) => {
  for (const side of SIDES)
    hold(
      frame,
      side,
      { direction: [0.14, -0.96, 0.16], twist: -50, elbow: 58, supination: -20, wristFlexion: 12 },
      'relaxed',
    );
  frame.hips[1] = -bendKnees(frame, 6, 6);
  bendSpine(frame, 6, 3);
  setHead(frame, -8, 9, -8);
});

const tada = pose((frame) => {
  for (const side of SIDES)
    hold(
      frame,
      side,
      { direction: [0.86, 0.02, 0.34], twist: 30, elbow: 40, supination: 70, wristFlexion: -18 },
      'open',
    );
  bendSpine(frame, -4);
  setHead(frame, 0, -4, 8);
});

/** Every pose that ships with Kagami, by the name of its file. */
export const POSES: Readonly<Record<string, Move>> = {
  'pose-point-up': pointUp,
  'pose-present': present,
  'pose-proud': proud,
  'pose-relaxed': relaxed,
  'pose-salute': salute,
  'pose-shy': shy,
  'pose-tada': tada,
  'pose-victory': victory,
};
