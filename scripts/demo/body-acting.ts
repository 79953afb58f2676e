import { BONE_COUNT } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { type Side, setArm, setHandShape } from '../synthetic/joints-by-angle';
import {
  conjugate,
  createJoints,
  jointRotation,
  poseJoints,
  product,
  type Quaternion,
  setBone,
} from '../synthetic/kinematics';
import { setStanding, setTorso } from '../synthetic/poses';
import { during, SEQUENCES } from '../synthetic/sequences';
import { HUMAN_REST } from '../synthetic/skeleton';
import { LENGTH } from './face-acting';

/** A movement of arms and hands, and when it happens, seconds. */
interface Move {
  from: number;
  to: number;
  pose(seconds: number, frame: MotionFrame): void;
}

const showHand = (frame: MotionFrame, side: Side): void =>
  setArm(frame, side, {
    direction: [0.45, -0.8, 0.4],
    twist: 58,
    elbow: 122,
    supination: 10,
    wristFlexion: -4,
    wristDeviation: 0,
  });

const sign = (from: number, to: number, side: Side, shape: Parameters<typeof setHandShape>[2]): Move => ({
  from,
  to,
  pose: (_seconds, frame) => {
    setStanding(frame);
    showHand(frame, side);
    setHandShape(frame, side, shape);
  },
});

const MOVES: readonly Move[] = [
  { from: 7.9, to: 12.6, pose: (seconds, frame) => SEQUENCES.wave(seconds, frame, HUMAN_REST) },
  { from: 13.7, to: 19.1, pose: (seconds, frame) => SEQUENCES.talk(seconds, frame, HUMAN_REST) },
  sign(19, 21, 'left', 'peace'),
  sign(20.4, 22.2, 'left', 'point'),
  sign(21.6, 23.8, 'right', 'okay'),
];
const EDGE = 0.85;

const joints = createJoints();
const moved = createMotionFrame();

/**
 * The demo's body: stands, sways, waves, talks with its hands and makes signs, under a head that is turned as given.
 * @param seconds 0..LENGTH; the end meets the beginning
 */
export const actBody = (seconds: number, head: Quaternion, out: MotionFrame): void => {
  setStanding(out);
  for (const move of MOVES) {
    const amount = during(seconds, move.from, move.to, EDGE);
    if (amount <= 0) continue;
    move.pose(seconds, moved);
    mixBones(out, moved, amount);
  }
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
