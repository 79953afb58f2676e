import { createClassicSolver } from './classic';
import { createDirectSolver } from './direct';
import type { Solver, SolverOptions } from './solver';

export { solverOptions } from './options';
export type { BodySize, Solver, SolverOptions } from './solver';

export type SolverKind = 'direct' | 'classic';

export const DEFAULT_SOLVER_OPTIONS: SolverOptions = { arms: 'angles', mode: 'upper' };

/** `direct` is Kagami's own solver; `classic` is Kalidokit's, as most apps of the field use it. */
export const createSolver = (kind: SolverKind, options: SolverOptions = DEFAULT_SOLVER_OPTIONS): Solver =>
  kind === 'classic' ? createClassicSolver(options) : createDirectSolver(options);
