import type { FileWork, FromFileWorker, ToFileWorker } from './file.worker';
import { AvatarFileError } from './read-glb';

/** What the worker makes of what it is given. */
export type AnswerTo<Work extends FileWork> = Work extends { read: string }
  ? { bytes: Uint8Array<ArrayBuffer> }
  : { picture: ImageBitmap };

interface Waiting {
  resolve(answer: FromFileWorker): void;
  reject(error: Error): void;
  onProgress: ((fraction: number) => void) | undefined;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let asked = 0;

/**
 * Has a page's one worker for files do a piece of work.
 * @param transfer what the page gives away. @throws AvatarFileError with a sentence for the user; the signal's reason
 */
export const askFileWorker = <Work extends FileWork>(
  work: Work,
  options: { transfer?: Transferable[]; signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<AnswerTo<Work>> =>
  new Promise((resolve, reject) => {
    const { transfer = [], signal, onProgress } = options;
    signal?.throwIfAborted();
    worker ??= openWorker();
    asked += 1;
    const id = asked;
    const cancel = (): void => {
      waiting.delete(id);
      worker?.postMessage({ id, cancel: true } satisfies ToFileWorker);
      reject(signal?.reason);
    };
    const forget = (): void => signal?.removeEventListener('abort', cancel);
    signal?.addEventListener('abort', cancel, { once: true });
    waiting.set(id, {
      resolve: (answer) => {
        forget();
        resolve(answer as AnswerTo<Work> & FromFileWorker);
      },
      reject: (error) => {
        forget();
        reject(error);
      },
      onProgress,
    });
    worker.postMessage({ id, ...work } satisfies ToFileWorker, transfer);
  });

const openWorker = (): Worker => {
  const opened = new Worker(new URL('./file.worker.ts', import.meta.url), { type: 'module' });
  opened.onmessage = ({ data }: MessageEvent<FromFileWorker>) => {
    const asker = waiting.get(data.id);
    if (!asker) {
      if ('picture' in data) data.picture.close();
      return;
    }
    if ('progress' in data) {
      asker.onProgress?.(data.progress);
      return;
    }
    waiting.delete(data.id);
    if (!('error' in data)) asker.resolve(data);
    else asker.reject(data.sentence ? new AvatarFileError(data.error) : new Error(data.error));
  };
  opened.onerror = () => {
    for (const { reject } of waiting.values())
      reject(new AvatarFileError('The file could not be read. Reload the page or restart Kagami.'));
    waiting.clear();
    opened.terminate();
    worker = undefined;
  };
  return opened;
};
