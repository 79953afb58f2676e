import type { AvatarRecipe } from '@shared/avatar-recipe';
import type { DesignerAnswer, DesignerOrder } from './designer.worker';

/** Makes avatars in a worker, one at a time. */
export interface AvatarFactory {
  /**
   * Makes an avatar to look at. Of those that wait only the last is made.
   * @returns undefined where a later one was asked for meanwhile. @throws Error with a sentence for the user
   */
  preview(recipe: AvatarRecipe): Promise<Uint8Array | undefined>;
  /** Makes the file to keep. @throws Error with a sentence for the user */
  make(recipe: AvatarRecipe): Promise<Uint8Array>;
  close(): void;
}

/** Pixels a side of the picture in a file, to keep and to look at. */
const KEPT_THUMBNAIL = 320;
const NO_THUMBNAIL = 16;

const FAILED = 'The avatar could not be made. Close the window and try again.';

interface Waiting {
  recipe: AvatarRecipe;
  settle(file: Uint8Array | undefined): void;
  fail(error: Error): void;
}

export const createAvatarFactory = (): AvatarFactory => {
  const worker = new Worker(new URL('./designer.worker.ts', import.meta.url), { type: 'module' });
  const open = new Map<number, { settle(file: Uint8Array): void; fail(error: Error): void }>();
  let count = 0;
  let previewing = false;
  let waiting: Waiting | undefined;

  const order = (recipe: AvatarRecipe, thumbnail: number): Promise<Uint8Array> =>
    new Promise((settle, fail) => {
      count += 1;
      open.set(count, { settle, fail });
      worker.postMessage({ id: count, recipe, thumbnail } satisfies DesignerOrder);
    });

  worker.onmessage = ({ data }: MessageEvent<DesignerAnswer>): void => {
    const asked = open.get(data.id);
    open.delete(data.id);
    if ('file' in data) asked?.settle(data.file);
    else asked?.fail(new Error(data.message));
  };
  worker.onerror = (): void => {
    for (const asked of open.values()) asked.fail(new Error(FAILED));
    open.clear();
  };

  const next = async (): Promise<void> => {
    const taken = waiting;
    if (previewing || taken === undefined) return;
    waiting = undefined;
    previewing = true;
    await order(taken.recipe, NO_THUMBNAIL).then(taken.settle, taken.fail);
    previewing = false;
    void next();
  };

  return {
    preview: (recipe) =>
      new Promise((settle, fail) => {
        waiting?.settle(undefined);
        waiting = { recipe, settle, fail };
        void next();
      }),
    make: (recipe) => order(recipe, KEPT_THUMBNAIL),
    close: () => {
      waiting?.settle(undefined);
      worker.terminate();
    },
  };
};
