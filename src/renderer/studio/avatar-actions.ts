import type { AvatarEntry, AvatarWorkshop } from '@shared/api';
import type { SettingsPatch } from '@shared/settings';
import { idOf, sentenceOf } from './answers';
import { avatarToReturnTo } from './avatar-fallback';
import { type AvatarImportActions, createAvatarImport } from './avatar-import/import-actions';
import { createThumbnails, type Thumbnails } from './avatar-thumbnail';
import type { ShowFault, StudioDeps } from './deps';
import type { StudioStore } from './store';
import { storedName } from './upload';

export interface AvatarActions extends AvatarImportActions {
  /** Makes an avatar of a picture of a face, and chooses it. */
  makePortrait(file: File): Promise<void>;
  /** Opens the workshop in which avatars of a kind are made, or one is changed. */
  openWorkshop(kind: AvatarWorkshop, avatar?: AvatarEntry): void;
  closeWorkshop(): void;
  /** Says why an avatar cannot be used. */
  refuseAvatar(sentence: string): void;
  /**
   * Keeps an avatar that was made in a workshop, and chooses it.
   * @param into the user's avatar that it is another version of. @throws Error with a sentence for the user
   */
  keepMade(file: Blob, name: string, into?: AvatarEntry): Promise<void>;
  /** An avatar's file. @throws where it cannot be had */
  avatarFile(avatar: AvatarEntry): Promise<Blob>;
  removeAvatar(id: string): Promise<void>;
  dismissAvatarRefusal(): void;
  /** Address of an avatar's portrait, undefined where its file has none. */
  thumbnail: Thumbnails;
}

export interface AvatarActionsOptions {
  store: StudioStore;
  deps: StudioDeps;
  showFault: ShowFault;
  change(patch: SettingsPatch): void;
  /** Avatars that were in use before, the last one first. */
  chosenBefore: readonly string[];
}

export const createAvatarActions = (options: AvatarActionsOptions): AvatarActions => {
  const { store, deps, showFault, change, chosenBefore } = options;
  const { getState, setState } = store;
  const { api } = deps.host;

  const imports = createAvatarImport({ store, deps, change });

  const keepMade: AvatarActions['keepMade'] = async (file, name, into) => {
    const stored = into?.id.startsWith(USER)
      ? into.id.slice(USER.length)
      : freeName(name, getState().avatars);
    const answer = await deps.putFile(`/user/avatars/${encodeURIComponent(stored)}.vrm`, file);
    setState({ avatars: await api.listAvatars(), avatarRefusal: undefined });
    await imports.ownAvatar(file);
    change({ avatar: { current: idOf(answer) ?? USER + stored } });
  };

  return {
    ...imports,
    openWorkshop: (kind, avatar) => setState({ workshop: { kind, ...(avatar && { avatar }) } }),
    closeWorkshop: () => setState({ workshop: undefined }),
    refuseAvatar: (detail) => setState({ avatarRefusal: { detail } }),
    keepMade,
    avatarFile: ({ url }) => deps.getFile(url),
    async makePortrait(file) {
      const name = storedName(file.name, 'portrait');
      setState({ portraitOf: name, avatarRefusal: undefined });
      try {
        const made = await deps.portraitOf(file, name, getState().models);
        await imports.addAvatar(new File([made], `${name}.vrm`), 'own');
      } catch (error) {
        setState({ avatarRefusal: { detail: sentenceOf(error) } });
      } finally {
        setState({ portraitOf: undefined });
      }
    },

    async removeAvatar(id) {
      try {
        const { settings, avatars } = getState();
        if (settings.avatar.current === id) {
          const available = avatars.map((avatar) => avatar.id);
          const next = avatarToReturnTo(id, [], chosenBefore, available);
          if (next !== undefined) change({ avatar: { current: next } });
        }
        setState({ avatars: await api.removeAvatar(id) });
      } catch (error) {
        showFault('faults.avatarNotRemoved', sentenceOf(error));
      }
    },

    dismissAvatarRefusal: () => setState({ avatarRefusal: undefined }),
    thumbnail: createThumbnails({
      getFile: deps.getFile,
      cache: deps.thumbnails,
      draw: deps.drawThumbnail,
    }),
  };
};

const USER = 'user/';

/** `name`, or with a number where an avatar of the user's has that name already. */
const freeName = (name: string, avatars: readonly AvatarEntry[]): string => {
  const taken = new Set(avatars.map(({ id }) => id.toLowerCase()));
  let free = name;
  for (let i = 2; taken.has(`${USER}${free}`.toLowerCase()); i++) free = `${name} ${i}`;
  return free;
};
