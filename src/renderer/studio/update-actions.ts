import type { StudioDeps } from './deps';

export interface UpdateActions {
  /** What comes of these is told by `updatesChanged`. */
  checkForUpdates(): void;
  downloadUpdate(): void;
  installUpdate(): void;
}

export const createUpdateActions = ({ api }: StudioDeps['host']): UpdateActions => {
  // A host that is gone is shown by Studio as a whole.
  const send = (call: Promise<unknown>): void => void call.catch(() => undefined);
  return {
    checkForUpdates: () => send(api.checkForUpdates()),
    downloadUpdate: () => send(api.downloadUpdate()),
    installUpdate: () => send(api.installUpdate()),
  };
};
