import { createCalibrator } from '@motion/shape/calibration';
import { createSolver } from '@motion/solve';
import { createFaceRestWatch } from '@motion/solve/face/face-rest';
import type { Calibration } from '@shared/calibration';
import { createMotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import { copyTrackingFrame, createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';

/** Watches a neutral pose in the landmarks that are tracked anyway. */
export interface CalibrationWatch {
  push(frame: TrackingFrame): void;
  /** 0..1 */
  readonly progress: number;
  /** Undefined while the face has not been seen for long enough. */
  finish(): Calibration | undefined;
}

/** Frames that are kept to be looked at again: ten seconds at 60 a second, 8 kB each. */
const MOST_FRAMES = 600;

/**
 * Solves with a solver of its own, as the running one belongs to the pipeline: for three seconds, 0.2 ms a frame. Where the
 * tracker gives no blendshapes, the face at rest is learnt first, and the weights at rest are those that are left with it.
 */
export const watchNeutralPose = ({ motion, tracking }: Settings): CalibrationWatch => {
  const look = (faceRest?: readonly number[]) => {
    const solver = createSolver(motion.solver, { arms: motion.arms, mode: tracking.mode, faceRest });
    const calibrator = createCalibrator();
    const solved = createMotionFrame('tracking');
    return {
      calibrator,
      push(frame: TrackingFrame): void {
        solver.solve(frame, solved);
        calibrator.push(solved, frame);
      },
    };
  };
  const first = look();
  const face = createFaceRestWatch();
  const kept: TrackingFrame[] = [];
  return {
    push(frame) {
      first.push(frame);
      face.push(frame);
      if (kept.length === MOST_FRAMES) kept.shift();
      const copy = createTrackingFrame();
      copyTrackingFrame(frame, copy);
      kept.push(copy);
    },
    get progress() {
      return first.calibrator.progress;
    },
    finish() {
      const faceRest = motion.solver === 'direct' ? face.finish() : undefined;
      if (faceRest === undefined) return first.calibrator.finish();
      const second = look(faceRest);
      for (const frame of kept) second.push(frame);
      const calibration = second.calibrator.finish();
      return calibration && { ...calibration, faceRest };
    },
  };
};
