import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Where a Linux desktop looks for what starts with it: freedesktop.org, Desktop Application Autostart Specification 0.5. */
export const autostartFile = (home: string, env: NodeJS.ProcessEnv): string =>
  join(env.XDG_CONFIG_HOME || join(home, '.config'), 'autostart', 'kagami.desktop');

/** The entry that starts `program` with `args`: Desktop Entry Specification 1.5. */
export const autostartEntry = (program: string, args: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Kagami',
    `Exec=${[program, ...args].map(quoted).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Quoting of `Exec`: the reserved characters inside double quotes are escaped, and then again as in any string value. */
const quoted = (argument: string): string =>
  `"${argument
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;

/** Writes the entry, or takes it away. */
export const setAutostart = async (file: string, entry: string | undefined): Promise<void> => {
  if (entry === undefined) return rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, entry);
};
