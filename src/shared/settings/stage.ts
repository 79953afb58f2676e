import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

export const stageSettings = z.object({
  /** Size of the feed in pixels, whatever the window's. */
  width: z.number().int().min(64).max(7680).default(1280),
  height: z.number().int().min(64).max(4320).default(720),
  background: z.enum(['transparent', 'colour', 'gradient', 'image', 'video', 'room']).default('transparent'),
  /** `#rrggbb`; chroma green to start with. */
  colour: colour.default('#00b140'),
  shot: z.enum(['face', 'bust', 'half', 'full']).default('bust'),
  /** Highest frame rate; 0 = the display's. */
  maxFrameRate: z.number().int().min(0).max(240).default(60),
  antialias: z.boolean().default(true),
  outlines: z.boolean().default(true),
  alwaysOnTop: z.boolean().default(false),
  /** Clicks on the Stage windows go to what lies below. */
  clickThrough: z.boolean().default(false),
});
