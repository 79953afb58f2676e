import { createCalibrator } from '@motion/shape/calibration';
import { createSolver } from '@motion/solve';
import type { Calibration } from '@shared/calibration';
import { createMotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import type { TrackingFrame } from '@shared/tracking-frame';

/** Watches a neutral pose in the landmarks that are tracked anyway. */
export interface CalibrationWatch {
  push(frame: TrackingFrame): void;
  /** 0..1 */
  readonly progress: number;
  /** Undefined while the face has not been seen for long enough. */
  finish(): Calibration | undefined;
}

/** Solves with a solver of its own, as the running one belongs to the pipeline: for three seconds, 0.2 ms a frame. */
export const watchNeutralPose = ({ motion, tracking }: Settings): CalibrationWatch => {
  const solver = createSolver(motion.solver, { arms: motion.arms, mode: tracking.mode });
  const calibrator = createCalibrator();
  const solved = createMotionFrame('tracking');
  return {
    push(frame) {
      solver.solve(frame, solved);
      calibrator.push(solved, frame);
    },
    get progress() {
      return calibrator.progress;
    },
    finish: calibrator.finish,
  };
};
