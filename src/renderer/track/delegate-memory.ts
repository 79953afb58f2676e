import { z } from 'zod';

/** The faster delegate, and what drew WebGL where it was measured. */
export interface MeasuredDelegate {
  delegate: 'cpu' | 'gpu';
  /** As the graphics driver names it; empty where it could not be asked. */
  renderer: string;
}

/** What was measured at an earlier start: measuring anew would hold up every start by seconds. */
export interface DelegateMemory {
  read(): MeasuredDelegate | undefined;
  write(measured: MeasuredDelegate): void;
}

const KEY = 'kagami.delegate';
const measuredSchema = z.object({ delegate: z.enum(['cpu', 'gpu']), renderer: z.string().min(1).max(500) });

/** @param storage may refuse, as where a browser keeps nothing: then each start measures */
export const createDelegateMemory = (storage: () => Storage = () => localStorage): DelegateMemory => ({
  read() {
    try {
      return measuredSchema.safeParse(JSON.parse(storage().getItem(KEY) ?? 'null')).data;
    } catch {
      return undefined;
    }
  },
  write(measured) {
    // A GPU that could not be asked would not be known again.
    if (measured.renderer === '') return;
    try {
      storage().setItem(KEY, JSON.stringify(measured));
    } catch {
      // The next start measures.
    }
  },
});
