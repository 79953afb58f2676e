import { z } from 'zod';
import { MAX_CALIBRATIONS } from '../calibration';

const weight = z.number().min(0).max(1);
const unit = z.number().min(-1).max(1);

/** See `shared/calibration.ts`. */
const calibrationSchema = z.object({
  headZero: z.tuple([unit, unit, unit, unit]),
  cameraPitch: z.number().min(-Math.PI).max(Math.PI),
  neutral: z.record(z.string().max(64), weight),
  eyesOpen: z.object({ left: weight, right: weight }),
  shoulderWidth: z.number().min(0).max(2),
  armLength: z.number().min(0).max(3),
  faceRest: z.array(z.number().min(-100).max(100)).max(512).optional(),
});

export const motionSettings = z.object({
  solver: z.enum(['direct', 'classic']).default('direct'),
  /** `angles` copies joint angles; `reach` puts the hands where the person's are relative to face and shoulders. */
  arms: z.enum(['angles', 'reach']).default('angles'),
  /** The avatar moves as a mirror image: the person's left hand moves the hand on the same side of the screen. */
  mirror: z.boolean().default(true),
  /** 0 = responsive .. 1 = smooth. */
  smoothing: z.number().min(0).max(1).default(0.4),
  /** Both eyes blink together. */
  linkBlinks: z.boolean().default(false),
  /** How closed the person's eyes are, 0..1, when the avatar's begin to close and when they are shut. */
  blink: z
    .object({
      open: z.number().min(0).max(0.5).default(0),
      shut: z.number().min(0.6).max(1).default(1),
    })
    .prefault({}),
  /** Breathing and weight shift of the idle motion, 0 = none .. 1 = as designed .. 2. */
  idle: z.number().min(0).max(2).default(1),
  /** Gain of each part, 1 = as seen. */
  gain: z
    .object({
      head: z.number().min(0).max(2).default(1),
      body: z.number().min(0).max(2).default(1),
      arms: z.number().min(0).max(2).default(1),
      expressions: z.number().min(0).max(2).default(1),
    })
    .prefault({}),
  /** Neutral poses, one for each camera and avatar; a patch replaces the list as a whole. */
  calibrations: z
    .array(
      z.object({
        camera: z.string().max(512),
        avatar: z.string().max(256),
        calibration: calibrationSchema,
      }),
    )
    .max(MAX_CALIBRATIONS)
    .default([]),
});
