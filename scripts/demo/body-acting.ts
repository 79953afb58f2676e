import { BONE_COUNT } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { type Side, setHandShape } from '../synthetic/joints-by-angle';
import {
  conjugate,
  createJoints,
  jointRotation,
  poseJoints,
  product,
  type Quaternion,
  setBone,
  type Vector,
} from '../synthetic/kinematics';
import { setStanding, setTorso } from '../synthetic/poses';
import { reachTo } from '../synthetic/reach';
import { during, SEQUENCES } from '../synthetic/sequences';
import { HUMAN_REST } from '../synthetic/skeleton';
import { LENGTH } from './face-acting';

const joints = createJoints();
const moved = createMotionFrame();

/** Of the left hand, metres: hanging, and beside the head. */
const HANGING_WRIST: Vector = [0.29, 0.9, 0.05];
const RAISED_WRIST: Vector = [0.36, 1.49, 0.21];
/** How far to the front the hand goes on its way, metres. */
const WAY_FORWARD = 0.16;

/** Raises a hand beside the head by `amount` (0 hanging .. 1 up), the palm to the front; `sway` (-1..1) waves it. */
const raiseHand = (frame: MotionFrame, side: Side, amount: number, sway = 0): void => {
  const sign = side === 'left' ? 1 : -1;
  const way = (k: 0 | 1 | 2): number => HANGING_WRIST[k] + (RAISED_WRIST[k] - HANGING_WRIST[k]) * amount;
  const turned = Math.PI * amount;
  moved.bones.set(frame.bones);
  reachTo(moved, HUMAN_REST, side, {
    wrist: [
      sign * (way(0) + 0.075 * sway),
      way(1) - 0.02 * sway * sway,
      way(2) + WAY_FORWARD * Math.sin(turned),
    ],
    pole: [sign, -1, -0.3],
    fingers: [sign * (0.12 * amount + 0.45 * sway), -Math.cos(turned), Math.sin(turned)],
    palm: [-sign * (1 - amount) - 0.15 * sign, 0, amount],
  });
  // The last of the way down is left to the hanging arm.
  mixBones(frame, moved, Math.min(1, amount * 5));
};

const EDGE = 0.9;

const wave = (seconds: number, frame: MotionFrame): void => {
  const amount = during(seconds, 7.9, 12.6, EDGE);
  if (amount <= 0) return;
  raiseHand(frame, 'right', amount, amount ** 3 * Math.sin(2 * Math.PI * 1.6 * seconds));
  setHandShape(frame, 'right', 'open', amount);
};

/** Peace and pointing up with the left hand, then okay with the right. */
const sign = (seconds: number, frame: MotionFrame): void => {
  const left = during(seconds, 18.9, 22.3, EDGE);
  if (left > 0) {
    raiseHand(frame, 'left', left);
    const points = during(seconds, 20.7, 22, 0.5);
    if (points > 0) setHandShape(frame, 'left', 'point', points);
    else setHandShape(frame, 'left', 'peace', during(seconds, 19, 20.8, 0.5));
  }
  const right = during(seconds, 21.5, 24.1, EDGE);
  if (right > 0) {
    raiseHand(frame, 'right', right);
    setHandShape(frame, 'right', 'okay', during(seconds, 21.7, 23.9, 0.6));
  }
};

const talk = (seconds: number, frame: MotionFrame): void => {
  const amount = during(seconds, 13.7, 19.1, EDGE);
  if (amount <= 0) return;
  SEQUENCES.talk(seconds, moved, HUMAN_REST);
  mixBones(frame, moved, amount);
};

/**
 * The demo's body: stands, sways, waves, talks with its hands and makes signs, under a head that is turned as given.
 * @param seconds 0..LENGTH; the end meets the beginning
 */
export const actBody = (seconds: number, head: Quaternion, out: MotionFrame): void => {
  setStanding(out);
  wave(seconds, out);
  talk(seconds, out);
  sign(seconds, out);
  const swing = (rounds: number, phase = 0): number =>
    Math.sin((2 * Math.PI * rounds * seconds) / LENGTH + phase);
  const yaw = (2 * Math.atan2(head[1], head[3]) * 180) / Math.PI;
  setTorso(out, 2 + swing(3), 1.6 * swing(2) + 0.6 * swing(5, 1), 2.5 * swing(3, 1) + 0.1 * yaw, 0.12 * yaw);
  turnHead(out, head);
};

/** Turns neck and head, half each, so that the head is turned in the world as `head` says. */
const turnHead = (frame: MotionFrame, head: Quaternion): void => {
  poseJoints(HUMAN_REST, frame, joints);
  const [x, y, z, w] = product(conjugate(jointRotation(joints, 'upperChest')), head);
  const sign = w < 0 ? -1 : 1;
  const length = Math.hypot(x, y, z, sign * w + 1);
  const half: Quaternion = [
    (sign * x) / length,
    (sign * y) / length,
    (sign * z) / length,
    (sign * w + 1) / length,
  ];
  setBone(frame, 'neck', half);
  setBone(frame, 'head', half);
};

/** Turns every bone of `frame` by `amount` of the way to `other`'s. */
const mixBones = (frame: MotionFrame, other: MotionFrame, amount: number): void => {
  for (let b = 0; b < BONE_COUNT; b++) {
    const at = b * 4;
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += frame.bones[at + k]! * other.bones[at + k]!;
    const angle = Math.acos(Math.min(1, Math.abs(dot)));
    const sine = Math.sin(angle);
    const here = sine < 1e-6 ? 1 - amount : Math.sin((1 - amount) * angle) / sine;
    const there = (sine < 1e-6 ? amount : Math.sin(amount * angle) / sine) * (dot < 0 ? -1 : 1);
    for (let k = 0; k < 4; k++)
      frame.bones[at + k] = here * frame.bones[at + k]! + there * other.bones[at + k]!;
  }
};
