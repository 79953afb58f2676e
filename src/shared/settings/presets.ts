import { z } from 'zod';

/** What a preset can hold, each chosen when it is saved. */
export const PRESET_PARTS = ['avatar', 'scene', 'motion', 'tracking', 'outputs'] as const;
export type PresetPart = (typeof PRESET_PARTS)[number];

export const MAX_PRESETS = 64;
/** Longest stored preset, characters of JSON. */
const MAX_PRESET_LENGTH = 65_536;

const isShort = (sections: unknown): boolean => JSON.stringify(sections).length <= MAX_PRESET_LENGTH;

export const presetSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** Sections of the settings as they were, checked by their own schemas when the preset is applied. See `shared/presets.ts`. */
  sections: z.record(z.string().max(64), z.unknown()).refine(isShort, 'a preset is too large'),
});
export type Preset = z.infer<typeof presetSchema>;

/** A patch replaces the list as a whole. */
export const presetsSettings = z.object({ list: z.array(presetSchema).max(MAX_PRESETS).default([]) });
