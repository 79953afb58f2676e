import type { SettingsPatch } from '@shared/settings';
import { idOf, sentenceOf } from './answers';
import { avatarToReturnTo } from './avatar-fallback';
import { createThumbnails, type Thumbnails } from './avatar-thumbnail';
import type { ShowFault, StudioDeps } from './deps';
import type { StudioStore } from './store';
import { storedName } from './upload';

export interface AvatarActions {
  chooseAvatar(id: string): void;
  /** Adds a VRM file to the host's avatars and chooses it. */
  addAvatar(file: File): Promise<void>;
  /** Makes an avatar of a picture of a face, and chooses it. */
  makePortrait(file: File): Promise<void>;
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

  const addAvatar = async (file: File): Promise<void> => {
    const name = storedName(file.name, 'avatar');
    setState({ avatarUpload: { name, share: 0 }, avatarRefusal: undefined });
    try {
      const answer = await deps.putFile(`/user/avatars/${encodeURIComponent(name)}.vrm`, file, {
        onProgress: (share) => setState({ avatarUpload: { name, share } }),
      });
      const id = idOf(answer) ?? `user/${name}`;
      setState({ avatars: await api.listAvatars() });
      change({ avatar: { current: id } });
    } catch (error) {
      setState({ avatarRefusal: { detail: sentenceOf(error) } });
    } finally {
      setState({ avatarUpload: undefined });
    }
  };

  return {
    chooseAvatar(id) {
      setState({ avatarRefusal: undefined });
      change({ avatar: { current: id } });
    },
    addAvatar,

    async makePortrait(file) {
      const name = storedName(file.name, 'portrait');
      setState({ portraitOf: name, avatarRefusal: undefined });
      try {
        const made = await deps.portraitOf(file, name, getState().models);
        await addAvatar(new File([made], `${name}.vrm`));
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
    thumbnail: createThumbnails(deps.getFile),
  };
};
