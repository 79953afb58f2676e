import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Services } from '.';

/**
 * Takes a `.vrm` from anywhere on the disk among the user's avatars and shows it, once its terms are
 * accepted. A fault is logged: the avatar before stays.
 */
export const openAvatarFile = async (services: Services, path: string): Promise<void> => {
  try {
    const { id } = await services.avatars.store(basename(path), createReadStream(path));
    services.avatarChoice.choose(id);
  } catch (error) {
    services.log.warn(`${path} was not opened: ${(error as Error).message}`);
  }
};
