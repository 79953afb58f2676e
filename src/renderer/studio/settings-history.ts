import type { Settings, SettingsPatch } from '@shared/settings';

/** A change of settings and what takes it back. */
interface Step {
  undo: SettingsPatch;
  redo: SettingsPatch;
  /** The settings that it touches, as one string. */
  paths: string;
  time: number;
}

export interface SettingsHistory {
  /** Remembers that `patch` changed `before`, `now` in milliseconds. */
  record(before: Settings, patch: SettingsPatch, now: number): void;
  /** The patch that takes the last change back; undefined where there is none. */
  undo(): SettingsPatch | undefined;
  redo(): SettingsPatch | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Steps that can be taken back. */
const MOST = 100;
/** Changes of the same settings within this time are one: a slider is dragged once. Milliseconds. */
const TOGETHER = 1_000;

/** What belongs to the machine or the moment rather than to taste: taking it back would surprise. */
const NOT_UNDONE =
  /^(capture\.|avatar\.current$|avatarFiles\.|motion\.calibrations$|studio\.(welcomed|preview)$|outputs\.\w+\.on$|inputs\.\w+\.on$|network\.)/;

export const createSettingsHistory = (): SettingsHistory => {
  const past: Step[] = [];
  const future: Step[] = [];

  return {
    record(before, patch, now) {
      const redo = leavesOf(patch).filter(([path]) => !NOT_UNDONE.test(path));
      const undo = redo
        .map(([path]) => [path, valueAt(before, path)] as const)
        .filter(([, value]) => value !== undefined);
      if (undo.length === 0) return;
      const paths = undo.map(([path]) => path).join();
      const last = past.at(-1);
      future.length = 0;
      if (last !== undefined && last.paths === paths && now - last.time < TOGETHER) {
        last.redo = patchOf(redo);
        last.time = now;
        return;
      }
      past.push({ undo: patchOf(undo), redo: patchOf(redo), paths, time: now });
      if (past.length > MOST) past.shift();
    },
    undo() {
      const step = past.pop();
      if (step !== undefined) future.push(step);
      return step?.undo;
    },
    redo() {
      const step = future.pop();
      if (step !== undefined) past.push({ ...step, time: 0 });
      return step?.redo;
    },
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
  };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value in `patch` with its dotted path; lists are values. */
const leavesOf = (patch: object, prefix = ''): [path: string, value: unknown][] =>
  Object.entries(patch).flatMap(([key, value]): [string, unknown][] => {
    const path = `${prefix}${key}`;
    return isRecord(value) ? leavesOf(value, `${path}.`) : [[path, value]];
  });

const valueAt = (settings: Settings, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), settings);

const patchOf = (leaves: readonly (readonly [path: string, value: unknown])[]): SettingsPatch => {
  const patch: Record<string, unknown> = {};
  for (const [path, value] of leaves) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at = patch;
    for (const key of keys) {
      const next = isRecord(at[key]) ? at[key] : {};
      at[key] = next;
      at = next;
    }
    at[last] = value;
  }
  return patch as SettingsPatch;
};
