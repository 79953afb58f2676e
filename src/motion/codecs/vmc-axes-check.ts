import { BONE_INDEX } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';

/**
 * How a sender's rotations lie: as the protocol says; turned about the vertical by half a turn, as of a VRM 0 model that faces the other
 * way; or mirrored, as of axes of the other handedness with the names of the sides left alone.
 */
export type VmcAxes = 'standard' | 'turned' | 'mirrored';

/** Judges by what bodies do for most of the time: upper arms hang, and knees bend backwards. */
export interface AxesCheck {
  see(frame: MotionFrame): void;
  /** Undefined until enough was seen, or where the sender moves no arms. */
  readonly verdict: VmcAxes | undefined;
  reset(): void;
}

/** Frames that are remembered, as a fading mean: three seconds at 60 a second. */
const MEMORY = 180;
/** Sine of half the angle that an arm must hang or rise from the horizontal by, on average: 25°. */
const CLEAR_ARM = 0.22;
/** The same of a knee: 12°. Straight legs say nothing. */
const CLEAR_KNEE = 0.1;

export const createAxesCheck = (): AxesCheck => {
  let seen = 0;
  let arms = 0;
  let knees = 0;

  const forget = (): void => {
    seen = 0;
    arms = 0;
    knees = 0;
  };

  return {
    see({ bones, drives }) {
      if (!drives.bones[LEFT_ARM] || !drives.bones[RIGHT_ARM]) return;
      seen = Math.min(seen + 1, MEMORY);
      // About +Z, which the front faces, the left arm hangs by a negative turn and the right arm by a positive one. Where a person
      // raises one arm the other still tells.
      const hang = Math.max(-zOf(bones, LEFT_ARM), zOf(bones, RIGHT_ARM));
      const rise = Math.max(zOf(bones, LEFT_ARM), -zOf(bones, RIGHT_ARM));
      arms += ((hang > rise ? hang : -rise) - arms) / seen;
      knees += ((bend(bones, LEFT_KNEE) + bend(bones, RIGHT_KNEE)) / 2 - knees) / seen;
    },
    get verdict() {
      if (seen < MEMORY || Math.abs(arms) < CLEAR_ARM) return undefined;
      if (arms > 0) return 'standard';
      return knees > CLEAR_KNEE ? 'mirrored' : 'turned';
    },
    reset: forget,
  };
};

const { leftUpperArm: LEFT_ARM, rightUpperArm: RIGHT_ARM } = BONE_INDEX;
const { leftLowerLeg: LEFT_KNEE, rightLowerLeg: RIGHT_KNEE } = BONE_INDEX;

/** z of the rotation with w positive: both signs are the same rotation. */
const zOf = (bones: Float32Array, bone: number): number =>
  bones[bone * 4 + 3]! < 0 ? -bones[bone * 4 + 2]! : bones[bone * 4 + 2]!;

/** Positive where the knee bends backwards. */
const bend = (bones: Float32Array, bone: number): number =>
  bones[bone * 4 + 3]! < 0 ? -bones[bone * 4]! : bones[bone * 4]!;

/** Rights a rotation in place, in MotionFrame's axes. Its own inverse. */
export const rightRotation = (axes: VmcAxes, q: Float32Array, at: number): void => {
  if (axes === 'standard') return;
  q[at + 2] = -q[at + 2]!;
  if (axes === 'turned') q[at] = -q[at]!;
  else q[at + 1] = -q[at + 1]!;
};

/** Rights a position likewise. */
export const rightPosition = (axes: VmcAxes, p: Float32Array): void => {
  if (axes === 'standard') return;
  p[0] = -p[0]!;
  if (axes === 'turned') p[2] = -p[2]!;
};
