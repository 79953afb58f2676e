import type { Capabilities } from '@shared/api';

/** The installed app can do with its windows whatever the desktop can. */
export const electronCapabilities = (version: string, demo: boolean): Capabilities => ({
  host: 'electron',
  platform: process.platform,
  version,
  demo,
  transparentWindow: true,
  alwaysOnTop: true,
  sizesStageWindow: true,
  desktop: true,
});

/** A browser's windows are never transparent and never on top; their size can be set where Kagami started the browser. */
export const browserCapabilities = (
  version: string,
  demo: boolean,
  sizesStageWindow: boolean,
): Capabilities => ({
  host: 'browser',
  platform: process.platform,
  version,
  demo,
  transparentWindow: false,
  alwaysOnTop: false,
  sizesStageWindow,
  desktop: false,
});
