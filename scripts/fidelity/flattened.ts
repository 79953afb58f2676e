import { createCalibrator } from '@motion/shape/calibration';
import { RELAXED_POSE } from '@motion/shape/idle';
import { type BodySize, createSolver } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { ROOM_CAMERA } from '../synthetic/camera';
import { createPerson, REAL_NOISE } from '../synthetic/person';
import { HUMAN_REST } from '../synthetic/skeleton';
import type { Case } from './cases';
import { type ErrorTable, measureErrors } from './errors';

/** Rows that depth concerns. */
export const DEEP_ROWS = ['Shoulder line', 'Upper arm direction', 'Forearm direction'];

/** Errors of noisy landmarks of which the body's are flattened, without and with the measures of a calibration. */
export interface Flattened {
  /** Share of the depth that is left. */
  depth: number;
  plain: ErrorTable;
  calibrated: ErrorTable;
}

export const measureFlattened = (poses: Case): Flattened[] =>
  [1, 0.85, 0.7].map((depth) => {
    const options = { solver: 'direct', noisy: true, mirror: false, depth } as const;
    return {
      depth,
      plain: measureErrors(poses, options),
      calibrated: measureErrors(poses, { ...options, body: calibrate(depth) }),
    };
  });

/** The measures that the program's own calibration takes of someone who holds still with hanging arms, as flat as all else. */
const calibrate = (depth: number): BodySize => {
  const person = createPerson({ camera: ROOM_CAMERA, seeAll: true, depth, noise: REAL_NOISE });
  const solver = createSolver('direct', { arms: 'angles', mode: 'upper' });
  solver.setRest(HUMAN_REST);
  const calibrator = createCalibrator();
  const truth = createMotionFrame();
  truth.bones.set(RELAXED_POSE);
  const seen = createTrackingFrame();
  const solved = createMotionFrame();
  for (let i = 0; calibrator.progress < 1; i++) {
    person.see(truth, 1000 + (i * 1000) / 30, seen);
    solver.solve(seen, solved);
    calibrator.push(solved, seen);
  }
  return calibrator.finish()!;
};
