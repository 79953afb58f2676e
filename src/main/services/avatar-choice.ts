import { stat } from 'node:fs/promises';
import type { Avatars } from './avatars';
import type { Log } from './log';
import type { SettingsStore } from './settings';
import { sha256OfFile } from './sha256';

/** Shows avatars that something other than a click in Studio asks for: a rule, a preset, a double-clicked file. */
export interface AvatarChoice {
  /**
   * Shows it at once where it ships with Kagami or the user has accepted the terms of its file. Else the avatar before stays, and Studio,
   * now or when it is next open, shows the terms and asks.
   */
  choose(id: string): void;
}

export interface AvatarChoiceOptions {
  settings: Pick<SettingsStore, 'current' | 'update'>;
  avatars: Pick<Avatars, 'userFile'>;
  log: Pick<Log, 'info'>;
}

const USER = 'user/';

export const createAvatarChoice = ({ settings, avatars, log }: AvatarChoiceOptions): AvatarChoice => {
  const readHash = createHashReader();
  let newest: object | undefined;

  const isAccepted = async (id: string): Promise<boolean> => {
    const path = await avatars.userFile(`${id.slice(USER.length)}.vrm`);
    return settings.current.avatarFiles.accepted.includes(await readHash(path));
  };

  const chooseUsers = async (id: string): Promise<void> => {
    const own = {};
    newest = own;
    // One that is not there is the Stage's to say.
    const accepted = await isAccepted(id).catch(() => true);
    if (newest !== own) return;
    if (!accepted) log.info(`${id} waits for its terms of use to be accepted in Studio.`);
    settings.update(accepted ? { avatar: { current: id } } : { avatarFiles: { offered: id } });
  };

  return {
    choose(id) {
      if (id.startsWith(USER) && id !== settings.current.avatar.current) return void chooseUsers(id);
      newest = undefined;
      settings.update({ avatar: { current: id } });
    },
  };
};

/** Files are large: each version of one is read through once. */
const createHashReader = () => {
  const known = new Map<string, { version: string; hash: Promise<string> }>();
  return async (path: string): Promise<string> => {
    const { size, mtimeMs } = await stat(path);
    const version = `${size} ${mtimeMs}`;
    const before = known.get(path);
    if (before?.version === version) return before.hash;
    const hash = sha256OfFile(path);
    known.set(path, { version, hash });
    hash.catch(() => known.delete(path));
    return hash;
  };
};
