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
  /** Changes within this time become one write (sliders send many), ms. */
  writeDelayMs?: number;
}

/** Settings in memory, stored as JSON. A file is written whole or not at all, and writes never overlap. */
export const createSettingsStore = async ({
  file,
  log,
  now = () => new Date(),
  writeDelayMs = 300,
}: SettingsStoreOptions): Promise<SettingsStore> => {
  const { settings, notice } = await loadSettings(file, now);
  if (notice !== undefined) log.warn(notice);

  let current = settings;
  let stored = settings;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const changes = createListeners<Settings>();

  const write = async (): Promise<void> => {
    if (stored === current) return;
    const next = current;
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
      current = applySettingsPatch(current, patch);
      timer ??= setTimeout(flush, writeDelayMs);
      changes.tell(current);
      return current;
    },
    onChange: changes.add,
    flush,
  };
};
