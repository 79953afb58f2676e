import type { SettingsPatch } from '@shared/settings';
import type { SourcePipeline } from '../pipeline';
import { idOf, sentenceOf } from './answers';
import type { ShowFault, StudioDeps } from './deps';
import { saveFile } from './save-file';
import type { StudioStore } from './store';
import { storedName } from './upload';

export interface TakeActions {
  playTake(id: string): void;
  /** Milliseconds; undefined where the take cannot be read. */
  takeLength(id: string): Promise<number | undefined>;
  startRecording(): void;
  /** Stops, and stores the take under the time of its begin. */
  stopRecording(): Promise<void>;
  renameTake(id: string, name: string): Promise<void>;
  removeTake(id: string): Promise<void>;
  /** Saves the take's file where the browser puts downloads. */
  downloadTake(id: string): Promise<void>;
  dismissTakeRefusal(): void;
}

export interface TakeActionsOptions {
  store: StudioStore;
  deps: StudioDeps;
  showFault: ShowFault;
  change(patch: SettingsPatch): void;
  pipeline(): SourcePipeline | undefined;
}

export const createTakeActions = (options: TakeActionsOptions): TakeActions => {
  const { store, deps, showFault, change } = options;
  const { getState, setState } = store;
  const { api } = deps.host;

  const keep = async (name: string, bytes: Blob): Promise<string> => {
    const answer = await deps.putFile(`/user/takes/${encodeURIComponent(name)}.ktake`, bytes);
    setState({ takes: await api.listTakes() });
    return idOf(answer) ?? `user/${name}`;
  };

  const lengths = new Map<string, Promise<number | undefined>>();

  const entryOf = (id: string) => getState().takes.find((take) => take.id === id);

  return {
    playTake(id) {
      const other = getState().settings.capture.take !== id;
      const whole = other ? { takeFrom: 0, takeTo: 0 } : {};
      change({ capture: { source: 'take', take: id, running: true, ...whole } });
    },

    async takeLength(id) {
      const entry = entryOf(id);
      if (entry === undefined) return undefined;
      const key = `${entry.url} ${entry.bytes}`;
      let length = lengths.get(key);
      if (length === undefined) {
        length = lengthOf(deps.getFile(entry.url)).catch(() => undefined);
        lengths.set(key, length);
      }
      return length;
    },

    startRecording() {
      const running = options.pipeline();
      if (running === undefined || running.role !== 'leading') return showFault('faults.notRecorded');
      running.startRecording();
      setState({ recordingSince: Date.now(), takeRefusal: undefined });
    },

    async stopRecording() {
      const since = getState().recordingSince ?? Date.now();
      setState({ recordingSince: undefined });
      try {
        const bytes = await options.pipeline()?.stopRecording();
        if (bytes === undefined || bytes.length === 0) return showFault('faults.nothingRecorded');
        await keep(takeName(new Date(since)), new Blob([bytes.slice()]));
      } catch (error) {
        setState({ takeRefusal: { detail: sentenceOf(error) } });
      }
    },

    async renameTake(id, wanted) {
      const entry = entryOf(id);
      const name = storedName(`${wanted}.ktake`, '');
      if (entry === undefined || entry.builtin || name === '' || name === entry.name) return;
      if (getState().takes.some((take) => take.name === name)) return showFault('faults.takeNameTaken');
      try {
        // Stored anew before the old one goes: a failure on the way loses nothing.
        const renamed = await keep(name, await deps.getFile(entry.url));
        if (getState().settings.capture.take === id) change({ capture: { take: renamed } });
        setState({ takes: await api.removeTake(id) });
      } catch (error) {
        setState({ takeRefusal: { detail: sentenceOf(error) } });
      }
    },

    async removeTake(id) {
      try {
        const { settings } = getState();
        if (settings.capture.take === id) change({ capture: { take: 'demo' } });
        setState({ takes: await api.removeTake(id) });
      } catch (error) {
        showFault('faults.takeNotRemoved', sentenceOf(error));
      }
    },

    async downloadTake(id) {
      const entry = entryOf(id);
      if (entry === undefined) return;
      try {
        saveFile(await deps.getFile(entry.url), `${entry.name}.ktake`);
      } catch (error) {
        showFault('faults.takeNotDownloaded', sentenceOf(error));
      }
    },

    dismissTakeRefusal: () => setState({ takeRefusal: undefined }),
  };
};

const lengthOf = async (file: Promise<Blob>): Promise<number> => {
  const [{ readTake }, { decompressTake }, bytes] = await Promise.all([
    import('@motion/codecs/take'),
    import('../capture/take-compression'),
    file.then((blob) => blob.arrayBuffer()),
  ]);
  return readTake(await decompressTake(new Uint8Array(bytes))).durationMs;
};

/** `2026-11-24 17.40.05`: sorts by time and holds no character that a file name may not. */
export const takeName = (at: Date): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}`;
};
