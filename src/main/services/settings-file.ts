import { copyFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultSettings, SETTINGS_VERSION, type Settings, settingsSchema } from '@shared/settings';
import { triggersSettings } from '@shared/settings/triggers';
import { ruleSchema } from '@shared/triggers';

/** Brings the content of a file of version N to version N + 1. */
export type SettingsMigration = (older: Record<string, unknown>) => Record<string, unknown>;

/** By the version that they start from. Version 1 is the first. */
const MIGRATIONS: Readonly<Record<number, SettingsMigration>> = {};

export interface LoadedSettings {
  settings: Settings;
  /** What went wrong, in words for the user. */
  notice?: string;
}

/** Reads stored settings. A file that cannot be used as it is is copied to `settings.broken-<time>.json` beside it, never lost. */
export const loadSettings = async (file: string, now: () => Date): Promise<LoadedSettings> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { settings: defaultSettings() };
    return {
      settings: defaultSettings(),
      notice: `Your settings could not be read (${(error as Error).message}). Kagami runs with the defaults; check the file ${file}.`,
    };
  }
  const { settings, fault } = readSettings(text);
  if (fault === undefined) return { settings };
  const kept = await setAside(file, now());
  return { settings, notice: `${fault} The old file is kept as ${kept}.` };
};

/** Settings out of a file's text: all of it, else every section that is whole, else the defaults. */
export const readSettings = (
  text: string,
  migrations = MIGRATIONS,
): { settings: Settings; fault?: string } => {
  const stored = parseObject(text);
  if (stored === undefined)
    return {
      settings: defaultSettings(),
      fault: 'Your settings file was damaged, so Kagami started with the defaults.',
    };
  const version = typeof stored.version === 'number' ? stored.version : SETTINGS_VERSION;
  if (version > SETTINGS_VERSION)
    return {
      settings: defaultSettings(),
      fault: 'Your settings come from a newer Kagami, so this one started with the defaults.',
    };
  const migrated = migrateSettings(stored, version, migrations);
  const whole = settingsSchema.safeParse(migrated);
  if (whole.success) return { settings: whole.data };
  const { settings, lost } = wholeSections(migrated);
  return {
    settings,
    fault: `Some of your settings were out of range, so these were set back to the defaults: ${lost.join(', ')}.`,
  };
};

export const migrateSettings = (
  stored: Record<string, unknown>,
  fromVersion: number,
  migrations: Readonly<Record<number, SettingsMigration>>,
  toVersion: number = SETTINGS_VERSION,
): Record<string, unknown> => {
  let settings = stored;
  for (let version = fromVersion; version < toVersion; version++)
    settings = migrations[version]?.(settings) ?? settings;
  return { ...settings, version: toVersion };
};

const wholeSections = (stored: Record<string, unknown>): { settings: Settings; lost: string[] } => {
  const kept: Record<string, unknown> = {};
  const lost: string[] = [];
  for (const [name, section] of Object.entries(settingsSchema.shape)) {
    const parsed = section.safeParse(stored[name]);
    if (parsed.success) kept[name] = parsed.data;
    else lost.push(name);
    if (!parsed.success && name === 'triggers') kept[name] = withKnownRules(stored[name]);
  }
  return { settings: settingsSchema.parse(kept), lost };
};

/** Rules are much work to set up: one that a newer Kagami wrote must not take the others with it. */
const withKnownRules = (stored: unknown): unknown => {
  const { rules } = (stored ?? {}) as { rules?: unknown };
  if (!Array.isArray(rules)) return undefined;
  const salvaged = {
    ...(stored as object),
    rules: rules.filter((rule) => ruleSchema.safeParse(rule).success),
  };
  return triggersSettings.safeParse(salvaged).data;
};

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

const setAside = async (file: string, time: Date): Promise<string> => {
  const kept = join(dirname(file), `settings.broken-${time.toISOString().replace(/[:.]/g, '-')}.json`);
  await copyFile(file, kept);
  return kept;
};
