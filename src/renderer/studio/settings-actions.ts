import { defaultSettings, type SettingsPatch } from '@shared/settings';
import type { ShowFault } from './deps';
import { saveFile } from './save-file';
import type { SettingsEditor } from './settings-editor';
import { createSettingsHistory } from './settings-history';
import { exportSettings, type ImportFault, ImportRefused, importSettings } from './settings-transfer';
import type { StudioStore } from './store';

export interface SettingsActions {
  /** Changes settings; `gentle` for what changes many times a second. */
  change(patch: SettingsPatch, pace?: 'now' | 'gentle'): void;
  /** Takes the last change of a setting back. */
  undo(): void;
  redo(): void;
  resetSettings(): void;
  /** Saves all settings and presets as one file. */
  exportSettings(): void;
  /** Takes the settings of such a file over, or says why not; it can be undone. */
  importSettings(file: File): Promise<void>;
}

const IMPORT_FAULTS = {
  'too-large': 'faults.importNotSettings',
  'not-settings': 'faults.importNotSettings',
  newer: 'faults.importNewer',
  'out-of-range': 'faults.importOutOfRange',
} as const satisfies Record<ImportFault, Parameters<ShowFault>[0]>;

export const createSettingsActions = (
  store: StudioStore,
  editor: SettingsEditor,
  showFault: ShowFault,
): SettingsActions => {
  const history = createSettingsHistory();
  const { getState, setState } = store;
  const tellHistory = () => {
    const { canUndo, canRedo } = history;
    const state = getState();
    if (state.canUndo !== canUndo || state.canRedo !== canRedo) setState({ canUndo, canRedo });
  };

  const change: SettingsActions['change'] = (patch, pace) => {
    history.record(getState().settings, patch, performance.now());
    editor.change(patch, pace);
    tellHistory();
  };

  const step = (patch: SettingsPatch | undefined) => {
    if (patch !== undefined) editor.change(patch);
    tellHistory();
  };

  return {
    change,
    undo: () => step(history.undo()),
    redo: () => step(history.redo()),
    resetSettings() {
      const { version: _version, library: _library, ...defaults } = defaultSettings();
      // Whoever resets has been greeted before; favourites and names of avatars are no settings to lose.
      change({ ...defaults, studio: { ...defaults.studio, welcomed: true } });
    },
    exportSettings() {
      const { settings, capabilities } = getState();
      const text = exportSettings(settings, `Kagami ${capabilities.version}`);
      const day = new Date().toISOString().slice(0, 10);
      saveFile(new Blob([text], { type: 'application/json' }), `kagami-settings-${day}.json`);
    },
    async importSettings(file) {
      try {
        if (file.size > 4 * 1024 * 1024) throw new ImportRefused('too-large');
        change(importSettings(await file.text()));
        setState({ imported: file.name });
      } catch (error) {
        const reason = error instanceof ImportRefused ? error.reason : 'not-settings';
        showFault(IMPORT_FAULTS[reason]);
      }
    },
  };
};
