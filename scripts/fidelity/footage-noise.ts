import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createTakePlayer, readTake } from '@motion/codecs/take';
import { exp, log, multiply, multiplyInverse, normalise } from '@motion/shape/quaternion';
import { createSolver } from '@motion/solve';
import { BONE_COUNT } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { HUMAN_REST } from '../synthetic/skeleton';

/** The take that the project's own trackers made of someone whose head is still. */
const TAKE = 'tests/fixtures/moving-face.ktake';
/** Frames on each side that a frame is compared with. */
const REACH = 2;

/**
 * A person at rest with the noise of real footage: what each solved frame of the take differs by from the mean of the frames
 * around it, put on the first frame's pose.
 */
export const framesWithFootageNoise = (): MotionFrame[] => {
  const solved = solveTake();
  return solved.slice(REACH, -REACH).map((frame, i) => {
    const still = createMotionFrame('take');
    copyMotionFrame(solved[REACH]!, still);
    still.time = frame.time;
    for (let b = 0; b < BONE_COUNT; b++) addNoise(solved.slice(i, i + 2 * REACH + 1), b * 4, still);
    return still;
  });
};

const solveTake = (): MotionFrame[] => {
  const file = readFileSync(resolve(TAKE));
  const take = readTake(file[0] === 0x1f ? gunzipSync(file) : file);
  const player = createTakePlayer(take, { loop: false });
  const solver = createSolver('direct', { arms: 'angles', mode: 'upper' });
  solver.setRest(HUMAN_REST);
  const seen = createTrackingFrame();
  return Array.from(take.times, (time) => {
    player.at(time, seen);
    const frame = createMotionFrame('take');
    solver.solve(seen, frame);
    return frame;
  });
};

const addNoise = (around: readonly MotionFrame[], at: number, still: MotionFrame): void => {
  const mean = new Float64Array(4);
  const centre = around[REACH]!.bones.subarray(at, at + 4);
  for (const { bones } of around) {
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += bones[at + k]! * centre[k]!;
    for (let k = 0; k < 4; k++) mean[k]! += Math.sign(dot || 1) * bones[at + k]!;
  }
  normalise(mean, 0);
  const noise = new Float64Array(4);
  const vector = new Float64Array(3);
  multiplyInverse(mean, 0, centre, 0, noise, 0);
  log(noise, 0, vector, 0);
  // The mean holds a share of the frame itself.
  const count = around.length;
  for (let k = 0; k < 3; k++) vector[k]! *= Math.sqrt(count / (count - 1));
  exp(vector, 0, noise, 0);
  multiply(still.bones, at, noise, 0, still.bones, at);
};
