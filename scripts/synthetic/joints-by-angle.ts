import type { HumanoidBone } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { cross, product, type Quaternion, setBone, swing, turn, unit, type Vector } from './kinematics';

export type Side = 'left' | 'right';
export const SIDES: readonly Side[] = ['left', 'right'];
export const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;

/** Angles of an arm in degrees, the same for both sides. */
export interface ArmAngles {
  /** Where the upper arm points in the chest's axes: x away from the body's middle, y up, z front. */
  direction: Vector;
  /** Turn about the upper arm's own axis; positive raises a bent forearm. */
  twist: number;
  /** 0 = straight. */
  elbow: number;
  /** Turn of the forearm about its axis: 0 = palm down in T-pose; positive = palm to the front (supination). */
  supination: number;
  /** Positive bends the palm towards the forearm. */
  wristFlexion: number;
  /** Positive bends the hand to the thumb's side. */
  wristDeviation: number;
}

export const setArm = (frame: MotionFrame, side: Side, arm: ArmAngles): void => {
  const upper = product(swing([1, 0, 0], arm.direction), turn('x', -arm.twist));
  const lower = product(turn('y', -arm.elbow), turn('x', -arm.supination));
  const hand = product(turn('y', -arm.wristDeviation), turn('z', -arm.wristFlexion));
  setSided(frame, side, 'UpperArm', upper);
  setSided(frame, side, 'LowerArm', lower);
  setSided(frame, side, 'Hand', hand);
};

/** Degrees of flexion of a finger's three joints. */
export type Curl = readonly [knuckle: number, middle: number, end: number];

/** Finger flexion (positive = into the palm) and sideways spread (positive = to the thumb's side), degrees. */
export const setFinger = (
  frame: MotionFrame,
  side: Side,
  finger: (typeof FINGERS)[number],
  [knuckle, middle, end]: Curl,
  spread = 0,
): void => {
  setSided(frame, side, `${finger}Proximal`, product(turn('y', -spread), turn('z', -knuckle)));
  setSided(frame, side, `${finger}Intermediate`, turn('z', -middle));
  setSided(frame, side, `${finger}Distal`, turn('z', -end));
};

const THUMB: Vector = unit([0.76, -0.18, 0.63]);
/** Where the thumb's pad faces in T-pose: down and in. */
const THUMB_PAD: Vector = [0.35, -0.7, -0.6];
const THUMB_AXIS = unit(cross(THUMB, THUMB_PAD));

/** Flexion of the thumb's joints and its swing away from the palm (abduction), degrees. */
export const setThumb = (frame: MotionFrame, side: Side, [base, middle, end]: Curl, abduction = 0): void => {
  const flex = (degrees: number): Quaternion => {
    const half = (degrees * Math.PI) / 360;
    const s = Math.sin(half);
    return [THUMB_AXIS[0] * s, THUMB_AXIS[1] * s, THUMB_AXIS[2] * s, Math.cos(half)];
  };
  setSided(frame, side, 'ThumbMetacarpal', product(turn('x', abduction), flex(base)));
  setSided(frame, side, 'ThumbProximal', flex(middle));
  setSided(frame, side, 'ThumbDistal', flex(end));
};

/** Degrees of every joint of a hand, the same for both sides. */
export interface HandAngles {
  /** Index, middle, ring, little. */
  curls: readonly [Curl, Curl, Curl, Curl];
  spreads: readonly [number, number, number, number];
  thumb: Curl;
  abduction: number;
}

const STRAIGHT: Curl = [0, 0, 0];
const CLOSED: Curl = [80, 95, 60];
const CLOSED_THUMB = { thumb: [25, 35, 40] as Curl, abduction: 12 };

export const HAND_SHAPES = {
  open: {
    curls: [STRAIGHT, STRAIGHT, STRAIGHT, STRAIGHT],
    spreads: [8, 0, -6, -14],
    thumb: STRAIGHT,
    abduction: -5,
  },
  relaxed: {
    curls: [
      [16, 22, 12],
      [20, 26, 15],
      [24, 30, 18],
      [26, 32, 20],
    ],
    spreads: [2, 0, -1, -3],
    thumb: [10, 12, 12],
    abduction: 0,
  },
  fist: { curls: [CLOSED, CLOSED, CLOSED, CLOSED], spreads: [0, 0, 0, 0], ...CLOSED_THUMB },
  peace: { curls: [STRAIGHT, STRAIGHT, CLOSED, CLOSED], spreads: [11, -3, 0, 0], ...CLOSED_THUMB },
  point: { curls: [STRAIGHT, CLOSED, CLOSED, CLOSED], spreads: [0, 0, 0, 0], ...CLOSED_THUMB },
  thumbUp: {
    curls: [CLOSED, CLOSED, CLOSED, CLOSED],
    spreads: [0, 0, 0, 0],
    thumb: [-15, -5, 0],
    abduction: -25,
  },
  okay: {
    curls: [[45, 55, 35], [10, 8, 4], [4, 4, 2], STRAIGHT],
    spreads: [2, 0, -5, -12],
    thumb: [25, 30, 25],
    abduction: 12,
  },
} as const satisfies Record<string, HandAngles>;

export type HandShape = keyof typeof HAND_SHAPES;

/** A named hand shape, or a mix of it (`amount` 1) with relaxed fingers (0). */
export const setHandShape = (frame: MotionFrame, side: Side, shape: HandShape, amount = 1): void => {
  const from: HandAngles = HAND_SHAPES.relaxed;
  const to: HandAngles = HAND_SHAPES[shape];
  const mixCurl = (a: Curl, b: Curl): Curl => [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])];
  const mix = (a: number, b: number): number => a + (b - a) * amount;
  FINGERS.forEach((finger, i) => {
    const curl = mixCurl(from.curls[i]!, to.curls[i]!);
    setFinger(frame, side, finger, curl, mix(from.spreads[i]!, to.spreads[i]!));
  });
  setThumb(frame, side, mixCurl(from.thumb, to.thumb), mix(from.abduction, to.abduction));
};

/** Sets a bone of a side from its rotation on the left. */
export const setSided = (frame: MotionFrame, side: Side, part: string, [x, y, z, w]: Quaternion): void =>
  setBone(frame, `${side}${part}` as HumanoidBone, side === 'left' ? [x, y, z, w] : [x, -y, -z, w]);
