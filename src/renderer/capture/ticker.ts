/**
 * Calls `onTick` about every `interval` ms, also while the window is hidden. Ticks that find the page busy are not made up for.
 * @returns stops it
 */
export const startTicker = (interval: number, onTick: () => void): (() => void) => {
  const worker = new Worker(new URL('./ticker.worker.ts', import.meta.url), { type: 'module' });
  let fallback: ReturnType<typeof setInterval> | undefined;
  worker.onmessage = () => onTick();
  // Without workers the ticks are right as long as the window is seen.
  worker.onerror = () => {
    fallback ??= setInterval(onTick, interval);
  };
  worker.postMessage(interval);
  return () => {
    worker.onmessage = null;
    worker.terminate();
    clearInterval(fallback);
  };
};
