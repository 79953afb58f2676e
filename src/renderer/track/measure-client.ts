import type { FromWorker, ToWorker } from './messages';
import type { Delegate, TrackerAssets } from './tracker';

/** A machine that needs longer than this to look at seven pictures with its GPU is better off without. */
const LIMIT_MS = 12_000;

/**
 * Has `worker` measure which delegate is faster, and ends it. Any failure, and a GPU that takes too long, mean `cpu`.
 * @returns `cpu` as well when aborted; the caller no longer wants to know.
 */
export const measureInWorker = (
  worker: Worker,
  assets: TrackerAssets,
  signal: AbortSignal,
): Promise<Delegate> =>
  new Promise((resolve) => {
    const finish = (delegate: Delegate): void => {
      clearTimeout(limit);
      worker.terminate();
      resolve(delegate);
    };
    const limit = setTimeout(() => finish('cpu'), LIMIT_MS);
    signal.addEventListener('abort', () => finish('cpu'), { once: true });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) =>
      finish(data.type === 'measured' ? data.delegate : 'cpu');
    worker.onerror = () => finish('cpu');
    const request: ToWorker = { type: 'measure', assets };
    worker.postMessage(request);
  });
