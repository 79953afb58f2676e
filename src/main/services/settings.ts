import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { applySettingsPatch, type Settings, type SettingsPatch } from '@shared/settings';
import writeFileAtomic from 'write-file-atomic';
import { createListeners } from './listeners';
import type { Log } from './log';
import { loadSettings } from './settings-file';

export interface SettingsStore {
  readonly current: Settings;
  /** What went wrong with the stored file at start, for the user. */
  readonly notice: string | undefined;
  /** Applies at once and stores soon. @throws ZodError where a value is out of range. */
  update(patch: SettingsPatch): Settings;
  onChange(listener: (settings: Settings) => void): () => void;
  /** Resolves when everything is on the disk. */
  flush(): Promise<void>;
}

export interface SettingsStoreOptions {
  file: string;
  log: Log;
  now?: () => Date;
  /** Holds for this run instead of what is stored, until the user sets the same thing. It is never stored. */
  forThisRun?: SettingsPatch;
  /** Changes within this time become one write (sliders send many), ms. */
  writeDelayMs?: number;
}

/** Settings in memory, stored as JSON. A file is written whole or not at all, and writes never overlap. */
export const createSettingsStore = async ({
  file,
  log,
  now = () => new Date(),
  forThisRun = {},
  writeDelayMs = 300,
}: SettingsStoreOptions): Promise<SettingsStore> => {
  const { settings, notice } = await loadSettings(file, now);
  if (notice !== undefined) log.warn(notice);

  let own = settings;
  let stored = settings;
  let override = forThisRun;
  let current = applySettingsPatch(own, override);
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const changes = createListeners<Settings>();

  const write = async (): Promise<void> => {
    if (stored === own) return;
    const next = own;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, `${JSON.stringify(next, null, 2)}\n`);
      stored = next;
    } catch (error) {
      log.error(`Settings could not be stored in ${file}: ${(error as Error).message}`);
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    get current() {
      return current;
    },
    notice,
    update(patch) {
      own = applySettingsPatch(own, patch);
      override = withoutSettingsOf(override, patch);
      current = applySettingsPatch(own, override);
      timer ??= setTimeout(flush, writeDelayMs);
      changes.tell(current);
      return current;
    },
    onChange: changes.add,
    flush,
  };
};

/** `override` without the settings that `patch` sets. */
const withoutSettingsOf = (override: SettingsPatch, patch: SettingsPatch): SettingsPatch =>
  Object.fromEntries(
    Object.entries(override).map(([section, settings]) => {
      const set = patch[section as keyof SettingsPatch] ?? {};
      const kept = Object.entries(settings as object).filter(([name]) => !Object.hasOwn(set as object, name));
      return [section, Object.fromEntries(kept)];
    }),
  );
