import { z } from 'zod';

/** When the microphone moves the avatar's mouth. `unseen`: while the camera sees no face. `together`: whichever opens it more. */
export const LIP_SYNC_MODES = ['off', 'unseen', 'together', 'alone'] as const;
export type LipSyncMode = (typeof LIP_SYNC_MODES)[number];

/** Of the gate, dBFS. */
export const GATE_RANGE = { min: -75, max: -15 } as const;

/** Mean cepstra of one of the user's vowels: `motion/voice/sound-reader.ts`. */
const vowel = z.array(z.number().min(-100).max(100)).length(12);

export const voiceSettings = z.object({
  lipSync: z.enum(LIP_SYNC_MODES).default('off'),
  /** Microphone by `deviceId`; empty = the system's. The label finds it again when the browser changes its ids. */
  deviceId: z.string().max(512).default(''),
  deviceLabel: z.string().max(512).default(''),
  /** Closes the microphone. */
  muted: z.boolean().default(false),
  /** Quieter sound does not count as voice, dBFS. */
  gate: z.number().min(GATE_RANGE.min).max(GATE_RANGE.max).default(-45),
  /** How far the mouth opens; 1 = as in clear speech. */
  strength: z.number().min(0.2).max(2).default(1),
  /** The user's own a, i, u, e and o; null = vowels of voices that ship with the program. */
  vowels: z.array(vowel).length(5).nullable().default(null),
});
export type VoiceSettings = z.infer<typeof voiceSettings>;
