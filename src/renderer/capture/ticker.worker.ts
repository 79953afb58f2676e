/** Ticks from a worker: the timers of a page slow down to one a second while its window is hidden, a worker's do not. */
const scope = globalThis as unknown as {
  postMessage(message: null): void;
  onmessage: ((event: MessageEvent<number>) => void) | null;
};

scope.onmessage = ({ data: interval }) => {
  setInterval(() => scope.postMessage(null), interval);
};
