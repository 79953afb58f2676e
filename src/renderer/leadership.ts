import { PIPELINE_LOCK } from '@shared/channel';

export interface LeadershipOptions {
  /** `take-over`: lead at once, whoever leads now (Studio). `when-alone`: lead once nobody else does (Stage). */
  manner: 'take-over' | 'when-alone';
  onGain(): void;
  onLose(): void;
}

/**
 * Sees to it that exactly one page captures and tracks: the one that holds the Web Lock. The browser frees the lock
 * when a page closes, reloads or crashes, so that the next one in the queue carries on.
 *
 * @returns a function that gives leadership up for good.
 */
export const seekLeadership = ({ manner, onGain, onLose }: LeadershipOptions): (() => void) => {
  const resignation = new AbortController();
  let release: (() => void) | undefined;

  const hold = async (): Promise<void> => {
    if (resignation.signal.aborted) return;
    onGain();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  };

  const request = async (steal: boolean): Promise<void> => {
    try {
      // The specification allows no signal beside `steal`: a stealing request never waits.
      const options = steal ? { steal: true } : { signal: resignation.signal };
      await navigator.locks.request(PIPELINE_LOCK, options, hold);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
      const stolen = release !== undefined;
      release = undefined;
      if (resignation.signal.aborted) return;
      if (stolen) onLose();
      // Wait in the queue: whoever took over may close.
      await request(false);
    }
  };

  void request(manner === 'take-over');

  return () => {
    const leading = release !== undefined;
    resignation.abort();
    release?.();
    release = undefined;
    if (leading) onLose();
  };
};
