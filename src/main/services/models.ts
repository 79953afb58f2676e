import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceModelState, ModelsState } from '@shared/api';
import { OFFLINE_SENTENCE } from '@shared/network';
import { DownloadCancelled, downloadFile } from './download';
import { createListeners } from './listeners';
import type { Log } from './log';
import { type ModelManifest, readModelManifest } from './model-manifest';
import { sha256OfFile } from './sha256';

export { downloadFile } from './download';

export interface Models {
  state(): Promise<ModelsState>;
  /** Path of a model to serve; undefined where it is nowhere, or not the file that the manifest names. */
  find(name: string): Promise<string | undefined>;
  /** Resolves when the face model is there, failed or was cancelled. */
  downloadFace(): Promise<ModelsState>;
  cancelDownload(): void;
  onChange(listener: (state: ModelsState) => void): () => void;
}

export interface ModelsOptions {
  resourcesFolder: string;
  dataFolder: string;
  /** `KAGAMI_MODELS`: a folder of the user's that is looked in first. */
  ownFolder: string | undefined;
  log: Log;
  /** The user lets Kagami use the network; yes where not given. */
  mayDownload?: () => boolean;
  fetch?: typeof fetch;
  /** Least time between two progress reports, ms. */
  progressEveryMs?: number;
}

type Place = 'folder' | 'downloaded' | 'resources';

/** Finds tracking models in the user's own folder, among the downloads and among the shipped, in this order. */
export const createModels = (options: ModelsOptions): Models => {
  const { resourcesFolder, dataFolder, ownFolder, log, progressEveryMs = 100 } = options;
  const shippedFolder = join(resourcesFolder, 'models');
  const places: [Place, string][] = [
    ...(ownFolder ? [['folder', ownFolder] as [Place, string]] : []),
    ['downloaded', join(dataFolder, 'models')],
    ['resources', shippedFolder],
  ];
  const changes = createListeners<ModelsState>();
  const isGenuine = createGenuineCheck();
  let download: { controller: AbortController; done: Promise<void>; receivedBytes: number } | undefined;
  let failure: string | undefined;

  const locate = async (
    manifest: ModelManifest,
    name: string,
  ): Promise<{ path: string; from: Place } | undefined> => {
    const expected = name === manifest.face.name ? manifest.face : ownEntry(manifest.files, name);
    if (expected === undefined) return undefined;
    for (const [from, folder] of places) {
      const path = join(folder, name);
      const verdict = await isGenuine(path, expected.sha256);
      if (verdict) return { path, from };
      if (verdict === false) log.warn(`${path} is not the file that its name says (other SHA-256): ignored.`);
    }
    return undefined;
  };

  const faceState = async (manifest: ModelManifest): Promise<FaceModelState> => {
    if (download !== undefined)
      return {
        state: 'downloading',
        receivedBytes: download.receivedBytes,
        totalBytes: manifest.face.bytes,
      };
    const found = await locate(manifest, manifest.face.name);
    if (found !== undefined) return { state: 'present', from: found.from };
    return failure === undefined ? { state: 'absent' } : { state: 'failed', message: failure };
  };

  const state = async (): Promise<ModelsState> => {
    let manifest: ModelManifest;
    try {
      manifest = await readModelManifest(shippedFolder);
    } catch (error) {
      return { files: [], face: { state: 'failed', message: (error as Error).message } };
    }
    const files = Object.entries(manifest.files).map(async ([name, { bytes }]) => ({
      name,
      present: (await locate(manifest, name)) !== undefined,
      bytes,
    }));
    return { files: await Promise.all(files), face: await faceState(manifest) };
  };

  /** One after the other, so that nobody is told an older state after a newer one. */
  let telling = Promise.resolve();
  const tell = (): Promise<void> => {
    telling = telling.then(async () => changes.tell(await state()));
    return telling;
  };

  const runDownload = async (signal: AbortSignal): Promise<void> => {
    let reported = 0;
    try {
      const { face } = await readModelManifest(shippedFolder);
      await downloadFile(face.url, join(dataFolder, 'models', face.name), {
        sha256: face.sha256,
        bytes: face.bytes,
        signal,
        fetch: options.fetch,
        onProgress(receivedBytes) {
          if (download !== undefined) download.receivedBytes = receivedBytes;
          if (Date.now() - reported < progressEveryMs) return;
          reported = Date.now();
          void tell();
        },
      });
      log.info(`Downloaded ${face.name}.`);
    } catch (error) {
      if (!(error instanceof DownloadCancelled)) {
        failure = (error as Error).message;
        log.warn(failure);
      }
    }
  };

  return {
    state,
    find: async (name) => {
      const manifest = await readModelManifest(shippedFolder).catch(() => undefined);
      return manifest && (await locate(manifest, name))?.path;
    },
    async downloadFace() {
      if (download === undefined) {
        const before = await state();
        if (before.face.state === 'present') return before;
      }
      if (download === undefined && options.mayDownload?.() === false) {
        failure = OFFLINE_SENTENCE;
        await tell();
        return state();
      }
      if (download === undefined) {
        failure = undefined;
        const controller = new AbortController();
        const done = runDownload(controller.signal).finally(() => {
          download = undefined;
        });
        download = { controller, done, receivedBytes: 0 };
        void done.then(tell);
      }
      await download.done;
      return state();
    },
    cancelDownload: () => download?.controller.abort(),
    onChange: changes.add,
  };
};

const ownEntry = (files: ModelManifest['files'], name: string) =>
  Object.hasOwn(files, name) ? files[name] : undefined;

/** Hashes each version of a file once. @returns undefined where there is no file */
const createGenuineCheck = () => {
  const hashes = new Map<string, { key: string; sha256: string }>();
  return async (path: string, sha256: string): Promise<boolean | undefined> => {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const key = `${found.size} ${found.mtimeMs}`;
    let seen = hashes.get(path);
    if (seen?.key !== key) {
      seen = { key, sha256: await sha256OfFile(path) };
      hashes.set(path, seen);
    }
    return seen.sha256 === sha256;
  };
};
