import { PIPELINE_LOCK } from '@shared/channel';

export interface LeadershipOptions {
  /** `take-over`: lead at once, whoever leads now (Studio). `when-alone`: lead once nobody else does (Stage). */
  manner: 'take-over' | 'when-alone';
  onGain(): void;
  onLose(): void;
}

/** How long a page that leads only when alone waits for the other to come back: a reload must not move the camera twice. */
const GRACE_MS = 1500;
/** Held, shared, by every Studio from its first moment, long before it can lead. */
const STUDIO_LOCK = 'kagami.studio';
/** A Studio that takes longer than this to start does not hold up the avatar. */
const STUDIO_STARTS_MS = 10_000;
const LOOK_AGAIN_MS = 250;

/** Says that a Studio starts in this page and is going to lead: no Stage need open the camera for the seconds until then. */
export const announceStudio = (): void => {
  void navigator.locks.request(STUDIO_LOCK, { mode: 'shared' }, () => new Promise(() => {}));
};

const studioIsOpen = async (): Promise<boolean> =>
  (await navigator.locks.query()).held?.some(({ name }) => name === STUDIO_LOCK) ?? false;

/**
 * Sees to it that exactly one page captures and tracks: the one that holds the Web Lock. The browser frees the lock
 * when a page closes, reloads or crashes, so that the next one in the queue carries on.
 *
 * @returns a function that gives leadership up for good.
 */
export const seekLeadership = ({ manner, onGain, onLose }: LeadershipOptions): (() => void) => {
  const resignation = new AbortController();
  let leading = false;
  let release: (() => void) | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;

  const gain = (): void => {
    leading = true;
    onGain();
  };

  const lose = (): void => {
    clearTimeout(grace);
    release = undefined;
    if (!leading) return;
    leading = false;
    onLose();
  };

  const gainWhenAlone = async (waited: number): Promise<void> => {
    const held = release;
    const awaitsStudio = waited < STUDIO_STARTS_MS && (await studioIsOpen());
    // Lost or given up meanwhile.
    if (held === undefined || release !== held || resignation.signal.aborted) return;
    if (!awaitsStudio) gain();
    else grace = setTimeout(() => void gainWhenAlone(waited + LOOK_AGAIN_MS), LOOK_AGAIN_MS);
  };

  const hold = (): Promise<void> => {
    if (resignation.signal.aborted) return Promise.resolve();
    if (manner === 'take-over') gain();
    else grace = setTimeout(() => void gainWhenAlone(GRACE_MS), GRACE_MS);
    return new Promise((resolve) => {
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
      lose();
      // Stolen: wait in the queue, as whoever took over may close.
      if (!resignation.signal.aborted) await request(false);
    }
  };

  void request(manner === 'take-over');

  return () => {
    resignation.abort();
    release?.();
    lose();
  };
};
