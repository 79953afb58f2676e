import { decompressTake } from '../capture/take-compression';
import type { ExportTakeRequest, FromExportWorker } from './take-export.worker';

export interface TakeExport extends Omit<ExportTakeRequest, 'take'> {
  /** The `.ktake` file. */
  take: Uint8Array;
  onProgress(share: number): void;
}

/**
 * Makes an animation file of a take in a thread of its own.
 * @throws Error with a sentence for the user
 */
export const exportTake = async ({ take, onProgress, ...request }: TakeExport): Promise<Blob> => {
  const unpacked = await decompressTake(take);
  const worker = new Worker(new URL('./take-export.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromExportWorker>) => {
        if ('share' in data) onProgress(data.share);
        else if ('file' in data) resolve(data.file);
        else reject(new Error(data.message));
      };
      worker.onerror = () => reject(new Error(''));
      worker.postMessage({ ...request, take: unpacked } satisfies ExportTakeRequest, [unpacked.buffer]);
    });
  } finally {
    worker.terminate();
  }
};
