import type { Milliseconds } from '@shared/clock';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import type { StepClock } from './clock';
import type { RotationFollowers } from './follower';
import { blend, copyQuaternion, logDifference } from './quaternion';

/** Fastest that a hand comes back or goes away, and fastest that a tracked one moves, m/s on an adult's arm. */
export const RETURN_SPEED = 1.4;
export const TRACKED_SPEED = 7;
/** How long a hand must have been back before it may move freely again, ms. */
const TRUST_TIME: Milliseconds = 500;

const BONES = ['Shoulder', 'UpperArm', 'LowerArm', 'Hand'] as const;
/** Metres from each joint to the hand's middle on a straight adult's arm: what a radian a second there moves it by. */
const RADII = Float64Array.of(0.79, 0.64, 0.33, 0.08);

/**
 * Keeps an arm from flinging: bounds the speed of its hand, more tightly while it appears or goes. The bound adds up what each
 * joint's turn can move the hand by, so the true speed is never higher.
 */
export const createHandSpeedLimit = (side: 'left' | 'right') => {
  const bones = Uint8Array.from(BONES, (part) => BONE_INDEX[`${side}${part}` as HumanoidBone]);
  const before = new Float64Array(bones.length * 4);
  const turn = new Float64Array(3);
  const share = new Float64Array(1);
  let trust = 0;
  return {
    bones,
    /** Remembers where the arm is. */
    remember: (arm: RotationFollowers): void => {
      for (let i = 0; i < bones.length; i++) copyQuaternion(arm.values, bones[i]! * 4, before, i * 4);
    },
    /** Holds back what has moved too far since {@link remember}. `settled`: the arm is tracked and fully faded in. */
    limit: (arm: RotationFollowers, { elapsed }: StepClock, settled: boolean): void => {
      trust = settled ? Math.min(1, trust + elapsed / TRUST_TIME) : 0;
      const allowed = ((RETURN_SPEED + (TRACKED_SPEED - RETURN_SPEED) * trust * trust) * elapsed) / 1000;
      let moved = 0;
      for (let i = 0; i < bones.length; i++) {
        logDifference(before, i * 4, arm.values, bones[i]! * 4, turn, 0);
        moved += RADII[i]! * Math.sqrt(turn[0]! * turn[0]! + turn[1]! * turn[1]! + turn[2]! * turn[2]!);
      }
      if (moved <= allowed) return;
      share[0] = allowed / moved;
      for (let i = 0; i < bones.length; i++) {
        const b = bones[i]!;
        blend(before, i * 4, arm.values, b * 4, share, 0, arm.values, b * 4);
        for (let k = 0; k < 3; k++) arm.velocities[b * 3 + k]! *= share[0]!;
      }
    },
  };
};
