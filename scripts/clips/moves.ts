import { SIDES, setArm, setHandShape, setSided } from '../synthetic/joints-by-angle';
import { product, setBone, turn } from '../synthetic/kinematics';
import { setHead } from '../synthetic/poses';
import { during } from '../synthetic/sequences';
import { idleHip, idleSway, sitThink } from './idle-moves';
import { ARMS, arm, HEAD, LEGS, type Move, SPINE, TORSO, wave } from './move';
import { bendKnees, bendSpine, FIST_AT_CHIN, HANGING, raise, show } from './posing';

const waveHand: Move = {
  seconds: 3.2,
  bones: [...arm('right'), ...HEAD],
  expressions: ['happy'],
  pose: (s, frame) => {
    const up = during(s, 0, 3.2, 0.7);
    const sway = wave(s, 1.9) * during(s, 0.45, 2.8, 0.3);
    raise(
      frame,
      'right',
      {
        direction: [0.62, -0.72, 0.3],
        twist: 64 + 6 * sway,
        elbow: 122 + 12 * sway,
        supination: 8,
        wristFlexion: -4,
        wristDeviation: 16 * sway,
      },
      up,
      'open',
    );
    setHead(frame, -4 * up, 0, 6 * up);
    show(frame, 'happy', 0.6 * up);
  },
};

const nod: Move = {
  seconds: 1.8,
  bones: HEAD,
  pose: (s, frame) =>
    setHead(frame, 0, 13 * during(s, 0, 1.8, 0.4) * (0.5 - 0.5 * Math.cos(2 * Math.PI * 1.6 * s)), 0),
};

const shake: Move = {
  seconds: 1.9,
  bones: HEAD,
  pose: (s, frame) => setHead(frame, 20 * during(s, 0, 1.9, 0.45) * wave(s, 1.5), 3 * during(s, 0, 1.9), 0),
};

const clap: Move = {
  seconds: 3.2,
  bones: [...ARMS, ...HEAD],
  expressions: ['happy'],
  pose: (s, frame) => {
    const up = during(s, 0, 3.2, 0.6);
    const apart = 0.5 - 0.5 * Math.cos(2 * Math.PI * 2.5 * s);
    for (const side of SIDES)
      raise(
        frame,
        side,
        {
          direction: [0.2 + 0.1 * apart, -0.88, 0.42],
          twist: -2 + 20 * apart,
          elbow: 96 - 4 * apart,
          supination: 2,
          wristFlexion: -2 + 8 * apart,
          wristDeviation: 8,
        },
        up,
        'open',
      );
    setHead(frame, 0, -2 * up + 2 * wave(s, 2.5) * up, 3 * up);
    show(frame, 'happy', 0.8 * up);
  },
};

const cheer: Move = {
  seconds: 3,
  bones: [...ARMS, ...HEAD, ...SPINE],
  expressions: ['happy'],
  pose: (s, frame) => {
    const up = during(s, 0, 3, 0.75);
    const pump = wave(s, 2) * during(s, 0.5, 2.5, 0.3);
    for (const side of SIDES)
      raise(
        frame,
        side,
        {
          direction: [0.7, 0.62 + 0.08 * pump, 0.2],
          twist: 40,
          elbow: 48 - 14 * pump,
          supination: 10,
          wristFlexion: 0,
          wristDeviation: 0,
        },
        up,
        'fist',
      );
    bendSpine(frame, -5 * up, 0, 0);
    setHead(frame, 0, -7 * up, 4 * pump);
    show(frame, 'happy', up);
  },
};

const peace: Move = {
  seconds: 3,
  bones: [...arm('right'), ...HEAD],
  expressions: ['happy'],
  pose: (s, frame) => {
    const up = during(s, 0, 3, 0.6);
    raise(
      frame,
      'right',
      {
        direction: [0.5, -0.78, 0.38],
        twist: 58,
        elbow: 132 + 2 * wave(s, 0.8),
        supination: 4,
        wristFlexion: -6,
        wristDeviation: -8,
      },
      up,
      'peace',
    );
    setHead(frame, -5 * up, -2 * up, 9 * up);
    show(frame, 'happy', 0.9 * up);
  },
};

const think: Move = {
  seconds: 5,
  bones: [...ARMS, ...HEAD],
  pose: (s, frame) => {
    const up = during(s, 0, 5, 0.8);
    raise(frame, 'right', { ...FIST_AT_CHIN, elbow: 134 + wave(s, 0.4) }, up, 'point');
    raise(
      frame,
      'left',
      {
        direction: [0.14, -0.92, 0.34],
        twist: -52,
        elbow: 92,
        supination: 0,
        wristFlexion: 8,
        wristDeviation: 0,
      },
      up,
      'relaxed',
    );
    setHead(frame, 9 * up + 3 * up * wave(s, 0.3), -7 * up, -7 * up);
  },
};

const bow: Move = {
  seconds: 2.8,
  bones: [...SPINE, ...HEAD, ...ARMS],
  expressions: ['blink', 'eyeBlinkLeft', 'eyeBlinkRight'],
  pose: (s, frame) => {
    const down = during(s, 0, 2.8, 0.9);
    bendSpine(frame, 36 * down, 0, 0);
    setHead(frame, 0, 8 * down, 0);
    for (const name of ['blink', 'eyeBlinkLeft', 'eyeBlinkRight'] as const) show(frame, name, 0.95 * down);
    for (const side of SIDES) {
      setArm(frame, side, {
        ...HANGING,
        direction: [0.2 - 0.08 * down, -1, 0.05 + 0.5 * down],
        elbow: 14 + 12 * down,
      });
      setHandShape(frame, side, 'relaxed');
    }
  },
};

const shrug: Move = {
  seconds: 2.2,
  bones: [...ARMS, ...HEAD],
  pose: (s, frame) => {
    const up = during(s, 0, 2.2, 0.6);
    for (const side of SIDES) {
      raise(
        frame,
        side,
        {
          direction: [0.34, -0.94, 0.1],
          twist: -6,
          elbow: 86,
          supination: 92,
          wristFlexion: -26,
          wristDeviation: 0,
        },
        up,
        'open',
      );
      setSided(frame, side, 'Shoulder', turn('z', 14 * up));
    }
    setHead(frame, 0, -2 * up, 11 * up);
  },
};

const dance: Move = {
  seconds: 4,
  bones: [...TORSO, ...HEAD, ...ARMS, ...LEGS],
  hips: true,
  expressions: ['happy'],
  pose: (s, frame) => {
    const beat = wave(s, 1);
    const bounce = 0.5 - 0.5 * Math.cos(2 * Math.PI * 2 * s);
    const drop = bendKnees(frame, 6 + 8 * bounce, 6 + 8 * bounce);
    frame.hips.set([0.05 * beat, -drop - 0.004, 0]);
    setBone(frame, 'hips', product(turn('y', 7 * beat), turn('z', -3 * beat)));
    SIDES.forEach((side) => {
      // The legs stay on the ground under hips that turn.
      const knee = 6 + 8 * bounce;
      setBone(
        frame,
        `${side}UpperLeg`,
        product(turn('z', 3 * beat + 3.4 * beat), turn('y', -7 * beat), turn('x', -knee)),
      );
      setBone(frame, `${side}Foot`, product(turn('x', -knee), turn('z', -3.4 * beat)));
    });
    bendSpine(frame, 2 + 3 * bounce, 6 * beat, -9 * beat);
    setHead(frame, 8 * beat, 4 * bounce, -7 * beat);
    for (const side of SIDES) {
      const sign = side === 'left' ? 1 : -1;
      const lift = 0.5 + 0.5 * sign * beat;
      setArm(frame, side, {
        direction: [0.55, -0.8 + 0.5 * lift, 0.32],
        twist: 30 + 24 * lift,
        elbow: 108 - 18 * lift,
        supination: 10,
        wristFlexion: 6 * wave(s, 2),
        wristDeviation: 0,
      });
      setHandShape(frame, side, 'fist', 0.7);
    }
    show(frame, 'happy', 0.7);
  },
};

/** Every animation that ships with Kagami, by the name of its file. The idle ones, sitting and dancing repeat without a seam. */
export const MOVES: Readonly<Record<string, Move>> = {
  bow,
  cheer,
  clap,
  dance,
  'idle-hip': idleHip,
  'idle-sway': idleSway,
  nod,
  peace,
  shake,
  shrug,
  'sit-think': sitThink,
  think,
  wave: waveHand,
};
