import { z } from 'zod';

/** From a browser source, once a second. */
export const fromSource = z.object({
  type: z.literal('status'),
  width: z.number().int().min(0).max(16_384),
  height: z.number().int().min(0).max(16_384),
  renderRate: z.number().min(0).max(1000),
  /** See StageStatus. */
  latencyMs: z.number().min(0).max(60_000).optional(),
});

/** A connected browser source as it tells of itself. */
export type SourceReading = Omit<z.infer<typeof fromSource>, 'type'>;

export interface BrowserSourceState {
  /** What OBS is given; undefined while the output is off. Whoever has it sees the avatar. */
  url: string | undefined;
  /** Connected sources that have told of themselves. */
  sources: SourceReading[];
}
