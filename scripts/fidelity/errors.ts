import { mirrorMotionFrame } from '@motion/shape/mirror';
import { type BodySize, createSolver, type SolverKind } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { ROOM_CAMERA } from '../synthetic/camera';
import { createJoints, poseJoints } from '../synthetic/kinematics';
import { createPerson, REAL_NOISE } from '../synthetic/person';
import { HUMAN_REST } from '../synthetic/skeleton';
import type { Case } from './cases';
import { MEASURES } from './measures';
import { type Summary, summarise } from './statistics';

export interface ErrorTable {
  case: string;
  solver: SolverKind;
  noisy: boolean;
  mirror: boolean;
  /** By name of the measure. */
  rows: Map<string, Summary>;
}

export interface ErrorOptions {
  solver: SolverKind;
  noisy: boolean;
  mirror: boolean;
  /** Noise of the hands' landmarks, metres, in place of the usual. */
  handNoise?: number;
  /** Share of its depth that the body tracker shows; all of it where left out. */
  depth?: number;
  /** The person's own measures, as a calibration gives them. */
  body?: BodySize;
}

/** Degrees between the truth and the solver's answer over all poses of a case, by measure. */
export const measureErrors = (poses: Case, options: ErrorOptions): ErrorTable => {
  const { depth = 1, body } = options;
  const solver = createSolver(options.solver, { arms: 'angles', mode: poses.mode, body });
  solver.setRest(HUMAN_REST);
  const person = createPerson({
    camera: ROOM_CAMERA,
    seeAll: true,
    depth,
    ...(options.noisy ? { noise: { ...REAL_NOISE, hands: options.handNoise ?? REAL_NOISE.hands } } : {}),
  });
  const truth = createMotionFrame();
  const answer = createMotionFrame();
  const seen = createTrackingFrame();
  const [trueJoints, answerJoints] = [createJoints(), createJoints()];
  const measures = MEASURES.filter((measure) => poses.mode === 'full' || !measure.legs);
  const errors = new Map(measures.map(({ name }) => [name, [] as number[]]));
  for (let i = 0; i < poses.count; i++) {
    poses.pose(i, truth);
    if (!poses.continuous) solver.reset();
    person.see(truth, 1000 + (i * 1000) / 30, seen);
    solver.solve(seen, answer);
    if (options.mirror) {
      mirrorMotionFrame(truth);
      mirrorMotionFrame(answer);
    }
    poseJoints(HUMAN_REST, truth, trueJoints);
    poseJoints(HUMAN_REST, answer, answerJoints);
    for (const measure of measures)
      errors.get(measure.name)!.push(...measure.errors(trueJoints, answerJoints));
  }
  return {
    case: poses.name,
    ...options,
    rows: new Map(measures.map(({ name }) => [name, summarise(errors.get(name)!)])),
  };
};
