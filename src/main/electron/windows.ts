import { join } from 'node:path';
import type { Settings } from '@shared/settings';
import { app, BrowserWindow, screen } from 'electron';
import { createReloadBudget } from '../policy/reload-budget';
import {
  STAGE_TITLE,
  STAGE2_TITLE,
  stageContentSize,
  stageWindowOptions,
  studioWindowOptions,
} from '../policy/window-options';
import { type PlacedWindow, placeOnScreens, type WindowPlaces } from '../services/desktop/window-places';
import type { Log } from '../services/log';
import type { WireHub } from '../services/wire-hub';
import { APP_ORIGIN } from './protocol';
import { connectWindow } from './wire';

export interface Windows {
  openStudio(): Promise<void>;
  openStage(): Promise<void>;
  openStage2(): Promise<void>;
  applySettings(settings: Settings): void;
}

type StageName = 'stage' | 'stage2';

export interface WindowsOptions {
  hub: () => WireHub;
  settings: () => Settings;
  /** Where the windows stood. */
  places: WindowPlaces;
  log: Log;
}

/** The program's windows: each is there once, and a second wish for it brings it to the front. */
export const createWindows = ({ hub, settings, places, log }: WindowsOptions): Windows => {
  const inputs = { preload: join(import.meta.dirname, '../preload/index.cjs'), devTools: !app.isPackaged };
  const open: { studio?: BrowserWindow; stage?: BrowserWindow; stage2?: BrowserWindow } = {};

  const show = async (page: keyof typeof open, create: () => BrowserWindow): Promise<void> => {
    const there = open[page];
    if (there !== undefined) {
      if (there.isMinimized()) there.restore();
      there.focus();
      return;
    }
    const window = create();
    open[page] = window;
    keepPlace(page, window);
    window.once('closed', () => {
      open[page] = undefined;
    });
    // The page's own title must not replace the one that capture programs know.
    window.on('page-title-updated', (event) => event.preventDefault());
    connectWindow(hub(), window.webContents);
    reloadAfterCrash(window, log);
    await window.loadURL(`${APP_ORIGIN}/${page}.html`);
  };

  /** Puts a window where it stood, and notes where it goes. The size of a Stage is a setting, its place alone is kept. */
  const keepPlace = (page: PlacedWindow, window: BrowserWindow): void => {
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const place = placeOnScreens(places.get(page), screens, page === 'studio');
    if (place !== undefined && page === 'studio') window.setBounds(place);
    else if (place !== undefined) window.setPosition(place.x, place.y);
    const note = () => places.set(page, window.getNormalBounds());
    window.on('move', note);
    window.on('resize', note);
  };

  const wishOf = (page: StageName, { stage, outputs }: Settings) =>
    page === 'stage' ? stage : { ...stage, ...outputs.window2 };

  const sizeStage = (page: StageName): void => {
    const window = open[page];
    if (window === undefined) return;
    const { scaleFactor } = screen.getDisplayMatching(window.getBounds());
    const { width, height } = stageContentSize(wishOf(page, settings()), scaleFactor);
    const [nowWidth, nowHeight] = window.getContentSize();
    if (nowWidth !== width || nowHeight !== height) window.setContentSize(width, height);
  };

  const createStage = (page: StageName, title: string): BrowserWindow => {
    const { scaleFactor } = screen.getPrimaryDisplay();
    const wish = wishOf(page, settings());
    const window = new BrowserWindow(stageWindowOptions(inputs, wish, scaleFactor, title));
    window.setIgnoreMouseEvents(wish.clickThrough);
    window.on('moved', () => sizeStage(page));
    return window;
  };

  const applyTo = (page: StageName, { stage }: Settings): void => {
    const window = open[page];
    if (window === undefined) return;
    sizeStage(page);
    if (window.isAlwaysOnTop() !== stage.alwaysOnTop)
      window.setAlwaysOnTop(stage.alwaysOnTop, 'screen-saver');
    window.setIgnoreMouseEvents(stage.clickThrough);
  };

  return {
    openStudio: () => show('studio', () => new BrowserWindow(studioWindowOptions(inputs))),
    openStage: () => show('stage', () => createStage('stage', STAGE_TITLE)),
    openStage2: () => show('stage2', () => createStage('stage2', STAGE2_TITLE)),
    applySettings(next) {
      applyTo('stage', next);
      applyTo('stage2', next);
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
