import { defaultSettings } from '@shared/settings';
import { describe, expect, it } from 'vitest';
import { createReloadBudget } from '../../../src/main/policy/reload-budget';
import {
  stageContentSize,
  stageWindowOptions,
  studioWindowOptions,
} from '../../../src/main/policy/window-options';

const inputs = { preload: '/x/index.cjs', devTools: false };
const { stage } = defaultSettings();

describe('windows', () => {
  it.each([studioWindowOptions(inputs), stageWindowOptions(inputs, stage, 1)])(
    'are isolated, sandboxed and never throttled: $title',
    ({ webPreferences }) => {
      expect(webPreferences).toMatchObject({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        backgroundThrottling: false,
        devTools: false,
      });
    },
  );

  it('show the Stage as the avatar and nothing else, under a title that capture programs find', () => {
    expect(stageWindowOptions(inputs, { ...stage, alwaysOnTop: true }, 1)).toMatchObject({
      title: 'Kagami Stage',
      frame: false,
      transparent: true,
      resizable: false,
      hasShadow: false,
      useContentSize: true,
      width: 1280,
      height: 720,
      alwaysOnTop: true,
    });
  });

  it('give the Stage the pixels that are set on a scaled display too', () => {
    const { width, height } = stageContentSize({ width: 1920, height: 1080 }, 1.5);
    expect([width * 1.5, height * 1.5]).toEqual([1920, 1080]);
  });
});

describe('createReloadBudget', () => {
  it('brings a crashed page back, but not without end', () => {
    const mayReload = createReloadBudget(3, 1000);
    expect([0, 1, 2, 3].map(mayReload)).toEqual([true, true, true, false]);
    expect(mayReload(5000)).toBe(true);
  });
});
