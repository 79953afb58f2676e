import { z } from 'zod';

/** Where frames come from. */
export const captureSettings = z.object({
  /** Whether the source runs. Off closes the camera. */
  running: z.boolean().default(true),
  /** The panic key closed the camera: the same key opens it again. */
  panicked: z.boolean().default(false),
  source: z.enum(['camera', 'file', 'take']).default('camera'),
  /** Camera by `deviceId`; empty = the system's first. The label finds it again when the browser changes its ids. */
  deviceId: z.string().max(512).default(''),
  deviceLabel: z.string().max(512).default(''),
  /** Pixels asked of the camera; it may give others. */
  width: z.number().int().min(160).max(3840).default(640),
  height: z.number().int().min(120).max(2160).default(480),
  /** Frames a second asked of the camera. */
  frameRate: z.number().min(5).max(120).default(30),
  /** Name of the take that plays when `source` is `take`; `demo` ships with the app. */
  take: z.string().max(128).default('demo'),
  /** Begins anew at its end; otherwise the avatar idles then. */
  takeLoop: z.boolean().default(true),
  /** Part of the take that plays, ms; an end of 0 = all of it. */
  takeFrom: z.number().min(0).max(86_400_000).default(0),
  takeTo: z.number().min(0).max(86_400_000).default(0),
});
