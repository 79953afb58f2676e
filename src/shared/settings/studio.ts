import { z } from 'zod';

export const studioSettings = z.object({
  theme: z.enum(['dark', 'light', 'auto']).default('dark'),
  /** Show the camera picture with its landmarks in Studio. It is never shown anywhere else. */
  preview: z.boolean().default(true),
  mirrorPreview: z.boolean().default(true),
  showLandmarks: z.boolean().default(true),
  /** Show the avatar large in the middle of Studio. */
  avatarView: z.boolean().default(true),
  /** Hide the camera picture while an output is live: a screen share may show Studio. */
  hidePreviewWhenLive: z.boolean().default(true),
  /** The first-run wizard was gone through or closed. */
  welcomed: z.boolean().default(false),
  /** BCP 47 tag; empty = the system's. */
  language: z.string().max(35).default(''),
});
