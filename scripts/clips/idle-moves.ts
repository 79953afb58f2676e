import type { MotionFrame } from '@shared/motion-frame';
import { SIDES, setArm, setHandShape, setSided } from '../synthetic/joints-by-angle';
import { product, setBone, turn } from '../synthetic/kinematics';
import { setHead } from '../synthetic/poses';
import { ARMS, HEAD, LEGS, type Move, TORSO, wave } from './move';
import { bendSpine, FIST_AT_CHIN, HANGING, ON_HIP, reach } from './posing';

const breathing = (frame: MotionFrame, s: number, period: number): void =>
  bendSpine(frame, 0.9 * wave(s, 1 / period, 0.25), 0.8 * wave(s, 2 / (2 * period)), 0);

export const idleSway: Move = {
  seconds: 8,
  bones: [...TORSO, ...HEAD, ...ARMS],
  hips: true,
  pose: (s, frame) => {
    breathing(frame, s, 4);
    frame.hips[0] = 0.012 * wave(s, 1 / 8);
    setBone(frame, 'hips', turn('z', 0.8 * wave(s, 1 / 8)));
    setHead(frame, 5 * wave(s, 1 / 8, 0.1), 1.5 * wave(s, 1 / 4), 2.5 * wave(s, 1 / 8, 0.3));
    for (const side of SIDES) {
      const sway = wave(s, 1 / 4, side === 'left' ? 0 : 0.12);
      setArm(frame, side, { ...HANGING, elbow: 16 + 2 * sway, direction: [0.28 + 0.015 * sway, -1, 0.05] });
      setHandShape(frame, side, 'relaxed');
    }
  },
};

export const idleHip: Move = {
  seconds: 8,
  bones: [...TORSO, ...HEAD, ...ARMS],
  hips: true,
  pose: (s, frame) => {
    breathing(frame, s, 4);
    frame.hips[0] = -0.02 + 0.006 * wave(s, 1 / 8);
    setBone(frame, 'hips', turn('z', -2));
    setHead(frame, 6 * wave(s, 1 / 8, 0.2), 1 + wave(s, 1 / 4), 4 + 2 * wave(s, 1 / 8));
    setArm(frame, 'left', { ...HANGING, elbow: 16 + 2 * wave(s, 1 / 4) });
    setHandShape(frame, 'left', 'relaxed');
    reach(frame, 'right', ON_HIP, 'relaxed');
  },
};

export const sitThink: Move = {
  seconds: 8,
  bones: [...TORSO, ...HEAD, ...ARMS, ...LEGS],
  hips: true,
  pose: (s, frame) => {
    frame.hips[1] = -0.33;
    for (const side of SIDES) {
      setSided(frame, side, 'UpperLeg', product(turn('y', 4), turn('x', -86)));
      setSided(frame, side, 'LowerLeg', turn('x', 86));
      setHandShape(frame, side, 'relaxed');
    }
    bendSpine(frame, 9 + 0.9 * wave(s, 1 / 4), 0, 0);
    setArm(frame, 'right', { ...FIST_AT_CHIN, elbow: 136 + wave(s, 1 / 4) });
    setHandShape(frame, 'right', 'fist', 0.8);
    setArm(frame, 'left', {
      direction: [0.16, -0.9, 0.38],
      twist: -20,
      elbow: 58,
      supination: 0,
      wristFlexion: 10,
      wristDeviation: 0,
    });
    setHead(frame, 8 + 5 * wave(s, 1 / 8), 2 + 1.5 * wave(s, 1 / 4), -5);
  },
};
