import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Networks that were fitted without a person of the footage. */
export const heldOutFile = (person: string): string =>
  join(tmpdir(), 'kagami-arkit-labels', `without-${person}.json`);
