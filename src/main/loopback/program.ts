import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '@shared/settings';
import { dataFolder } from '../services/data-folder';
import { createFileLog } from '../services/log';
import { openAvatarFile } from '../services/open-avatar-file';
import { projectRoot, readVersion } from '../services/project-root';
import { parseStartOptions } from '../services/start-options';
import { type AppWindows, createAppWindows } from './app-windows';
import { type BrowserSearch, browserAdvice, findBrowser } from './find-browser';
import { type LoopbackHost, type LoopbackHostOptions, startLoopbackHost, type WindowSize } from './host';
import { showRunningInstance } from './instance-file';
import { createLifetime } from './lifetime';

export interface LoopbackProgramOptions {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * The browser host as a program: opens Studio in an installed browser and runs until its windows are closed, a page quits, or a
 * signal ends it.
 *
 * @returns the exit code
 * @throws Error with a sentence for the user
 */
export const runLoopbackProgram = async ({ args, env }: LoopbackProgramOptions): Promise<number> => {
  const options = parseStartOptions(args);
  const system = { platform: process.platform, env, home: homedir() };
  const data = options.data ?? dataFolder(system);
  const running = await showRunningInstance(data);
  if (running !== undefined) {
    console.log(
      `Kagami is running already. ${running.shown ? 'Its Studio is being opened.' : running.reason}`,
    );
    return 0;
  }

  const log = createFileLog(join(data, 'logs'));
  const ending = createEnding();
  const lifetime = createLifetime(ending.end);
  const browser = options.open ? await usableBrowser(system) : undefined;
  const windows =
    browser === undefined
      ? undefined
      : createAppWindows({
          browser,
          profileFolder: join(data, 'browser'),
          extraFlags: env.KAGAMI_BROWSER_FLAGS,
          log,
          onStart: lifetime.browserStarted,
          onEnd: lifetime.browserEnded,
        });
  const openPage: LoopbackHostOptions['openPage'] =
    windows && ((_page, url, size) => windows.open(url, size));

  const root = projectRoot();
  const host = await startLoopbackHost({
    root,
    dataFolder: data,
    modelsFolder: env.KAGAMI_MODELS,
    port: options.port,
    demo: options.demo,
    version: readVersion(root),
    log,
    openPage,
    closePage: (_page, url) => windows?.closePage(url),
    sizesStageWindow: windows !== undefined,
    onQuit: ending.end,
    onPagesChanged: windows && lifetime.pagesChanged,
  });

  followStageSize(host, windows);
  if (options.avatarFile !== undefined) await openAvatarFile(host.services, options.avatarFile);
  if (windows === undefined) console.log(`Kagami: ${host.url('studio')}`);
  else {
    await host.services.api.openStudio();
    console.log('Kagami is open. Close its windows or press Ctrl-C here to end it.');
  }

  await ending.ended;
  lifetime.stop();
  await windows?.close();
  await host.close();
  return 0;
};

/** A Stage's window has the feed's size, also when that changes. */
const followStageSize = (host: LoopbackHost, windows: AppWindows | undefined): void => {
  const follow = (page: 'stage' | 'stage2', wanted: (settings: Settings) => WindowSize): void => {
    let { width, height } = wanted(host.services.settings.current);
    host.services.settings.onChange((settings) => {
      const next = wanted(settings);
      if (next.width === width && next.height === height) return;
      ({ width, height } = next);
      windows?.resize(host.url(page), { width, height });
    });
  };
  follow('stage', ({ stage }) => stage);
  follow('stage2', ({ outputs }) => outputs.window2);
};

/** A browser that can show windows here; says in one line why there is none. */
const usableBrowser = async (system: BrowserSearch): Promise<string | undefined> => {
  const { platform, env } = system;
  const headless = env.KAGAMI_BROWSER_FLAGS?.includes('--headless');
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY && !headless) {
    console.log(
      'There is no display here to open windows on. Open the address in a browser on this machine:',
    );
    return undefined;
  }
  const browser = await findBrowser(system);
  if (browser === undefined) console.log(browserAdvice(platform));
  return browser;
};

/** The one moment at which the program ends, whoever asks first. */
const createEnding = () => {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end());
  return { end: () => end(), ended };
};
