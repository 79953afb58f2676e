import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

export interface BrowserSearch {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

/** Programs that understand `--app=`, in the order of preference. */
const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi-stable',
];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser', 'Vivaldi'];
const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  'Vivaldi\\Application\\vivaldi.exe',
];

/** Where a browser may be on this system, best first. `KAGAMI_BROWSER` alone counts where it is set. */
export const browserCandidates = ({ platform, env, home }: BrowserSearch): string[] => {
  const chosen = env.KAGAMI_BROWSER;
  if (chosen) return isAbsolute(chosen) ? [chosen] : onPath([chosen], env);
  if (platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_PATHS.map((path) => `${folder}\\${path}`));
  if (platform === 'darwin')
    return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    );
  return [...onPath(LINUX_NAMES, env), '/snap/bin/chromium'];
};

const onPath = (names: string[], env: BrowserSearch['env']): string[] => {
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
};

/** The first candidate that can be run. */
export const findBrowser = async (search: BrowserSearch): Promise<string | undefined> => {
  for (const candidate of browserCandidates(search)) if (await isRunnable(candidate)) return candidate;
  return undefined;
};

const isRunnable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** One line on how to get a browser. */
export const browserAdvice = (platform: NodeJS.Platform): string =>
  platform === 'linux'
    ? 'No Chromium, Chrome or Edge was found. On Debian or Ubuntu: apt-get install -y chromium'
    : 'No Chrome, Edge or Chromium was found. Install one, or set KAGAMI_BROWSER to its path.';
