import { chromiumSwitches } from '../policy/chromium-switches';

export interface BrowserFlagsOptions {
  url: string;
  profileFolder: string;
  /** Of the window, pixels; the browser's own choice where not given. */
  size?: { width: number; height: number };
  /** Chromium refuses to sandbox what root runs (containers, this project's CI). */
  isRoot: boolean;
  /** `KAGAMI_BROWSER_FLAGS`: further flags, separated by spaces. */
  extra: string | undefined;
}

/** Command line of a page in an app window: no tabs, a profile of its own, and never slowed down because another window covers it. */
export const browserFlags = ({ url, profileFolder, size, isRoot, extra }: BrowserFlagsOptions): string[] => [
  `--app=${url}`,
  `--user-data-dir=${profileFolder}`,
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  ...chromiumSwitches.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`)),
  '--password-store=basic',
  ...(size ? [`--window-size=${size.width},${size.height}`] : []),
  ...(isRoot ? ['--no-sandbox'] : []),
  ...(extra ?? '').split(/\s+/).filter((flag) => flag !== ''),
];
