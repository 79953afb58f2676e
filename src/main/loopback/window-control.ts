import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DevtoolsPipe } from './devtools-pipe';
import type { WindowSize } from './host';

/** What the browser itself offers no command line for: finding, raising and sizing a window that is open. */
export interface WindowControl {
  /** Brings the page to the front. @returns false where it is not open */
  raise(pageUrl: string): Promise<boolean>;
  /** Gives the page this many pixels, waiting so long for it to open; a maximized window stays as it is. */
  resize(pageUrl: string, size: WindowSize, waitMs: number): Promise<void>;
  /** Closes the page where it is open. */
  closePage(pageUrl: string): Promise<void>;
  /** Closes every window in good order. */
  closeBrowser(): Promise<void>;
}

const targetsSchema = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});
const windowSchema = z.object({
  windowId: z.number(),
  bounds: z.object({ width: z.number(), height: z.number(), windowState: z.string().default('normal') }),
});
const attachedSchema = z.object({ sessionId: z.string() });
const insideSchema = z.object({
  result: z.object({ value: z.tuple([z.number(), z.number(), z.number().positive()]) }),
});

/** A window manager may take a moment to resize, or round. */
const RESIZE_TRIES = 4;

export const createWindowControl = (pipe: DevtoolsPipe): WindowControl => {
  const find = async (pageUrl: string): Promise<string | undefined> => {
    const { targetInfos } = targetsSchema.parse(await pipe.send('Target.getTargets'));
    return targetInfos.find(({ type, url }) => type === 'page' && url.split(/[?#]/)[0] === pageUrl)?.targetId;
  };

  const waitFor = async (pageUrl: string, waitMs: number): Promise<string | undefined> => {
    for (const until = Date.now() + waitMs; ; await delay(200)) {
      const found = await find(pageUrl);
      if (found !== undefined || Date.now() >= until) return found;
    }
  };

  /** Size of the page in CSS pixels, and device pixels in one of them. */
  const measure = async (targetId: string): Promise<[width: number, height: number, ratio: number]> => {
    const attached = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
    const { sessionId } = attachedSchema.parse(attached);
    try {
      const expression = '[innerWidth, innerHeight, devicePixelRatio]';
      const answer = await pipe.send('Runtime.evaluate', { expression, returnByValue: true }, sessionId);
      return insideSchema.parse(answer).result.value;
    } finally {
      await pipe.send('Target.detachFromTarget', { sessionId });
    }
  };

  /** @returns whether the page has its size */
  const resizeOnce = async (targetId: string, size: WindowSize): Promise<boolean> => {
    const { windowId, bounds } = windowSchema.parse(
      await pipe.send('Browser.getWindowForTarget', { targetId }),
    );
    if (bounds.windowState !== 'normal') return true;
    const [width, height, ratio] = await measure(targetId);
    const addedWidth = Math.round(size.width / ratio) - width;
    const addedHeight = Math.round(size.height / ratio) - height;
    if (addedWidth === 0 && addedHeight === 0) return true;
    await pipe.send('Browser.setWindowBounds', {
      windowId,
      bounds: { width: bounds.width + addedWidth, height: bounds.height + addedHeight },
    });
    return false;
  };

  return {
    async raise(pageUrl) {
      const targetId = await find(pageUrl);
      if (targetId === undefined) return false;
      await pipe.send('Target.activateTarget', { targetId });
      return true;
    },
    async resize(pageUrl, size, waitMs) {
      const targetId = await waitFor(pageUrl, waitMs);
      if (targetId === undefined) return;
      for (let tries = 0; tries < RESIZE_TRIES && !(await resizeOnce(targetId, size)); tries++)
        await delay(250);
    },
    async closePage(pageUrl) {
      const targetId = await find(pageUrl);
      if (targetId !== undefined) await pipe.send('Target.closeTarget', { targetId });
    },
    closeBrowser: async () => void (await pipe.send('Browser.close')),
  };
};
