import { z } from 'zod';

/** Even, as video formats that halve the colour's resolution need it. */
const evenPixels = (most: number) => z.number().int().min(64).max(most).multipleOf(2);
const frameRate = z.number().int().min(1).max(60);

/** Frames with alpha over loopback TCP, for a Media Source in OBS. */
export const obsStreamSettings = z.object({
  on: z.boolean().default(false),
  port: z.number().int().min(1024).max(65_535).default(39_642),
  width: evenPixels(3840).default(1280),
  height: evenPixels(2160).default(720),
  /** Frames a second. */
  rate: frameRate.default(30),
});

/** A camera that other programs can choose. */
export const virtualCameraSettings = z.object({
  on: z.boolean().default(false),
  /** `auto` takes the first that is there on this system. */
  driver: z.enum(['auto', 'pipewire', 'v4l2loopback', 'obs-queue', 'obs']).default('auto'),
  width: evenPixels(3840).default(1280),
  height: evenPixels(2160).default(720),
  /** Frames a second. */
  rate: frameRate.default(30),
  /** `#rrggbb` behind the avatar: a camera's picture has no alpha. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#2b2d33'),
});
