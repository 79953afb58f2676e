/** A video element that shows a stream; made when first asked for. */
export interface StreamPreview {
  readonly element: HTMLVideoElement | undefined;
  show(stream: MediaStream): void;
  clear(): void;
}

export const createStreamPreview = (): StreamPreview => {
  let stream: MediaStream | undefined;
  let element: HTMLVideoElement | undefined;

  const attach = (): void => {
    if (element === undefined) return;
    element.srcObject = stream ?? null;
    // Rejects when another stream is shown in between; then that one plays.
    if (stream !== undefined) element.play().catch(() => undefined);
  };

  return {
    get element() {
      if (stream === undefined) return undefined;
      if (element === undefined) {
        element = document.createElement('video');
        element.muted = true;
        element.playsInline = true;
        attach();
      }
      return element;
    },
    show(next) {
      stream = next;
      attach();
    },
    clear() {
      stream = undefined;
      attach();
      element = undefined;
    },
  };
};
