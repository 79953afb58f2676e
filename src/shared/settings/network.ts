import { z } from 'zod';

export const networkSettings = z.object({
  /** Nothing leaves this computer: no download, and no output or input beyond the loopback address. */
  offline: z.boolean().default(false),
});
