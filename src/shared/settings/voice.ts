import { z } from 'zod';

/** When the microphone moves the avatar's mouth. `unseen`: while the camera sees no face. `together`: whichever opens it more. */
export const LIP_SYNC_MODES = ['off', 'unseen', 'together', 'alone'] as const;
export type LipSyncMode = (typeof LIP_SYNC_MODES)[number];

/** Of the gate, dBFS. */
export const GATE_RANGE = { min: -75, max: -15 } as const;

/** Mean cepstra of one of the user's vowels: `motion/voice/sound-reader.ts`. */
const vowel = z.array(z.number().min(-100).max(100)).length(12);

export const MAX_KEYWORDS = 12;

/** A word of the user's own; `motion/voice/word-shape.ts` says what the numbers of a take mean. */
export const keywordSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  takes: z
    .array(z.array(z.number().int().min(-127).max(127)).max(512))
    .min(1)
    .max(3),
  /** What is farther from the takes is another word. */
  limit: z.number().min(0).max(10),
});
export type VoiceKeyword = z.infer<typeof keywordSchema>;

export const voiceSettings = z.object({
  lipSync: z.enum(LIP_SYNC_MODES).default('off'),
  /** Microphone by `deviceId`; empty = the system's. The label finds it again when the browser changes its ids. */
  deviceId: z.string().max(512).default(''),
  deviceLabel: z.string().max(512).default(''),
  /** Closes the microphone. */
  muted: z.boolean().default(false),
  /** What the avatar speaks itself, and the loudspeakers play, is not listened to. */
  deafWhileSpeaking: z.boolean().default(true),
  /** Quieter sound does not count as voice, dBFS. */
  gate: z.number().min(GATE_RANGE.min).max(GATE_RANGE.max).default(-45),
  /** How far the mouth opens; 1 = as in clear speech. */
  strength: z.number().min(0.2).max(2).default(1),
  /** The user's own a, i, u, e and o; null = vowels of voices that ship with the program. */
  vowels: z.array(vowel).length(5).nullable().default(null),
  /** Words that set rules off. A patch replaces the list as a whole. */
  keywords: z.array(keywordSchema).max(MAX_KEYWORDS).default([]),
  /** How unlike its takes a keyword may be said; 1 = about as much as they differ. */
  tolerance: z.number().min(0.7).max(1.5).default(1),
});
export type VoiceSettings = z.infer<typeof voiceSettings>;
