/** Web Lock of the one page that plays what is spoken. */
const VOICE_LOCK = 'kagami.voice';
/** Of Stages one at a time asks for it: the one that was opened first. */
const STAGE_LOCK = 'kagami.voice.stage';

/**
 * Tells whether this page is to play what is spoken. A Stage takes the lock away from Studio; Studio has it again when no Stage is left.
 * The browser frees the locks of a page that closes or crashes.
 *
 * @returns gives it up for good
 */
export const holdVoice = (page: 'stage' | 'studio', onChange: (held: boolean) => void): (() => void) => {
  const given = new AbortController();
  const forGood = new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve()));
  const hold = async (): Promise<void> => {
    if (given.signal.aborted) return;
    onChange(true);
    await forGood;
  };

  const asStudio = async (): Promise<void> => {
    while (!given.signal.aborted)
      try {
        await navigator.locks.request(VOICE_LOCK, { signal: given.signal }, hold);
      } catch {
        // Stolen by a Stage, or given up while it waited.
        onChange(false);
      }
  };

  const asStage = async (): Promise<void> => {
    try {
      await navigator.locks.request(STAGE_LOCK, { signal: given.signal }, () =>
        navigator.locks.request(VOICE_LOCK, { steal: true }, hold),
      );
    } catch {
      onChange(false);
    }
  };

  void (page === 'stage' ? asStage() : asStudio());
  return () => given.abort();
};
