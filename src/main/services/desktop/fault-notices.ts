import { OUTPUT_IDS, type OutputId, type OutputState } from '@shared/outputs';

/** A note of the system's: which output failed, and why. */
export interface FaultNotice {
  output: OutputId;
  /** Whole sentences. */
  body: string;
}

/** An output that fails again within so long is not told again, milliseconds. */
const QUIET = 60_000;

/**
 * Finds the outputs that have just failed. Each fault is told once, not with every state that repeats it; one that comes and goes is
 * told at most once a minute.
 */
export const createFaultNotices = (): ((states: readonly OutputState[], now: number) => FaultNotice[]) => {
  const failing = new Set<OutputId>();
  const toldAt = new Map<OutputId, number>();
  return (states, now) => {
    const notices: FaultNotice[] = [];
    for (const id of OUTPUT_IDS) {
      const output = states.find((state) => state.id === id);
      if (output?.state !== 'error') {
        failing.delete(id);
        continue;
      }
      if (failing.has(id)) continue;
      failing.add(id);
      if (now - (toldAt.get(id) ?? Number.NEGATIVE_INFINITY) < QUIET) continue;
      toldAt.set(id, now);
      notices.push({ output: id, body: [output.message, output.action].filter(Boolean).join(' ') });
    }
    return notices;
  };
};
