import { readFileSync } from 'node:fs';
import { createTakePlayer, readTake } from '@motion/codecs/take';
import { createShaper, type ShapeOptions, shapeOptions } from '@motion/shape/shaper';
import { createSolver, type SolverKind } from '@motion/solve';
import { EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { BONE_INDEX, type HumanoidBone, PARENT_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { Quaternion, Vector3 } from 'three';
import { decompressTake } from '../../../src/renderer/capture/take-compression';

/** One recorded moment: what was seen, what was solved from it. */
export interface Moment {
  seen: TrackingFrame;
  solved: MotionFrame;
}

const START = 1_700_000_000_000;

export const loadTake = async (file: string) => readTake(await decompressTake(readFileSync(file)));

/** A take through a solver, frame by frame. */
export const solveTake = async (file: string, kind: SolverKind): Promise<Moment[]> => {
  const take = await loadTake(file);
  const player = createTakePlayer(take, { loop: false });
  const solver = createSolver(kind);
  return [...take.times].map((time) => {
    const seen = createTrackingFrame();
    player.at(time, seen);
    const solved = createMotionFrame('tracking');
    solver.solve(seen, solved);
    return { seen, solved };
  });
};

/** What a Stage shows: solved frames, each pushed when it was seen, shaped at 60 frames a second. */
export const shapeMoments = (
  moments: readonly Moment[],
  options: Partial<ShapeOptions>,
): { time: number; shaped: MotionFrame }[] => {
  const shaper = createShaper({ ...shapeOptions(defaultSettings().motion), ...options });
  const shown: { time: number; shaped: MotionFrame }[] = [];
  const end = moments.at(-1)?.solved.time ?? 0;
  const pushed = createMotionFrame();
  let next = 0;
  for (let time = 0; time <= end + 50; time += 1000 / 60) {
    for (; next < moments.length && moments[next]!.solved.time <= time; next++) {
      const { solved } = moments[next]!;
      pushed.values.set(solved.values);
      pushed.drives.flags.set(solved.drives.flags);
      pushed.source = solved.source;
      pushed.time = START + solved.time;
      shaper.push(pushed);
    }
    const shaped = createMotionFrame();
    shaper.step(START + time, shaped);
    shown.push({ time, shaped });
  }
  return shown;
};

/** Rotation of a bone in the avatar's space. */
export const worldRotation = (frame: MotionFrame, bone: HumanoidBone): Quaternion => {
  const world = new Quaternion();
  for (let b: number = BONE_INDEX[bone]; b >= 0; b = PARENT_INDEX[b] ?? -1)
    world.premultiply(new Quaternion().fromArray(frame.bones, b * 4));
  return world;
};

/** Degrees that the head is turned to the avatar's own left. */
export const headYaw = (frame: MotionFrame): number => {
  const front = new Vector3(0, 0, 1).applyQuaternion(worldRotation(frame, 'head'));
  return (Math.atan2(front.x, front.z) * 180) / Math.PI;
};

/** Where a limb points in the avatar's space, from its bone's direction in T-pose. */
export const limbDirection = (frame: MotionFrame, bone: HumanoidBone): Vector3 =>
  new Vector3(bone.startsWith('left') ? 1 : -1, 0, 0).applyQuaternion(worldRotation(frame, bone));

export const expression = (frame: MotionFrame, name: ExpressionName): number =>
  frame.expressions[EXPRESSION_INDEX[name]] ?? 0;

/** Degrees that the face model says the head is turned to the person's own left. */
export const seenYaw = ({ face }: TrackingFrame): number =>
  (Math.atan2(face.matrix[8] ?? 0, face.matrix[10] ?? 1) * 180) / Math.PI;

/** Pearson's correlation. */
export const correlation = (a: readonly number[], b: readonly number[]): number => {
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
};
