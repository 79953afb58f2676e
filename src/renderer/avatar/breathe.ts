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
