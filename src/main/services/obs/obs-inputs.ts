import type { ObsInputWay } from '@shared/obs';
import type { Settings } from '@shared/settings';
import { mediaSourceSettings } from '../obs-stream/media-source';
import type { ObsClient } from './obs-client';
import { ObsError } from './obs-fault';
import type { WantedInput } from './set-up-scene';

/** Kagami's own names for its sources in OBS: by these a later set-up finds them again. */
export const INPUT_NAMES: Readonly<Record<ObsInputWay, string>> = {
  browser: 'Kagami (Browser Source)',
  stream: 'Kagami (stream)',
  window: 'Kagami (window)',
};

/** OBS draws a Browser Source at most this often. */
const BROWSER_SOURCE_RATE = 60;
const STAGE_TITLE = 'Kagami Stage';

export const browserInput = (url: string, stage: Settings['stage']): WantedInput => ({
  way: 'browser',
  name: INPUT_NAMES.browser,
  kind: 'browser_source',
  settings: {
    url,
    width: stage.width,
    height: stage.height,
    fps_custom: true,
    fps: Math.min(BROWSER_SOURCE_RATE, stage.maxFrameRate || BROWSER_SOURCE_RATE),
    // It goes on while another scene is shown, so that the avatar is there at once when it is shown again.
    shutdown: false,
    restart_when_active: false,
  },
});

export const streamInput = (stream: Settings['outputs']['obsStream']): WantedInput => ({
  way: 'stream',
  name: INPUT_NAMES.stream,
  kind: 'ffmpeg_source',
  settings: mediaSourceSettings(stream),
});

interface WindowCapture {
  kind: string;
  /** The property that names the window. */
  property: string;
  settings: WantedInput['settings'];
}

/** "Windows 10 (1903 and up)" is method 2: the one that keeps alpha. A window is type 1 on macOS. Neither was run here. */
const WINDOW_CAPTURES: Partial<Record<NodeJS.Platform, WindowCapture>> = {
  win32: { kind: 'window_capture', property: 'window', settings: { method: 2, cursor: false } },
  darwin: { kind: 'screen_capture', property: 'window', settings: { type: 1, show_cursor: false } },
};

export const canCaptureWindow = (platform: NodeJS.Platform): boolean => platform in WINDOW_CAPTURES;

/** @throws ObsError where this system's OBS captures no window well. */
export const windowInput = (platform: NodeJS.Platform): WantedInput => {
  const capture = WINDOW_CAPTURES[platform];
  if (capture === undefined)
    throw new ObsError({
      code: 'obs-no-window-capture',
      message: 'On Linux, OBS cannot capture the Stage’s window with transparency.',
      action: 'Choose the Browser Source or the stream instead.',
    });
  return { way: 'window', name: INPUT_NAMES.window, kind: capture.kind, settings: capture.settings };
};

/**
 * Tells a window capture which window: the Stage's, by its title in OBS's own list.
 *
 * @returns whether that changed something
 * @throws ObsError where OBS does not see the Stage's window
 */
export const aimAtStage = async (obs: ObsClient, platform: NodeJS.Platform): Promise<boolean> => {
  const property = WINDOW_CAPTURES[platform]?.property ?? 'window';
  const inputName = INPUT_NAMES.window;
  const { propertyItems } = await obs.call('GetInputPropertiesListPropertyItems', {
    inputName,
    propertyName: property,
  });
  const stage = propertyItems.find(({ itemName }) => String(itemName).includes(STAGE_TITLE));
  if (stage === undefined)
    throw new ObsError({
      code: 'obs-no-stage-window',
      message: 'OBS does not see the Stage’s window.',
      action: 'Open the Stage, do not minimise it, and set up again.',
    });
  const { inputSettings } = await obs.call('GetInputSettings', { inputName });
  if (inputSettings[property] === stage.itemValue) return false;
  await obs.call('SetInputSettings', {
    inputName,
    inputSettings: { [property]: stage.itemValue ?? '' },
  });
  return true;
};
