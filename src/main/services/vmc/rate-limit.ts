/** Lets through as many a second as wanted, as evenly as they come; a clock of ms that never goes back. */
export const createRateLimit = (perSecond: number) => {
  const interval = 1000 / perSecond;
  let due = Number.NEGATIVE_INFINITY;
  return (now: number): boolean => {
    // Half an interval of grace: a frame that comes a little early is not put off by a whole one.
    if (now < due - interval / 2) return false;
    due = Math.max(due + interval, now);
    return true;
  };
};
