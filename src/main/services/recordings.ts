import { spawn } from 'node:child_process';
import { mkdir, open, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingEntry } from '@shared/api';
import { createFileShelf, Refusal, type ShelfFile } from './file-shelf';
import { createListeners } from './listeners';

const EXTENSIONS = ['.webm', '.mp4', '.png'] as const;
/** The longest file, about a day of video at 6 Mbit/s. */
export const MAX_RECORDING_BYTES = 64 * 1024 ** 3;
/** The most that is written at once. */
export const MAX_PIECE_BYTES = 64 * 1024 ** 2;
/** What is left free for everything else on the disk. */
export const KEPT_FREE_BYTES = 200 * 1024 ** 2;

/** Video files that a Stage writes piece by piece while it records, so that a crash costs a second and not the show. */
export interface Recordings {
  /** Newest first. */
  list(): Promise<RecordingEntry[]>;
  /** Path of a file. @throws Refusal */
  userFile(name: string): Promise<string>;
  /**
   * Writes a piece. At 0 it begins a new file; elsewhere it goes into or onto the file that is there, without a gap.
   * @throws Refusal where the disk is full, the name taken or the place is none
   */
  write(name: string, at: number, content: AsyncIterable<Uint8Array>): Promise<RecordingEntry>;
  remove(id: string): Promise<RecordingEntry[]>;
  /** Shows the folder in the system's file manager. @throws Error with a sentence where there is none */
  openFolder(): Promise<void>;
  onChange(listener: (recordings: RecordingEntry[]) => void): () => void;
}

export interface RecordingsOptions {
  dataFolder: string;
  /** Free bytes of a folder's disk; for tests. */
  freeBytes?: (folder: string) => Promise<number>;
  /** Shows a folder; for tests. */
  showFolder?: (folder: string) => Promise<void>;
}

const USER = 'user/';

export const createRecordings = (options: RecordingsOptions): Recordings => {
  const { freeBytes = freeOnDisk, showFolder = showInFileManager } = options;
  const folder = join(options.dataFolder, 'recordings');
  const shelf = createFileShelf({
    folder,
    extensions: EXTENSIONS,
    maxBytes: MAX_RECORDING_BYTES,
    check: async () => undefined,
  });
  const changes = createListeners<RecordingEntry[]>();
  /** Files that this run of the program began: only they may be written into. */
  const begun = new Set<string>();

  const list = async (): Promise<RecordingEntry[]> =>
    (await shelf.list()).sort((a, b) => b.modifiedMs - a.modifiedMs).map(entry);

  const begin = async (name: string): Promise<void> => {
    await mkdir(folder, { recursive: true });
    const taken = await shelf.find(name).then(
      () => true,
      (refusal: Refusal) => {
        if (refusal.status !== 404) throw refusal;
        return false;
      },
    );
    if (taken) throw new Refusal(409, `There is a recording "${name}" already.`);
    await (await open(join(folder, name), 'wx')).close();
    begun.add(name);
  };

  const refuseFullDisk = async (coming: number): Promise<void> => {
    if ((await freeBytes(folder)) - coming < KEPT_FREE_BYTES)
      throw new Refusal(
        507,
        'The disk is nearly full, so recording has ended. Free some space and record again.',
      );
  };

  return {
    list,
    userFile: async (name) => (await shelf.find(name)).path,
    async write(name, at, content) {
      const piece = await collect(content);
      if (!Number.isSafeInteger(at) || at < 0 || at + piece.length > MAX_RECORDING_BYTES)
        throw new Refusal(413, 'The recording is too long. Begin another.');
      if (at === 0 && !begun.has(name)) await begin(name);
      if (!begun.has(name)) throw new Refusal(404, 'This recording has ended.');
      await refuseFullDisk(piece.length);
      const { bytes, path } = await shelf.find(name);
      if (at > bytes) throw new Refusal(400, 'A piece of the recording is missing.');
      await writeAt(path, at, piece);
      if (bytes === 0) changes.tell(await list());
      return entry(await shelf.find(name));
    },
    async remove(id) {
      const name = id.startsWith(USER) ? id.slice(USER.length) : id;
      begun.delete(name);
      await shelf.remove(name);
      const recordings = await list();
      changes.tell(recordings);
      return recordings;
    },
    async openFolder() {
      await mkdir(folder, { recursive: true });
      await showFolder(folder);
    },
    onChange: changes.add,
  };
};

const entry = (file: ShelfFile): RecordingEntry => ({
  id: USER + file.name,
  name: file.name,
  url: `/user/recordings/${encodeURIComponent(file.name)}`,
  bytes: file.bytes,
  time: file.modifiedMs,
});

const collect = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > MAX_PIECE_BYTES) throw new Refusal(413, 'A piece of the recording is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const writeAt = async (path: string, at: number, piece: Buffer): Promise<void> => {
  const handle = await open(path, 'r+');
  try {
    await handle.write(piece, 0, piece.length, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new Refusal(507, 'The disk is full, so recording has ended. Free some space and record again.');
    throw error;
  } finally {
    await handle.close();
  }
};

const freeOnDisk = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** The command that shows a folder, by platform. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { win32: 'explorer.exe', darwin: 'open' };

const showInFileManager = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const opener = spawn(OPENERS[process.platform] ?? 'xdg-open', [folder], {
      detached: true,
      stdio: 'ignore',
    });
    opener.once('spawn', () => {
      opener.unref();
      resolve();
    });
    opener.once('error', () => reject(new Error(`The folder cannot be shown here. It is ${folder}`)));
  });
