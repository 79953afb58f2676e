import { applySettingsPatch, type Settings, type SettingsPatch } from '@shared/settings';
import { shareUnchanged } from './share-unchanged';

export interface SettingsEditorOptions {
  initial: Settings;
  /** Sends a patch to the host; resolves with the settings that it now has. */
  send(patch: SettingsPatch): Promise<Settings>;
  /** The settings to show: the host's with every change on the way over them. */
  onSettings(settings: Settings): void;
  /** The host refused a change; what it holds is shown again. */
  onRefused(error: unknown): void;
  /** Least time between two sendings of `gentle` changes, milliseconds. */
  interval?: number;
}

export interface SettingsEditor {
  /**
   * Changes settings at once in Studio and then on the host. `gentle`, for a dragged slider, sends the first change at once, then what has
   * gathered a few times a second, and never faster than the host answers.
   */
  change(patch: SettingsPatch, pace?: 'now' | 'gentle'): void;
  /** The host says what it holds now. */
  settingsFromHost(settings: Settings): void;
  /** Sends what still waits. */
  flush(): void;
}

/** The avatar follows a dragged slider without a visible step, and each change costs every page the reading of all settings. Milliseconds. */
const GENTLE_INTERVAL = 66;

/**
 * Keeps what Studio shows ahead of the host: a change shows at once, is sent in order, and is taken back where the host
 * refuses it. A push that crosses a change on the way does not undo it.
 */
export const createSettingsEditor = (options: SettingsEditorOptions): SettingsEditor => {
  const interval = options.interval ?? GENTLE_INTERVAL;
  let onHost = options.initial;
  let lastShown = options.initial;
  let waiting: SettingsPatch | undefined;
  const underway: SettingsPatch[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sentAt = Number.NEGATIVE_INFINITY;

  const show = () => {
    let shown = onHost;
    for (const patch of underway) shown = applySettingsPatch(shown, patch);
    if (waiting !== undefined) shown = applySettingsPatch(shown, waiting);
    // A dragged slider changes one of hundreds of settings many times a second.
    lastShown = shareUnchanged(lastShown, shown);
    options.onSettings(lastShown);
  };

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === undefined) return;
    const patch = waiting;
    waiting = undefined;
    underway.push(patch);
    sentAt = performance.now();
    const landed = () => {
      underway.splice(underway.indexOf(patch), 1);
      flushInTime();
    };
    options.send(patch).then(
      (settings) => {
        landed();
        onHost = settings;
        show();
      },
      (error: unknown) => {
        landed();
        show();
        options.onRefused(error);
      },
    );
  };

  /** Sends what waits as soon as the last sending was answered and is long enough ago. */
  const flushInTime = () => {
    if (waiting === undefined || timer !== undefined || underway.length > 0) return;
    const rest = sentAt + interval - performance.now();
    if (rest > 0) timer = setTimeout(flush, rest);
    else flush();
  };

  return {
    change(patch, pace = 'now') {
      try {
        applySettingsPatch(onHost, patch);
      } catch (error) {
        options.onRefused(error);
        return;
      }
      waiting = waiting === undefined ? patch : mergePatches(waiting, patch);
      show();
      if (pace === 'now') flush();
      else flushInTime();
    },
    settingsFromHost(settings) {
      onHost = settings;
      show();
    },
    flush,
  };
};

/** `later` over `earlier`, deeply. */
export const mergePatches = (earlier: SettingsPatch, later: SettingsPatch): SettingsPatch =>
  mergeRecords(earlier, later) as SettingsPatch;

const mergeRecords = (earlier: object, later: object): object => {
  const merged: Record<string, unknown> = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? mergeRecords(before, value) : value;
  }
  return merged;
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
