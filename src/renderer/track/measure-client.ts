import type { MeasuredDelegate } from './delegate-memory';
import type { FromWorker, ToWorker } from './messages';
import type { TrackerAssets } from './tracker';

/** A machine that needs longer than this to look at seven pictures with its GPU is better off without. */
const LIMIT_MS = 12_000;

const UNKNOWN: MeasuredDelegate = { delegate: 'cpu', renderer: '' };

/**
 * Has `worker` measure which delegate is faster, and ends it. Any failure, and a GPU that takes too long, mean `cpu`.
 * @returns `cpu` as well when aborted; the caller no longer wants to know.
 */
export const measureInWorker = (
  worker: Worker,
  assets: TrackerAssets,
  known: MeasuredDelegate | undefined,
  signal: AbortSignal,
): Promise<MeasuredDelegate> =>
  new Promise((resolve) => {
    const finish = (measured: MeasuredDelegate): void => {
      clearTimeout(limit);
      worker.terminate();
      resolve(measured);
    };
    const limit = setTimeout(() => finish(UNKNOWN), LIMIT_MS);
    signal.addEventListener('abort', () => finish(UNKNOWN), { once: true });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) =>
      finish(data.type === 'measured' ? data.measured : UNKNOWN);
    worker.onerror = () => finish(UNKNOWN);
    const request: ToWorker = { type: 'measure', assets, known };
    worker.postMessage(request);
  });
