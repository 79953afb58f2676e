import type { RestPose } from '@shared/humanoid';
import { sentenceOf } from './answers';
import type { ShowFault, StudioDeps } from './deps';
import { saveFile } from './save-file';
import type { StudioStore } from './store';
import { storedName } from './upload';

export interface RecordingActions {
  removeRecording(id: string): Promise<void>;
  openRecordingsFolder(): Promise<void>;
  /** Takes an animation file in and plays it. */
  addClip(file: File): Promise<void>;
  /** Solves a take anew with the settings as they are, for the avatar that is shown, and saves it as an animation file. */
  exportTake(id: string, format: 'vrma' | 'bvh'): Promise<void>;
}

export interface RecordingActionsOptions {
  store: StudioStore;
  deps: StudioDeps;
  showFault: ShowFault;
}

export const createRecordingActions = (
  options: RecordingActionsOptions,
): RecordingActions & { close(): void } => {
  const { store, deps, showFault } = options;
  const { getState, setState } = store;
  const { api, onRecordings } = deps.host;
  /** Of the avatar that was shown last, here or on a Stage. */
  let rest: RestPose | undefined;
  const keepRest = (shown: RestPose): void => {
    rest = shown;
  };
  const ends = [
    deps.channel.on('avatar-rest', (message) => keepRest(message.rest)),
    deps.avatarLook.stage?.onRest(keepRest),
    onRecordings((recordings) => setState({ recordings })),
    deps.channel.on('clip-error', ({ message }) => showFault('recording.clipNotPlayed', message)),
  ];
  api.listRecordings().then(
    (recordings) => setState({ recordings }),
    () => undefined,
  );

  return {
    async removeRecording(id) {
      try {
        setState({ recordings: await api.removeRecording(id) });
      } catch (error) {
        showFault('recording.notRemoved', sentenceOf(error));
      }
    },
    async openRecordingsFolder() {
      try {
        await api.openRecordingsFolder();
      } catch (error) {
        showFault('recording.folderNotOpened', sentenceOf(error));
      }
    },
    async addClip(file) {
      try {
        const ending = /\.bvh$/i.test(file.name) ? 'bvh' : 'vrma';
        const name = `${storedName(file.name, 'animation')}.${ending}`;
        await deps.putFile(`/user/clips/${encodeURIComponent(name)}`, file);
        await api.runCommand({ type: 'play-clip', clip: `user/${name}`, loop: false });
      } catch (error) {
        showFault('recording.clipNotAdded', sentenceOf(error));
      }
    },
    async exportTake(id, format) {
      const { takes, settings, exportShare, capabilities } = getState();
      const entry = takes.find((take) => take.id === id);
      if (entry === undefined || exportShare !== undefined) return;
      setState({ exportShare: 0 });
      try {
        const { exportTake } = await import('./take-export');
        if (rest === undefined) return showFault('recording.noStage');
        const file = await exportTake({
          take: new Uint8Array(await (await deps.getFile(entry.url)).arrayBuffer()),
          name: entry.name,
          format,
          settings,
          rest,
          generator: `Kagami ${capabilities.version}`,
          onProgress: (share) => setState({ exportShare: share }),
        });
        saveFile(file, `${entry.name}.${format}`);
      } catch (error) {
        showFault('recording.notExported', sentenceOf(error));
      } finally {
        setState({ exportShare: undefined });
      }
    },
    close: () => {
      for (const end of ends) end?.();
    },
  };
};
