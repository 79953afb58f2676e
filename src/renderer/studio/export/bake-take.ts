import type { MotionClip } from '@motion/clip';
import type { BakeRequest, CutRequest, FromBakeWorker } from './bake.worker';

/** A long job that is watched and can be ended. */
export interface Watched {
  /** Once it is aborted the job rejects with its reason. */
  signal: AbortSignal;
  /** 0..1 */
  onProgress(share: number): void;
}

const bake = (
  request: BakeRequest | CutRequest,
  { signal, onProgress }: Watched,
): Promise<FromBakeWorker> => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./bake.worker.ts', import.meta.url), { type: 'module' });
  const stop = new AbortController();
  const done = new Promise<FromBakeWorker>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromBakeWorker>) => {
      if ('share' in data) onProgress(data.share);
      else if ('message' in data) reject(new Error(data.message));
      else resolve(data);
    };
    worker.onerror = () => reject(new Error(''));
    signal.addEventListener('abort', () => reject(signal.reason), { signal: stop.signal });
    // Copied, not handed over: the same take may be asked for again.
    worker.postMessage(request);
  });
  return done.finally(() => {
    stop.abort();
    worker.terminate();
  });
};

/**
 * Solves and shapes a take anew in a thread of its own.
 * @throws Error with a sentence for the user
 */
export const bakeClip = async (
  request: Omit<BakeRequest, 'format'>,
  watched: Watched,
): Promise<MotionClip> => {
  const made = await bake({ ...request, format: 'clip' }, watched);
  if (!('clip' in made)) throw new Error('');
  return made.clip;
};

/** As {@link bakeClip}, as an animation file. */
export const bakeFile = async (
  request: Omit<BakeRequest, 'format'> & { format: 'vrma' | 'bvh' },
  watched: Watched,
): Promise<Blob> => {
  const made = await bake(request, watched);
  if (!('file' in made)) throw new Error('');
  return made.file;
};

/** A part of a take as a take of its own, not yet gzipped; likewise. */
export const cutPart = async (request: Omit<CutRequest, 'format'>, watched: Watched): Promise<Uint8Array> => {
  const made = await bake({ ...request, format: 'ktake' }, watched);
  if (!('take' in made)) throw new Error('');
  return made.take;
};
