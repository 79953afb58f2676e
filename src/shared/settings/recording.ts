import { z } from 'zod';

/** Video files of the Stage. */
export const recordingSettings = z.object({
  /** WebM keeps the transparent background; MP4 opens everywhere. */
  format: z.enum(['webm', 'mp4']).default('webm'),
  quality: z.enum(['low', 'medium', 'high']).default('high'),
  /** Record the microphone too. Off closes it. */
  microphone: z.boolean().default(false),
  /** Record texts that the avatar speaks, where the Stage plays them. */
  speech: z.boolean().default(false),
  /** Microphone by `deviceId`; empty = the system's. */
  deviceId: z.string().max(512).default(''),
  deviceLabel: z.string().max(512).default(''),
  /** How much of what was just shown is kept in memory to be saved afterwards, seconds; 0 = nothing. */
  replaySeconds: z.number().int().min(0).max(120).default(0),
});

export type RecordingSettings = z.infer<typeof recordingSettings>;
