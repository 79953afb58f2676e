import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'node_modules/electron';
const REACH_WITHIN_MS = 3000;
const FETCH_WITHIN_MS = 10 * 60_000;

/**
 * Path of Electron's binary where it is installed. (Importing the package would download it, without end where there is no network.)
 */
export const electronBinary = (): string | undefined => {
  try {
    const name = readFileSync(join(PACKAGE, 'path.txt'), 'utf8');
    const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist');
    const binary = join(folder, name);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
};

/** Downloads the binary by Electron's own installer, where the place that it comes from answers soon. */
export const fetchElectron = async (): Promise<string | undefined> => {
  if (!(await isReachable(process.env.ELECTRON_MIRROR ?? 'https://github.com/'))) return undefined;
  console.log('Downloading Electron (once, about 100 MB) …');
  await runInstaller();
  return electronBinary();
};

const isReachable = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_WITHIN_MS) });
    return response.status < 500;
  } catch {
    return false;
  }
};

const runInstaller = (): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], {
      stdio: 'ignore',
      timeout: FETCH_WITHIN_MS,
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
