import { createShaper, type ShapeOptions, type Shaper, shapeOptions } from '@motion/shape/shaper';
import { BONE_INDEX, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { createJoints, jointPosition, poseJoints, type Vector } from '../../../scripts/synthetic/kinematics';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';

/** A start on the real clock. */
export const EPOCH = 1.7e12;

export const still = (change: Partial<ShapeOptions> = {}): ShapeOptions => ({
  ...shapeOptions(defaultSettings().motion),
  mirror: false,
  idle: 0,
  ...change,
});

export const createTestShaper = (change: Partial<ShapeOptions> = {}): Shaper => {
  const shaper = createShaper(still(change));
  shaper.setRest(HUMAN_REST);
  return shaper;
};

/** Everything seen; clears the flags of bones whose name matches `unseen`. */
export const seen = (frame: MotionFrame, unseen?: RegExp): MotionFrame => {
  frame.drives.flags.fill(1);
  frame.confidence.fill(1);
  if (unseen)
    for (const bone of HUMANOID_BONES) if (unseen.test(bone)) frame.drives.bones[BONE_INDEX[bone]] = 0;
  return frame;
};

export interface Moment {
  seconds: number;
  frame: MotionFrame;
}

/** Runs a shaper for a while: `source` gives the tracked frame of a moment, or nothing. Calls `look` after each step. */
export const run = (
  shaper: Shaper,
  seconds: number,
  source: (seconds: number, frame: MotionFrame) => boolean,
  look: (moment: Moment) => void,
  rates = { samples: 30, display: 60 },
  from = 0,
): void => {
  const [tracked, out] = [createMotionFrame('tracking'), createMotionFrame()];
  let nextSample = from;
  for (let i = 0; i < seconds * rates.display; i++) {
    const now = from + i / rates.display;
    if (now >= nextSample - 1e-9) {
      nextSample += 1 / rates.samples;
      if (source(now, tracked)) {
        tracked.time = EPOCH + now * 1000 - 30;
        shaper.push(tracked);
      }
    }
    shaper.step(EPOCH + now * 1000, out);
    look({ seconds: now, frame: out });
  }
};

const joints = createJoints();
export const positionOf = (frame: MotionFrame, bone: HumanoidBone): Vector =>
  jointPosition(poseJoints(HUMAN_REST, frame, joints), bone);

export const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((v, k) => v - b[k]!));

/** Degrees between a bone's rotations in two frames. */
export const turned = (a: ArrayLike<number>, b: ArrayLike<number>, bone: HumanoidBone): number => {
  const at = BONE_INDEX[bone] * 4;
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += a[at + k]! * b[at + k]!;
  return (2 * Math.acos(Math.min(1, Math.abs(dot))) * 180) / Math.PI;
};

/** Largest turn of any bone between consecutive moments, degrees. */
export const createJumpMeter = () => {
  let last: Float32Array | undefined;
  const meter = {
    worst: 0,
    worstBone: '',
    look: ({ frame }: Moment): void => {
      if (last)
        for (const bone of HUMANOID_BONES) {
          const angle = turned(last, frame.bones, bone);
          if (angle > meter.worst) {
            meter.worst = angle;
            meter.worstBone = bone;
          }
        }
      last = Float32Array.from(frame.bones);
    },
  };
  return meter;
};
