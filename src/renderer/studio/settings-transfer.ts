import {
  defaultSettings,
  SETTINGS_VERSION,
  type Settings,
  type SettingsPatch,
  settingsSchema,
} from '@shared/settings';

/** What marks a file of Kagami's settings. */
const FORMAT = 'kagami-settings';
/** Bytes; a whole file has a few thousand. */
const LONGEST = 1024 * 1024;

/** Settings that belong to this computer and this person's face: they stay out of a file that is passed on. */
const PERSONAL: Readonly<Partial<Record<keyof Settings, readonly string[]>>> = {
  capture: ['deviceId', 'deviceLabel', 'running', 'panicked'],
  motion: ['calibrations'],
  voice: ['lipSync', 'deviceId', 'deviceLabel', 'vowels', 'keywords'],
  speech: ['deviceId', 'deviceLabel', 'systemVoice', 'server'],
  studio: ['welcomed'],
  library: ['avatars'],
};

export type ImportFault = 'too-large' | 'not-settings' | 'newer' | 'out-of-range';

export class ImportRefused extends Error {
  constructor(readonly reason: ImportFault) {
    super(reason);
  }
}

/** All settings and presets as one file's text. The host keeps passwords elsewhere: there are none among the settings. */
export const exportSettings = (settings: Settings, program: string): string => {
  const sections = Object.fromEntries(
    Object.entries(settings)
      .filter(([name]) => name !== 'version')
      .map(([name, section]) => [name, withoutPersonal(name, section as object)]),
  );
  return `${JSON.stringify({ format: FORMAT, version: SETTINGS_VERSION, program, settings: sections }, null, 2)}\n`;
};

/** The patch that a file asks for. @throws ImportRefused; nothing of a refused file is used. */
export const importSettings = (text: string): SettingsPatch => {
  if (text.length > LONGEST) throw new ImportRefused('too-large');
  const file = parse(text);
  if (file?.format !== FORMAT || !isRecord(file.settings)) throw new ImportRefused('not-settings');
  if (typeof file.version !== 'number' || file.version > SETTINGS_VERSION) throw new ImportRefused('newer');
  const known = defaultSettings();
  const patch: Record<string, unknown> = {};
  for (const [name, section] of Object.entries(file.settings)) {
    if (name === 'version' || !Object.hasOwn(known, name) || !isRecord(section)) continue;
    patch[name] = withoutPersonal(name, section);
  }
  const checked = settingsSchema.safeParse(patch);
  if (!checked.success) throw new ImportRefused('out-of-range');
  // What the schema does not know is gone; what the file does not say stays as it is here.
  return Object.fromEntries(
    Object.entries(patch).map(([name, section]) => [
      name,
      common(checked.data[name as keyof Settings], section),
    ]),
  ) as SettingsPatch;
};

const withoutPersonal = (name: string, section: object): Record<string, unknown> => {
  const personal = PERSONAL[name as keyof Settings] ?? [];
  const kept = Object.fromEntries(Object.entries(section).filter(([key]) => !personal.includes(key)));
  return name === 'outputs' || name === 'inputs' ? withoutSwitches(kept) : kept;
};

/** A file must not open a port or start a stream by being read. */
const withoutSwitches = (ways: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(ways).map(([way, options]) => {
      if (!isRecord(options)) return [way, options];
      const { on: _, fromNetwork: __, ...kept } = options;
      return [way, kept];
    }),
  );

/** The parts of `parsed` that `given` names. */
const common = (parsed: unknown, given: unknown): unknown => {
  if (!isRecord(parsed) || !isRecord(given)) return parsed;
  return Object.fromEntries(
    Object.keys(given)
      .filter((key) => Object.hasOwn(parsed, key))
      .map((key) => [key, common(parsed[key], given[key])]),
  );
};

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
