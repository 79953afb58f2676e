export interface Lifetime {
  /** A page came or went. */
  pagesChanged(pageCount: number): void;
  browserStarted(): void;
  browserEnded(): void;
  stop(): void;
}

/**
 * Decides when the program has no windows left. The browser's process alone does not tell: a start with a profile that is in use hands over
 * to a running browser and ends at once, and pages reload. So: the browser's process has ended and no page has been connected for `graceMs`.
 */
export const createLifetime = (onOver: () => void, graceMs = 4000): Lifetime => {
  let browserRuns = true;
  let pages = 0;
  let timer: NodeJS.Timeout | undefined;

  const consider = (): void => {
    clearTimeout(timer);
    timer = browserRuns || pages > 0 ? undefined : setTimeout(onOver, graceMs);
  };

  return {
    pagesChanged(pageCount) {
      pages = pageCount;
      consider();
    },
    browserStarted() {
      browserRuns = true;
      consider();
    },
    browserEnded() {
      browserRuns = false;
      consider();
    },
    stop: () => clearTimeout(timer),
  };
};
