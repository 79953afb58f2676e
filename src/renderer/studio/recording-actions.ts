import type { AvatarLicence } from '../avatar/avatar-licence';
import { sentenceOf } from './answers';
import type { ShowFault, StudioDeps } from './deps';
import { type ExportWish, isVideo } from './export/export-wish';
import { saveFile } from './save-file';
import type { StudioStore } from './store';
import { takeName } from './take-actions';
import { storedName } from './upload';

export interface RecordingActions {
  removeRecording(id: string): Promise<void>;
  openRecordingsFolder(): Promise<void>;
  /** Takes an animation file in and plays it. */
  addClip(file: File): Promise<void>;
  renameClip(id: string, name: string): Promise<void>;
  removeClip(id: string): Promise<void>;
  /**
   * Solves a take anew with the settings as they are, for any avatar, and saves it as a file; or keeps a part of it as another take. One
   * at a time.
   */
  exportTake(id: string, wish: ExportWish): Promise<void>;
  /** Ends {@link exportTake}; nothing of it stays. */
  cancelExport(): void;
  /** What the author of an avatar allows; undefined where its file cannot be read. */
  licenceOf(avatarId: string): Promise<AvatarLicence | undefined>;
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
  let exporting: AbortController | undefined;
  const ends = [
    onRecordings((recordings) => setState({ recordings })),
    deps.channel.on('clip-error', ({ message }) => showFault('recording.clipNotPlayed', message)),
  ];
  api.listRecordings().then(
    (recordings) => setState({ recordings }),
    () => undefined,
  );

  /** A part of a take goes among the takes, named by its seconds. */
  const keepPart = async (name: string, { from, to }: ExportWish, file: Blob): Promise<void> => {
    const taken = new Set(getState().takes.map((take) => take.name));
    const part = `${storedName(`${name}.x`, 'take')} ${seconds(from)}–${seconds(to)} s`;
    let free = part;
    for (let count = 2; taken.has(free); count++) free = `${part} (${count})`;
    await deps.putFile(`/user/takes/${encodeURIComponent(free)}.ktake`, file);
    setState({ takes: await api.listTakes() });
  };

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
    async renameClip(id, wanted) {
      const { clips } = getState();
      const entry = clips.find((clip) => clip.id === id);
      const name = storedName(`${wanted}.x`, '');
      if (entry === undefined || entry.builtin || name === '' || name === entry.name) return;
      const fileName = `${name}${/\.\w+$/.exec(id)?.[0] ?? ''}`;
      if (clips.some((clip) => clip.id === `user/${fileName}`)) return showFault('clips.nameTaken');
      try {
        // Stored anew before the old one goes: a failure on the way loses nothing.
        await deps.putFile(`/user/clips/${encodeURIComponent(fileName)}`, await deps.getFile(entry.url));
        setState({ clips: await api.removeClip(id) });
      } catch (error) {
        showFault('clips.notRenamed', sentenceOf(error));
      }
    },
    async removeClip(id) {
      try {
        setState({ clips: await api.removeClip(id) });
      } catch (error) {
        showFault('clips.notRemoved', sentenceOf(error));
      }
    },
    async exportTake(id, wish) {
      const { takes, avatars, settings, capabilities } = getState();
      const entry = takes.find((take) => take.id === id);
      const avatar = avatars.find(({ id: own }) => wish.format !== 'ktake' && own === wish.avatar);
      if (entry === undefined || exporting !== undefined) return;
      const own = new AbortController();
      exporting = own;
      const { name, url } = entry;
      const recordingName = `${storedName(name, 'take')} ${takeName(new Date())}.${wish.format}`;
      setState({ exporting: { name, share: 0 }, filmed: undefined });
      try {
        const { exportTake } = await import('./export/export-take');
        const file = await exportTake({
          wish,
          name,
          avatar,
          takeUrl: url,
          getFile: deps.getFile,
          settings,
          generator: `Kagami ${capabilities.version}`,
          recordingName,
          signal: own.signal,
          onProgress: (share) => setState({ exporting: { name, share } }),
        });
        if (file !== undefined && wish.format === 'ktake') await keepPart(name, wish, file);
        else if (file !== undefined) saveFile(file, `${name}.${wish.format}`);
        else setState({ filmed: recordingName, recordings: await api.listRecordings() });
      } catch (error) {
        // What was written of a video is of no use.
        if (isVideo(wish.format)) await api.removeRecording(`user/${recordingName}`).catch(() => undefined);
        if (!own.signal.aborted) showFault('recording.notExported', sentenceOf(error));
      } finally {
        exporting = undefined;
        setState({ exporting: undefined });
      }
    },
    cancelExport: () => exporting?.abort(),
    async licenceOf(avatarId) {
      const avatar = getState().avatars.find(({ id }) => id === avatarId);
      if (avatar === undefined) return undefined;
      try {
        const [{ readAvatarLicence }, file] = await Promise.all([
          import('../avatar/avatar-licence'),
          deps.getFile(avatar.url),
        ]);
        return readAvatarLicence(new Uint8Array(await file.arrayBuffer()));
      } catch {
        return undefined;
      }
    },
    close: () => {
      exporting?.abort();
      for (const end of ends) end?.();
    },
  };
};

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
