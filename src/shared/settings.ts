import { z } from 'zod';
import { avatarSettings } from './settings/avatar';
import { avatarFilesSettings } from './settings/avatar-files';
import { captureSettings } from './settings/capture';
import { desktopSettings } from './settings/desktop';
import { expressionsSettings } from './settings/expressions';
import { inputsSettings } from './settings/inputs';
import { librarySettings } from './settings/library';
import { motionSettings } from './settings/motion';
import { networkSettings } from './settings/network';
import { obsSettings } from './settings/obs';
import { outputsSettings } from './settings/outputs';
import { presetsSettings } from './settings/presets';
import { sceneSettings } from './settings/scene';
import { speechSettings } from './settings/speech';
import { stageSettings } from './settings/stage';
import { studioSettings } from './settings/studio';
import { trackingSettings } from './settings/tracking';
import { triggersSettings } from './settings/triggers';
import { voiceSettings } from './settings/voice';

/** Raised with every change that older files cannot be read as; `migrateSettings` in main/services brings them up. */
export const SETTINGS_VERSION = 1;

export const settingsSchema = z.object({
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION),
  capture: captureSettings.prefault({}),
  tracking: trackingSettings.prefault({}),
  motion: motionSettings.prefault({}),
  avatar: avatarSettings.prefault({}),
  library: librarySettings.prefault({}),
  avatarFiles: avatarFilesSettings.prefault({}),
  stage: stageSettings.prefault({}),
  scene: sceneSettings.prefault({}),
  outputs: outputsSettings.prefault({}),
  obs: obsSettings.prefault({}),
  inputs: inputsSettings.prefault({}),
  network: networkSettings.prefault({}),
  desktop: desktopSettings.prefault({}),
  studio: studioSettings.prefault({}),
  expressions: expressionsSettings.prefault({}),
  triggers: triggersSettings.prefault({}),
  voice: voiceSettings.prefault({}),
  presets: presetsSettings.prefault({}),
  speech: speechSettings.prefault({}),
});

/** Everything that the user sets; stored by the host, see `main/services/settings.ts`. */
export type Settings = z.infer<typeof settingsSchema>;

/** A change of some settings: any subset, deeply. */
export type SettingsPatch = {
  [Section in keyof Settings]?: Settings[Section] extends object
    ? DeepPartial<Settings[Section]>
    : Settings[Section];
};
type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };

export const defaultSettings = (): Settings => settingsSchema.parse({});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `patch` over `settings`, parsed by the schema. @throws ZodError where a value is out of range or unknown. */
export const applySettingsPatch = (settings: Settings, patch: SettingsPatch): Settings =>
  settingsSchema.parse(merge(settings, patch));

const merge = (base: unknown, patch: unknown): unknown => {
  if (!isRecord(base) || !isRecord(patch)) return patch === undefined ? base : patch;
  const merged: Record<string, unknown> = { ...base };
  for (const key of Object.keys(base))
    if (Object.hasOwn(patch, key)) merged[key] = merge(base[key], patch[key]);
  return merged;
};
