import type { RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import type { TrackingFrame } from '@shared/tracking-frame';

/** What a calibration measured of a person; metres, 0 = not known. */
export interface BodySize {
  shoulderWidth: number;
  /** From shoulder over elbow to wrist. */
  armLength: number;
}

export interface SolverOptions {
  /** `angles` copies joint angles, `reach` places the hands (direct solver only). */
  arms: 'angles' | 'reach';
  /** `full` solves legs and hips position too. */
  mode: 'face' | 'upper' | 'full';
  /** The person's face at rest (`Calibration.faceRest`), for trackers that give no blendshapes (direct solver only). */
  faceRest?: readonly number[];
  /** The person's own measures, by which depth is restored that the body tracker has flattened (direct solver only). */
  body?: BodySize;
}

/**
 * Turns landmarks into the motion of a VRM 1.0 normalised humanoid. Never mirrors and never smooths: left is left, and
 * what comes out belongs to the frame that went in. Writes `out` in place; allocates nothing per frame.
 */
export interface Solver {
  /** Solves `frame` into `out` (time, bones, expressions, hips, gaze, confidence and what it drives). */
  solve(frame: TrackingFrame, out: MotionFrame): void;
  /** The avatar that the answer is for; without it a standard human is assumed. */
  setRest(rest: RestPose): void;
  setOptions(options: SolverOptions): void;
  /** Forgets what was seen before: a new source. */
  reset(): void;
}
