import { z } from 'zod';

/** Which parts of the body go over VMC. */
export const vmcParts = z.object({
  /** Expressions, gaze, eyes and jaw. */
  face: z.boolean().default(true),
  /** Neck and head. */
  head: z.boolean().default(true),
  /** Trunk, legs and the place where the avatar stands. */
  body: z.boolean().default(true),
  /** From the shoulders to the wrists. */
  arms: z.boolean().default(true),
  /** Fingers. */
  hands: z.boolean().default(true),
});

export const udpPort = z.number().int().min(1024).max(65_535);
