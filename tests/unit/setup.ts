import fc from 'fast-check';
import { vi } from 'vitest';

// The same cases on every machine, so that a change that lands was tested as its author saw it; KAGAMI_SEED looks further.
fc.configureGlobal({ seed: Number(process.env.KAGAMI_SEED ?? 20261124) });

// Shared machines stall for seconds; what comes late has still come. Only a test that fails waits this long.
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, { timeout: 20_000, ...(typeof options === 'number' ? { timeout: options } : options) });
