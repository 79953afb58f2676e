import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Services } from '../services';
import { desktopTexts } from '../services/desktop/texts';
import { type TrayItem, type TrayState, trayMenu, trayTooltip } from '../services/desktop/tray-menu';

export interface TrayOptions {
  services: Services;
  /** A PNG file. */
  icon: string;
  openStudio(): Promise<void>;
}

/** Units of the icon on each system; macOS's menu bar is low. */
const ICON_SIZE = process.platform === 'darwin' ? 18 : 32;

/**
 * Shows Kagami's icon in the system's tray while `settings.desktop.tray` is on.
 *
 * @returns a function that takes it away
 */
export const showTray = ({ services, icon, openStudio }: TrayOptions): (() => void) => {
  const { settings, outputs, commands, log } = services;
  let tray: Tray | undefined;

  const texts = () => desktopTexts(settings.current.studio.language, app.getPreferredSystemLanguages());
  const state = (): TrayState => ({
    outputs: outputs.states,
    panicked: settings.current.capture.panicked,
  });

  const doItem = (item: Exclude<TrayItem, { kind: 'separator' }>): void => {
    if (item.kind === 'do') {
      if (item.act === 'quit') app.quit();
      else void openStudio();
      return;
    }
    try {
      commands.run(item.command);
    } catch (error) {
      log.warn(`From the tray: ${(error as Error).message}`);
    }
  };

  const entryOf = (item: TrayItem): MenuItemConstructorOptions => {
    if (item.kind === 'separator') return { type: 'separator' };
    const click = () => doItem(item);
    if (item.kind === 'do' || item.checked === undefined) return { label: item.label, click };
    return { label: item.label, type: 'checkbox', checked: item.checked, click };
  };

  /** What is shown now: menus are made anew only when they say something else. */
  let shown = '';
  const follow = (): void => {
    if (!settings.current.desktop.tray) {
      tray?.destroy();
      tray = undefined;
      shown = '';
      return;
    }
    tray ??= createTray(icon, openStudio);
    const items = trayMenu(state(), texts());
    const tooltip = trayTooltip(state(), texts());
    const next = JSON.stringify([items, tooltip]);
    if (next === shown) return;
    shown = next;
    tray.setToolTip(tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(items.map(entryOf)));
  };

  const ends = [settings.onChange(follow), outputs.onChange(follow)];
  follow();
  return () => {
    for (const end of ends) end();
    tray?.destroy();
  };
};

const createTray = (icon: string, openStudio: () => Promise<void>): Tray => {
  const picture = nativeImage.createFromPath(icon).resize({ width: ICON_SIZE, height: ICON_SIZE });
  const tray = new Tray(picture);
  // A click on macOS opens the menu.
  if (process.platform !== 'darwin') tray.on('click', () => void openStudio());
  return tray;
};
