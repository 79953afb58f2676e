import { z } from 'zod';
import { SPEECH_ENGINES } from '../speech';

/** Voices of flite that speak English, best first. */
export const BUILT_IN_VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;

/** Text that is spoken aloud by the avatar. The key for a server is not here: `main/services/secrets` keeps it. */
export const speechSettings = z.object({
  engine: z.enum(SPEECH_ENGINES).default('built-in'),
  /** Of the built-in engine. */
  voice: z.enum(BUILT_IN_VOICES).default('slt'),
  /** Voice of the system by its `voiceURI`; empty = the system's choice. */
  systemVoice: z.string().max(512).default(''),
  /** 0..1. */
  volume: z.number().min(0).max(1).default(1),
  /** Of speaking: 1 = as the voice speaks by itself. */
  rate: z.number().min(0.5).max(2).default(1),
  /** 1 = the voice's own; where the engine can. */
  pitch: z.number().min(0.5).max(2).default(1),
  /** How far the mouth opens: 1 = as in clear speech. */
  mouth: z.number().min(0).max(1.5).default(1),
  /** Where it is heard, by `deviceId`; empty = the system's. */
  deviceId: z.string().max(512).default(''),
  deviceLabel: z.string().max(512).default(''),
  /** A server that speaks as OpenAI's `/v1/audio/speech` does. */
  server: z
    .object({
      /** Base address as the server's makers give it: `http://127.0.0.1:8880/v1`; empty = none yet. */
      url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(512)]).default(''),
      model: z.string().max(128).default('tts-1'),
      voice: z.string().max(128).default('alloy'),
    })
    .prefault({}),
});

export type SpeechSettings = z.infer<typeof speechSettings>;
