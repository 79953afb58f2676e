import type { AvatarEntry } from '@shared/api';
import type { AvatarInfo } from '../avatar/avatar-info';
import type { AvatarView } from '../avatar/avatar-view';

export interface AvatarSlotOptions {
  view: AvatarView;
  listAvatars(): Promise<AvatarEntry[]>;
  onShown(id: string, info: AvatarInfo): void;
  /** How far an avatar is on its way, 0..1, in steps that are worth telling. */
  onProgress?(id: string, share: number): void;
  /** An avatar could not be shown: a sentence for the user. The one before stays. */
  onError(id: string, message: string): void;
  /** Nothing at all can be shown. */
  onNothing(message: string): void;
}

/** Keeps the view on the avatar that the settings name. */
export interface AvatarSlot {
  /** What is on the Stage. */
  readonly shownId: string | undefined;
  choose(id: string): void;
  /** The host's list of avatars changed: a wanted one may have come, or have become another file. */
  listChanged(entries: readonly AvatarEntry[]): void;
}

const BUILTIN = 'builtin/';
/** The least progress that is told. */
const LEAST_STEP = 0.05;

export const createAvatarSlot = (options: AvatarSlotOptions): AvatarSlot => {
  const { view, onShown, onError, onNothing } = options;
  let wanted: string | undefined;
  let shownId: string | undefined;
  /** The wanted file as it was last tried: a broken one is not tried again until it changes. */
  let tried: AvatarEntry | undefined;

  const show = async (entry: AvatarEntry): Promise<void> => {
    let told = 0;
    options.onProgress?.(entry.id, 0);
    const info = await view.load(entry.url, {
      onProgress: (share) => {
        if (share < told + LEAST_STEP || share >= 1) return;
        told = share;
        options.onProgress?.(entry.id, share);
      },
    });
    shownId = entry.id;
    onShown(entry.id, info);
  };

  const showWanted = async (id: string, entries: readonly AvatarEntry[]): Promise<void> => {
    const entry = entries.find((candidate) => candidate.id === id);
    tried = entry;
    try {
      if (!entry)
        throw new Error(`The avatar "${id.replace(/^\w+\//, '')}" is not there any more. Choose another.`);
      await show(entry);
    } catch (error) {
      if (wanted !== id || isAbort(error)) return;
      onError(id, messageOf(error));
      if (!view.info) await showBuiltin(id, entries);
    }
  };

  /** Rather the default avatar than none. */
  const showBuiltin = async (failedId: string, entries: readonly AvatarEntry[]): Promise<void> => {
    let message = 'No avatar can be shown. Choose one in Studio.';
    for (const entry of entries.filter(({ id }) => id.startsWith(BUILTIN) && id !== failedId)) {
      try {
        return await show(entry);
      } catch (error) {
        if (isAbort(error)) return;
        message = messageOf(error);
      }
    }
    onNothing(message);
  };

  const choose = async (id: string): Promise<void> => {
    wanted = id;
    try {
      const entries = await options.listAvatars();
      if (wanted === id) await showWanted(id, entries);
    } catch (error) {
      onError(id, messageOf(error));
      if (!view.info) onNothing(messageOf(error));
    }
  };

  return {
    get shownId() {
      return shownId;
    },
    choose: (id) => {
      if (id !== wanted) void choose(id);
    },
    listChanged: (entries) => {
      const entry = entries.find(({ id }) => id === wanted);
      if (!entry) return;
      const same =
        tried?.id === entry.id &&
        tried.bytes === entry.bytes &&
        tried.modifiedMs === entry.modifiedMs &&
        tried.url === entry.url;
      if (!same) void showWanted(entry.id, entries);
    },
  };
};

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'The avatar could not be shown. Choose another.';
