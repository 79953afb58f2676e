import type { OutputId, OutputState } from '@shared/outputs';

/**
 * One way out. The registry starts it when it is wanted and stops it when it is not, each at most once in a row; what it is set to
 * (port, size …) it follows by itself while it runs. Neither call throws or waits: what goes wrong is told as a state.
 */
export interface Output {
  readonly id: OutputId;
  readonly state: OutputState;
  start(): void;
  /** Closes whatever was opened. Also called at the program's end. */
  stop(): void;
  /** @returns its unsubscribe function */
  onChange(listener: (state: OutputState) => void): () => void;
}
