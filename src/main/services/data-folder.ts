import { join, resolve } from 'node:path';

/** What the data folder depends on; `process` has it all. */
export interface DataFolderInputs {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

/** Folder of the user's settings, avatars, takes, models and logs: `KAGAMI_DATA`, else where the system keeps such things. */
export const dataFolder = ({ platform, env, home }: DataFolderInputs): string => {
  if (env.KAGAMI_DATA) return resolve(env.KAGAMI_DATA);
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Kagami');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kagami');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Kagami');
};
