import type { Calibration } from '@shared/calibration';
import type { Settings } from '@shared/settings';
import type { SolverOptions } from './solver';

/** What the user sets of the solver, and what a calibration of the source measured of the person. */
export const solverOptions = (
  { motion, tracking }: Pick<Settings, 'motion' | 'tracking'>,
  calibration?: Calibration,
): SolverOptions => ({
  arms: motion.arms,
  mode: tracking.mode,
  faceRest: calibration?.faceRest,
  body: calibration && { shoulderWidth: calibration.shoulderWidth, armLength: calibration.armLength },
});
