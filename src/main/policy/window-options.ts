import type { Settings } from '@shared/settings';

/** Titles by which OBS and other capture programs find the windows; they never change. */
export const STUDIO_TITLE = 'Kagami Studio';
export const STAGE_TITLE = 'Kagami Stage';
export const STAGE2_TITLE = 'Kagami Stage 2';

export interface WindowInputs {
  /** Path of the built preload script. */
  preload: string;
  /** Developer tools; off in the installed program. */
  devTools: boolean;
}

const webPreferences = ({ preload, devTools }: WindowInputs) => ({
  preload,
  devTools,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // Studio tracks and the Stage renders while a game covers both.
  backgroundThrottling: false,
});

export const studioWindowOptions = (inputs: WindowInputs) => ({
  title: STUDIO_TITLE,
  width: 1280,
  height: 840,
  minWidth: 720,
  minHeight: 520,
  backgroundColor: '#1a1b1e',
  autoHideMenuBar: true,
  webPreferences: webPreferences(inputs),
});

/** The Stage has no frame and no background of its own. A transparent window must not be resizable: the feed's size is a setting. */
export const stageWindowOptions = (
  inputs: WindowInputs,
  stage: Pick<Settings['stage'], 'width' | 'height' | 'alwaysOnTop'>,
  scaleFactor: number,
  title = STAGE_TITLE,
) => ({
  title,
  ...stageContentSize(stage, scaleFactor),
  useContentSize: true,
  enableLargerThanScreen: true,
  frame: false,
  transparent: true,
  backgroundColor: '#00000000',
  hasShadow: false,
  resizable: false,
  maximizable: false,
  fullscreenable: false,
  alwaysOnTop: stage.alwaysOnTop,
  webPreferences: webPreferences(inputs),
});

/** Window size in the desktop's own units, so that a capture of it has exactly the feed's pixels on a scaled display too. */
export const stageContentSize = (
  { width, height }: Pick<Settings['stage'], 'width' | 'height'>,
  scaleFactor: number,
): { width: number; height: number } => ({
  width: Math.round(width / scaleFactor),
  height: Math.round(height / scaleFactor),
});
