import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import electronUpdater, { type UpdateInfo } from 'electron-updater';
import type { Updater } from '../services/desktop/updates';
import type { Log } from '../services/log';

/**
 * Newer versions through `electron-updater`, which checks their signatures and hashes.
 *
 * @returns undefined where this build was made without an address to ask, see `publish` in build/electron-builder.yml
 */
export const createUpdater = (log: Log): Updater | undefined => {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return undefined;
  const { autoUpdater } = electronUpdater;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.logger = log;
  return {
    async check() {
      const answer = await autoUpdater.checkForUpdates();
      if (answer === null || !answer.isUpdateAvailable) return undefined;
      const { version, releaseNotes } = answer.updateInfo;
      return { version, notes: plainNotes(releaseNotes) };
    },
    async download(onShare) {
      const tell = ({ percent }: { percent: number }) => onShare(percent / 100);
      autoUpdater.on('download-progress', tell);
      try {
        await autoUpdater.downloadUpdate();
      } finally {
        autoUpdater.off('download-progress', tell);
      }
    },
    install: () => autoUpdater.quitAndInstall(),
  };
};

const plainNotes = (notes: UpdateInfo['releaseNotes']): string => {
  if (typeof notes === 'string') return notes;
  return (notes ?? []).map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n');
};
