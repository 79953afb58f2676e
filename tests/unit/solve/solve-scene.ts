import { createSolver, type SolverOptions } from '@motion/solve';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type HumanoidBone, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { ROOM_CAMERA } from '../../../scripts/synthetic/camera';
import { createPerson } from '../../../scripts/synthetic/person';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';

export const DEGREES = 180 / Math.PI;

/** Angle in degrees between a bone's local rotations in two frames. */
export const boneAngle = (a: MotionFrame, b: MotionFrame, bone: HumanoidBone | number): number => {
  const at = (typeof bone === 'number' ? bone : BONE_INDEX[bone]) * 4;
  let dot = 0;
  let apart = 0;
  for (let k = 0; k < 4; k++) dot += a.bones[at + k]! * b.bones[at + k]!;
  for (let k = 0; k < 4; k++) apart += (a.bones[at + k]! - Math.sign(dot || 1) * b.bones[at + k]!) ** 2;
  // By the chord: an arc cosine of single-precision numbers is off by 0.03° at equal ones.
  return 4 * Math.asin(Math.min(1, Math.sqrt(apart) / 2)) * DEGREES;
};

/** The bone that differs most between two frames, and by how many degrees. */
export const mostDifferent = (
  a: MotionFrame,
  b: MotionFrame,
  among: (bone: HumanoidBone) => boolean = () => true,
): { bone: HumanoidBone; degrees: number } => {
  let most: { bone: HumanoidBone; degrees: number } = { bone: 'hips', degrees: 0 };
  for (let i = 0; i < BONE_COUNT; i++) {
    const degrees = boneAngle(a, b, i);
    if (degrees > most.degrees && among(HUMANOID_BONES[i]!)) most = { bone: HUMANOID_BONES[i]!, degrees };
  }
  return most;
};

/** A sentence for each number that no avatar could be posed with; none where the frame is sound. */
export const faultsOf = (frame: MotionFrame): string[] => {
  const faults: string[] = [];
  frame.values.forEach((value, i) => {
    if (!Number.isFinite(value)) faults.push(`value ${i} is ${value}`);
  });
  for (let i = 0; i < BONE_COUNT; i++) {
    const length = Math.hypot(...frame.bones.subarray(i * 4, i * 4 + 4));
    if (!(Math.abs(length - 1) < 1e-3)) faults.push(`${HUMANOID_BONES[i]} has length ${length}`);
  }
  frame.expressions.forEach((weight, i) => {
    if (!(weight >= 0 && weight <= 1)) faults.push(`expression ${i} is ${weight}`);
  });
  return faults;
};

/** A synthetic person before a camera that sees all of them, and the direct solver that follows them. */
export const createScene = (options: SolverOptions, avatar: RestPose = HUMAN_REST) => {
  const person = createPerson({ camera: ROOM_CAMERA, seeAll: true });
  const solver = createSolver('direct', options);
  solver.setRest(avatar);
  const truth = createMotionFrame();
  const seen = createTrackingFrame();
  return {
    truth,
    seen,
    solver,
    /** World transforms of the person seen last. */
    joints: person.joints,
    /** Sees `truth` at `time` (ms), lets `change` spoil what was seen, and solves it into a frame of its own. */
    solve: (time: number, change?: (seen: TrackingFrame) => void): MotionFrame => {
      person.see(truth, time, seen);
      change?.(seen);
      const out = createMotionFrame();
      solver.solve(seen, out);
      return out;
    },
  };
};
