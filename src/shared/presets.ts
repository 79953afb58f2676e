import type { Settings, SettingsPatch } from './settings';
import type { Preset, PresetPart } from './settings/presets';

/** Sections of the settings that each part of a preset takes; those that this version does not have are left out. */
const SECTIONS: Readonly<Record<PresetPart, readonly string[]>> = {
  avatar: ['avatar'],
  scene: ['stage', 'scene'],
  motion: ['motion'],
  tracking: ['tracking'],
  outputs: ['outputs'],
};

/** Settings that belong to the computer, camera or person and stay whatever preset is applied. */
const NEVER: Readonly<Record<string, readonly string[]>> = { motion: ['calibrations'] };

/**
 * `settings` as a preset. Of the outputs it takes only which of them run: addresses, ports and keys stay with the computer. Cameras
 * and calibrations are never in it.
 */
export const presetOf = (settings: Settings, name: string, parts: readonly PresetPart[]): Preset => ({
  name: name.trim(),
  sections: Object.fromEntries(
    parts
      .flatMap((part) => SECTIONS[part])
      .filter((section) => Object.hasOwn(settings, section))
      .map((section) => [section, sectionOf(settings, section)]),
  ),
});

/** The change of settings that applies the preset. A file from elsewhere cannot smuggle in more than {@link presetOf} takes. */
export const presetPatch = (preset: Preset): SettingsPatch =>
  Object.fromEntries(
    Object.values(SECTIONS)
      .flat()
      .filter((section) => Object.hasOwn(preset.sections, section))
      .map((section) => [section, sectionOf(preset.sections, section)]),
  ) as SettingsPatch;

/** Which parts a preset holds. */
export const presetParts = (preset: Preset): PresetPart[] =>
  (Object.keys(SECTIONS) as PresetPart[]).filter((part) =>
    SECTIONS[part].some((section) => Object.hasOwn(preset.sections, section)),
  );

/** `presets` with `preset` in the place of the one of its name, or at the end. */
export const withPreset = (presets: readonly Preset[], preset: Preset): Preset[] =>
  presets.some(({ name }) => name === preset.name)
    ? presets.map((other) => (other.name === preset.name ? preset : other))
    : [...presets, preset];

const sectionOf = (all: object, section: string): unknown => {
  const settings = (all as Record<string, unknown>)[section];
  if (!isRecord(settings)) return {};
  if (section === 'outputs') return switchesOf(settings);
  const never = NEVER[section] ?? [];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !never.includes(name)));
};

const SWITCH = 'on';

const switchesOf = (outputs: Record<string, unknown>): unknown =>
  Object.fromEntries(
    Object.entries(outputs).flatMap(([name, output]) =>
      isRecord(output) && typeof output[SWITCH] === 'boolean' ? [[name, { on: output[SWITCH] }]] : [],
    ),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
