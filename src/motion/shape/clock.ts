import type { Milliseconds } from '@shared/clock';

/** The time of one step of the shape stage. Passed as an object, as numbers passed one by one would be boxed at every call. */
export interface StepClock {
  now: Milliseconds;
  /** Since the last step; 0 for the first, and never more than a moment: after a pause motion goes on, it does not jump. */
  elapsed: Milliseconds;
}
