import type { BoneMap } from '../../../avatar-maker/import';
import { AvatarFileError } from '../../avatar/read-glb';
import type { ImportAnswer, ImportRequest, MadeFile, OpenedFile } from './import.worker';

export type ImportStep = Extract<ImportAnswer, { type: 'step' }>['step'];

export interface OpenOptions {
  /** Take an avatar that Kagami has made back to the model that it was made of. */
  toModel?: boolean;
  signal: AbortSignal;
  onStep(step: ImportStep): void;
}

/** An avatar's file, looked into outside of the page. */
export interface OpenedAvatar extends OpenedFile {
  /** Makes an avatar of a model. @throws Error with a sentence for the user */
  convert(map: BoneMap, name: string): Promise<MadeFile>;
  close(): void;
}

/** @throws Error with a sentence for the user; the signal's reason when it is aborted */
export type OpenAvatar = (bytes: Uint8Array<ArrayBuffer>, options: OpenOptions) => Promise<OpenedAvatar>;

/** How long a step may take on a slow machine with a large file, milliseconds; a hostile file may make one endless. */
const LONGEST = 120_000;

export const openAvatar: OpenAvatar = async (bytes, { toModel = false, signal, onStep }) => {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
  const close = (): void => worker.terminate();

  const ask = (request: ImportRequest, transfer: Transferable[] = []): Promise<ImportAnswer> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => fail(new AvatarFileError('The file takes too long to read. Reduce it before export.')),
        LONGEST,
      );
      const abort = (): void => fail(signal.reason);
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      const fail = (reason: unknown): void => {
        settle();
        close();
        reject(reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) return abort();
      worker.onmessage = ({ data }: MessageEvent<ImportAnswer>) => {
        if (data.type === 'step') return onStep(data.step);
        if (data.type === 'failed') return fail(new AvatarFileError(data.message));
        settle();
        resolve(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(new AvatarFileError('The file is more than this machine can read. Reduce it before export.'));
      };
      worker.postMessage(request, transfer);
    });

  const answer = await ask({ type: 'open', bytes, toModel }, [bytes.buffer]);
  if (answer.type !== 'opened') throw new Error('The file was not opened. Try again.');
  return {
    ...answer.opened,
    convert: async (map, name) => {
      const made = await ask({ type: 'convert', map, name });
      if (made.type !== 'made') throw new Error('The avatar was not made. Try again.');
      return made.made;
    },
    close,
  };
};
