/**
 * Whether a page that crashed may be loaded again: a Stage must come back by itself while nobody looks, but a page that crashes
 * whenever it starts must not do so for ever.
 *
 * @returns a function of the time in ms that says yes at most `times` within `withinMs`
 */
export const createReloadBudget = (times = 3, withinMs = 60_000): ((now: number) => boolean) => {
  let crashes: number[] = [];
  return (now) => {
    crashes = [...crashes.filter((time) => now - time < withinMs), now];
    return crashes.length <= times;
  };
};
