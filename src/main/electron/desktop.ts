import { app, BrowserWindow, crashReporter } from 'electron';
import type { Services } from '../services';
import { noteFaults } from './fault-notes';
import { followLinks } from './links';
import { followStartWithSystem } from './start-with-system';
import { showTray } from './tray';

export interface DesktopOptions {
  services: Services;
  /** A PNG file. */
  icon: string;
  openStudio(): Promise<void>;
}

/** Kagami's place on the desktop, by `settings.desktop`. */
export interface Desktop {
  openLink(link: string): void;
}

export const createDesktop = ({ services, icon, openStudio }: DesktopOptions): Desktop => {
  const links = followLinks(services, openStudio);
  const ends = [
    showTray({ services, icon, openStudio }),
    followStartWithSystem(services),
    noteFaults(services, openStudio),
    links.close,
  ];
  app.on('will-quit', () => {
    for (const end of ends) end();
  });
  endWithLastWindow(services);
  return { openLink: links.open };
};

/** Ends the program with its last window, unless it is to stay in the tray. */
const endWithLastWindow = ({ settings }: Services): void => {
  app.on('window-all-closed', () => {
    const { tray, closeToTray } = settings.current.desktop;
    if (!tray || !closeToTray) app.quit();
  });
  // Without its icon a program that has no window could not be reached.
  settings.onChange(({ desktop }) => {
    const isHidden = BrowserWindow.getAllWindows().length === 0;
    if (isHidden && !desktop.tray) app.quit();
  });
};

/** Crashes are written to the data folder, and sent nowhere. */
export const keepCrashesHere = (folder: string): void => {
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
};
