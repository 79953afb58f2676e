import type { WebGLRenderer } from 'three';

/** How often the graphics card is asked, milliseconds. */
const ASK_EVERY = 2;
/** A card that does not answer is not waited for, milliseconds. */
const LONGEST_WAIT = 1000;

/**
 * Resolves when the graphics card has done what it was told so far: whoever tells it more than it has room for is made to wait, and the
 * page with it. @throws the signal's reason when it is aborted.
 */
export const graphicsDone = async (renderer: WebGLRenderer, signal: AbortSignal): Promise<void> => {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  // Without a fence the context is lost, and nothing is on its way.
  if (!fence) return;
  gl.flush();
  const until = performance.now() + LONGEST_WAIT;
  try {
    do {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
      signal.throwIfAborted();
    } while (
      gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED &&
      !gl.isContextLost() &&
      performance.now() < until
    );
  } finally {
    gl.deleteSync(fence);
  }
};
