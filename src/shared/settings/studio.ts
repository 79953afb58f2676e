import { z } from 'zod';

export const studioSettings = z.object({
  theme: z.enum(['dark', 'light', 'auto']).default('dark'),
  /** Show the camera picture with its landmarks in Studio. It is never shown anywhere else. */
  preview: z.boolean().default(true),
  mirrorPreview: z.boolean().default(true),
  showLandmarks: z.boolean().default(true),
  /** BCP 47 tag; empty = the system's. */
  language: z.string().max(35).default(''),
});
