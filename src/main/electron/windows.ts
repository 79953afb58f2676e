import { join } from 'node:path';
import type { Settings } from '@shared/settings';
import { app, BrowserWindow, screen } from 'electron';
import { createReloadBudget } from '../policy/reload-budget';
import { stageContentSize, stageWindowOptions, studioWindowOptions } from '../policy/window-options';
import type { Log } from '../services/log';
import type { WireHub } from '../services/wire-hub';
import { APP_ORIGIN } from './protocol';
import { connectWindow } from './wire';

export interface Windows {
  openStudio(): Promise<void>;
  openStage(): Promise<void>;
  applySettings(settings: Settings): void;
}

export interface WindowsOptions {
  hub: () => WireHub;
  settings: () => Settings;
  log: Log;
}

/** The two windows: each is there once, and a second wish for it brings it to the front. */
export const createWindows = ({ hub, settings, log }: WindowsOptions): Windows => {
  const inputs = { preload: join(import.meta.dirname, '../preload/index.cjs'), devTools: !app.isPackaged };
  const open: { studio?: BrowserWindow; stage?: BrowserWindow } = {};

  const show = async (page: 'studio' | 'stage', create: () => BrowserWindow): Promise<void> => {
    const there = open[page];
    if (there !== undefined) {
      if (there.isMinimized()) there.restore();
      there.focus();
      return;
    }
    const window = create();
    open[page] = window;
    window.once('closed', () => {
      open[page] = undefined;
    });
    // The page's own title must not replace the one that capture programs know.
    window.on('page-title-updated', (event) => event.preventDefault());
    connectWindow(hub(), window.webContents);
    reloadAfterCrash(window, log);
    await window.loadURL(`${APP_ORIGIN}/${page}.html`);
  };

  const sizeStage = (): void => {
    const stage = open.stage;
    if (stage === undefined) return;
    const { scaleFactor } = screen.getDisplayMatching(stage.getBounds());
    const { width, height } = stageContentSize(settings().stage, scaleFactor);
    const [nowWidth, nowHeight] = stage.getContentSize();
    if (nowWidth !== width || nowHeight !== height) stage.setContentSize(width, height);
  };

  const createStage = (): BrowserWindow => {
    const { scaleFactor } = screen.getPrimaryDisplay();
    const window = new BrowserWindow(stageWindowOptions(inputs, settings().stage, scaleFactor));
    window.on('moved', sizeStage);
    return window;
  };

  return {
    openStudio: () => show('studio', () => new BrowserWindow(studioWindowOptions(inputs))),
    openStage: () => show('stage', createStage),
    applySettings({ stage }) {
      sizeStage();
      if (open.stage !== undefined && open.stage.isAlwaysOnTop() !== stage.alwaysOnTop)
        open.stage.setAlwaysOnTop(stage.alwaysOnTop, 'screen-saver');
    },
  };
};

const reloadAfterCrash = (window: BrowserWindow, log: Log): void => {
  const mayReload = createReloadBudget();
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error(`A page ended (${reason}, ${exitCode}).`);
    if (reason !== 'clean-exit' && mayReload(Date.now())) window.webContents.reload();
  });
};
