/**
 * Ends the current task and goes on in a new one, so that a long piece of work lets frames through. A message, unlike
 * a timer, is not slowed down in a window that is covered.
 */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** How long many small pieces of work may go on within one task, milliseconds: half of a frame at 60 a second. */
const AT_ONCE = 8;

/** For work in many small pieces: breathes before a piece where the task has lasted long enough. Pieces go on in the order of asking. */
export const createBreather = (): (() => Promise<void>) => {
  let begun = performance.now();
  let queue = Promise.resolve();
  const next = async (): Promise<void> => {
    if (performance.now() - begun < AT_ONCE) return;
    await breathe();
    begun = performance.now();
  };
  return () => {
    queue = queue.then(next);
    return queue;
  };
};
