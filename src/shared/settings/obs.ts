import { z } from 'zod';
import { commandSchema } from '../commands';

/** OBS through its own WebSocket server. The password is not here: `main/services/secrets` keeps it. */
export const obsSettings = z.object({
  on: z.boolean().default(false),
  /** Name or IPv4 address of the computer that OBS runs on. */
  host: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i, 'a computer’s name or IP address is needed')
    .default('127.0.0.1'),
  port: z.number().int().min(1).max(65_535).default(4455),
  /** The scene that the set-up makes or updates. */
  scene: z.string().min(1).max(128).default('Kagami'),
  /** How the avatar gets into OBS; `auto` takes the Browser Source and, where OBS has none, the stream. */
  input: z.enum(['auto', 'browser', 'stream', 'window']).default('auto'),
  /** What Kagami does when OBS shows a scene; a patch replaces the list as a whole. */
  sceneCommands: z
    .array(z.object({ scene: z.string().min(1).max(256), command: commandSchema }))
    .max(64)
    .default([]),
});
