import type { RestPose } from '@shared/humanoid';
import { type MotionFrame, resetMotionFrame } from '@shared/motion-frame';
import {
  type ArmAngles,
  FINGERS,
  SIDES,
  type Side,
  setArm,
  setFinger,
  setHandShape,
  setThumb,
} from './joints-by-angle';
import { product, type Quaternion, setBone, turn, type Vector } from './kinematics';
import type { Random } from './random';
import { reachTo } from './reach';
import { HUMAN_REST } from './skeleton';

const HANGING: ArmAngles = {
  direction: [0.17, -1, 0.05],
  twist: 0,
  elbow: 12,
  supination: 0,
  wristFlexion: 3,
  wristDeviation: 0,
};

/** Arms at the sides, fingers at ease. */
export const setStanding = (frame: MotionFrame): void => {
  resetMotionFrame(frame);
  for (const side of SIDES) {
    setArm(frame, side, HANGING);
    setHandShape(frame, side, 'relaxed');
  }
};

/**
 * Head rotation, shared half and half by neck and head, degrees: yaw positive to the person's left, pitch positive down,
 * roll positive tilts it to the person's right shoulder.
 */
export const setHead = (frame: MotionFrame, yaw: number, pitch: number, roll: number): void => {
  const half = product(turn('y', yaw / 2), turn('x', pitch / 2), turn('z', roll / 2));
  setBone(frame, 'neck', half);
  setBone(frame, 'head', half);
};

/** Lean of the whole torso from the hips, and a twist shared by the spine. Degrees about x (forward), z and y. */
export const setTorso = (
  frame: MotionFrame,
  lean: number,
  side: number,
  hipsYaw: number,
  twist: number,
): void => {
  setBone(frame, 'hips', product(turn('y', hipsYaw), turn('z', side), turn('x', lean)));
  const third: Quaternion = turn('y', twist / 3);
  for (const bone of ['spine', 'chest', 'upperChest'] as const) setBone(frame, bone, third);
};

/** A random pose of someone at a desk, within human joint limits. */
export const setDeskPose = (frame: MotionFrame, random: Random): void => {
  resetMotionFrame(frame);
  const { uniform } = random;
  setTorso(frame, uniform(-8, 18), uniform(-10, 10), uniform(-15, 15), uniform(-15, 15));
  setHead(frame, uniform(-45, 45), uniform(-25, 30), uniform(-20, 20));
  for (const side of SIDES) {
    setArm(frame, side, {
      direction: randomArmDirection(random),
      twist: uniform(-20, 75),
      elbow: uniform(0, 1) < 0.1 ? uniform(0, 8) : uniform(8, 140),
      supination: uniform(-70, 80),
      wristFlexion: uniform(-45, 55),
      wristDeviation: uniform(-20, 18),
    });
    setRandomFingers(frame, side, random);
  }
};

/** Upper arms go anywhere from hanging to raised, more often low, seldom far behind the back. */
const randomArmDirection = ({ uniform }: Random): Vector => {
  const elevation = ((-85 + 125 * uniform(0, 1) ** 1.5) * Math.PI) / 180;
  const azimuth = (uniform(-20, 110) * Math.PI) / 180;
  return [
    Math.cos(elevation) * Math.cos(azimuth),
    Math.sin(elevation),
    Math.cos(elevation) * Math.sin(azimuth),
  ];
};

const setRandomFingers = (frame: MotionFrame, side: Side, { uniform }: Random): void => {
  for (const finger of FINGERS) {
    const middle = uniform(0, 95);
    setFinger(frame, side, finger, [uniform(-10, 85), middle, middle * uniform(0.5, 0.8)], uniform(-12, 12));
  }
  setThumb(frame, side, [uniform(-15, 25), uniform(-5, 45), uniform(-10, 60)], uniform(-20, 20));
};

/** Standing with legs moving too, for full-body mode. */
export const setFullBodyPose = (frame: MotionFrame, random: Random): void => {
  setDeskPose(frame, random);
  const { uniform } = random;
  for (const side of SIDES) {
    const sign = side === 'left' ? 1 : -1;
    setBone(
      frame,
      `${side}UpperLeg`,
      product(
        turn('z', sign * uniform(-5, 25)),
        turn('x', -uniform(-15, 70)),
        turn('y', sign * uniform(-10, 25)),
      ),
    );
    setBone(frame, `${side}LowerLeg`, turn('x', uniform(2, 90)));
    setBone(frame, `${side}Foot`, product(turn('x', uniform(-15, 25)), turn('y', sign * uniform(-10, 15))));
  }
  frame.hips.set([uniform(-0.2, 0.2), uniform(-0.1, 0.02), uniform(-0.2, 0.2)]);
};

/** A pose by name over {@link HUMAN_REST} or another rest pose. */
export type PoseName = keyof typeof POSES;

export const setPose = (frame: MotionFrame, name: PoseName, rest: RestPose = HUMAN_REST): void => {
  setStanding(frame);
  POSES[name](frame, rest);
};

const bothArms = (
  frame: MotionFrame,
  arm: Partial<ArmAngles>,
  shape: Parameters<typeof setHandShape>[2],
): void => {
  for (const side of SIDES) {
    setArm(frame, side, { ...HANGING, elbow: 0, wristFlexion: 0, ...arm });
    setHandShape(frame, side, shape);
  }
};

const RAISED: ArmAngles = {
  direction: [0.55, -0.75, 0.25],
  twist: 60,
  elbow: 125,
  supination: 10,
  wristFlexion: -5,
  wristDeviation: 0,
};

const oneHand =
  (shape: Parameters<typeof setHandShape>[2]) =>
  (frame: MotionFrame): void => {
    setArm(frame, 'right', RAISED);
    setHandShape(frame, 'right', shape);
  };

/** Mirrors a vector for the right side. */
const sided = (side: Side, [x, y, z]: Vector): Vector => [side === 'left' ? x : -x, y, z];

const bothReach = (
  frame: MotionFrame,
  rest: RestPose,
  target: { wrist: Vector; pole: Vector; fingers: Vector; palm: Vector },
): void => {
  for (const side of SIDES)
    reachTo(frame, rest, side, {
      wrist: sided(side, target.wrist),
      pole: sided(side, target.pole),
      fingers: sided(side, target.fingers),
      palm: sided(side, target.palm),
    });
};

const POSES = {
  standing: () => {},
  tPose: (frame) => bothArms(frame, { direction: [1, 0, 0] }, 'open'),
  aPose: (frame) => bothArms(frame, { direction: [1, -1, 0] }, 'open'),
  armsUp: (frame) => bothArms(frame, { direction: [0.3, 1, 0.1], twist: 20, elbow: 15 }, 'open'),
  armsForward: (frame) => bothArms(frame, { direction: [0.1, 0, 1], twist: 60, elbow: 5 }, 'open'),
  wave: oneHand('open'),
  fist: oneHand('fist'),
  peace: oneHand('peace'),
  point: oneHand('point'),
  okay: oneHand('okay'),
  thumbsUp: (frame, rest) => {
    reachTo(frame, rest, 'right', {
      wrist: [-0.2, 1.25, 0.32],
      pole: [-0.6, -1, -0.2],
      fingers: [0.7, 0.1, 0.7],
      palm: [0.7, 0, -0.7],
    });
    setHandShape(frame, 'right', 'thumbUp');
  },
  handsTogether: (frame, rest) => {
    bothReach(frame, rest, {
      wrist: [0.03, 1.22, 0.27],
      pole: [1, -1, -0.2],
      fingers: [0, 0.9, 0.4],
      palm: [-1, 0, 0],
    });
    for (const side of SIDES) setHandShape(frame, side, 'open');
  },
  handToCheek: (frame, rest) => {
    reachTo(frame, rest, 'left', {
      wrist: [0.12, 1.47, 0.13],
      pole: [1, -1, 0.3],
      fingers: [-0.1, 1, -0.15],
      palm: [-1, 0, -0.3],
    });
    setHandShape(frame, 'left', 'relaxed');
  },
  handsOnHips: (frame, rest) => {
    bothReach(frame, rest, {
      wrist: [0.24, 1.0, 0.02],
      pole: [1, 0.1, -0.5],
      fingers: [-0.6, -0.5, 0.6],
      palm: [-0.8, 0.1, -0.6],
    });
  },
  armsCrossed: (frame, rest) => {
    reachTo(frame, rest, 'left', {
      wrist: [-0.1, 1.2, 0.22],
      pole: [1, -0.8, 0.1],
      fingers: [-1, 0.1, 0],
      palm: [0, 0, -1],
    });
    reachTo(frame, rest, 'right', {
      wrist: [0.1, 1.17, 0.27],
      pole: [-1, -0.8, 0.1],
      fingers: [1, 0.15, 0],
      palm: [0, -0.2, -1],
    });
  },
  chinRest: (frame, rest) => {
    setTorso(frame, 10, 0, 0, 0);
    setHead(frame, 0, -5, 6);
    reachTo(frame, rest, 'right', {
      wrist: [-0.05, 1.38, 0.28],
      pole: [-0.5, -1, 0.4],
      fingers: [0.1, 1, 0.1],
      palm: [0.2, 0.3, -1],
    });
    setHandShape(frame, 'right', 'fist');
  },
  lookLeft: (frame) => setHead(frame, 35, 0, 0),
  lookRight: (frame) => setHead(frame, -35, 0, 0),
  lookUp: (frame) => setHead(frame, 0, -25, 0),
  lookDown: (frame) => setHead(frame, 0, 25, 0),
  tiltHead: (frame) => setHead(frame, 0, 0, 20),
} satisfies Record<string, (frame: MotionFrame, rest: RestPose) => void>;

export const POSE_NAMES = Object.keys(POSES) as PoseName[];
