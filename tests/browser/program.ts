import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { SettingsPatch } from '@shared/settings';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';
import { type LoopbackHost, startLoopbackHost } from '../../src/main/loopback/host';

const root = resolve(import.meta.dirname, '../..');

/** Where footage and models for work lie beside the project; absent for a newcomer. */
export const shared = (path: string): string => resolve(root, '../shared/data', path);
export const hasShared = (path: string): boolean => existsSync(shared(path));

export interface ProgramOptions {
  /** Footage that the fake camera plays (.mjpeg or .y4m); none = no camera at all. */
  footage?: string;
  /** A WAV file that the fake microphone plays over and over. */
  sound?: string;
  /** Folder with the official face model; none = the npm face tracker. */
  models?: string;
  demo?: boolean;
  settings?: SettingsPatch;
  dataFolder?: string;
  /** Chromium's own folder, to find its caches again; a new one where not given. */
  profile?: string;
}

/** The real program: its host under Node, its pages in a real Chromium. */
export interface Program {
  host: LoopbackHost;
  context: BrowserContext;
  openStudio(): Promise<Page>;
  openStage(): Promise<Page>;
  /** Errors that any page has thrown or logged. */
  errors: string[];
  dataFolder: string;
  close(): Promise<void>;
}

/** Small enough for software rendering to keep a useful rate: no multisampling, no outlines. */
const LIGHT_STAGE: SettingsPatch = {
  stage: { width: 480, height: 360, antialias: false, outlines: false },
  // Greeted before, and no second picture of the avatar in Studio.
  studio: { welcomed: true, avatarView: false },
};

export const startProgram = async (options: ProgramOptions = {}): Promise<Program> => {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'kagami-e2e-')));
  const errors: string[] = [];
  const host = await startLoopbackHost({
    root,
    dataFolder,
    // A browser that comes back finds what it kept at the same address only.
    ...(options.profile === undefined ? { port: 0 } : {}),
    demo: options.demo ?? false,
    ...(options.models === undefined ? {} : { modelsFolder: options.models }),
    openPage: async (page) => {
      await openPage(page);
    },
    closePage: (_page, url) => {
      const path = new URL(url).pathname;
      for (const page of context.pages()) if (new URL(page.url()).pathname === path) void page.close();
    },
  });
  await host.services.api.updateSettings(LIGHT_STAGE);
  await host.services.api.updateSettings(options.settings ?? {});

  const context = await openBrowser(options);

  const openPage = async (name: 'studio' | 'stage' | 'stage2'): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${name}: ${message.text()}`);
    });
    await page.goto(host.url(name));
    return page;
  };

  return {
    host,
    context,
    errors,
    dataFolder,
    openStudio: () => openPage('studio'),
    openStage: () => openPage('stage'),
    close: async () => {
      await context.close();
      await host.close();
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
};

const VIEWPORT = { width: 1280, height: 720 };

/** A browser profile of its own for each program: what one stores, says to its pages or locks, another does not see. */
const openBrowser = async ({ footage, sound, profile }: ProgramOptions): Promise<BrowserContext> => {
  if (footage === undefined && sound === undefined && profile === undefined) return openShared();
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'kagami-chromium-')));
  const devices = [
    ...(footage === undefined ? [] : [`--use-file-for-fake-video-capture=${footage}`]),
    ...(sound === undefined ? [] : [`--use-file-for-fake-audio-capture=${sound}`]),
  ];
  if (devices.length > 0)
    devices.push('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    headless: true,
    args: [...CHROMIUM_FLAGS, ...devices],
    viewport: VIEWPORT,
  });
  if (profile === undefined)
    context.once('close', () => void rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return context;
};

/** How long the shared Chromium waits for the next program before it ends, ms: a script must be able to end, too. */
const PATIENCE = 5000;
let browser: Promise<Browser> | undefined;
let leaving: NodeJS.Timeout | undefined;

/** One Chromium for the programs of a process, for it takes seconds to start and to compile shaders. */
const openShared = async (): Promise<BrowserContext> => {
  clearTimeout(leaving);
  browser ??= launchShared();
  const open = await browser;
  const context = await open.newContext({ viewport: VIEWPORT });
  context.once('close', () => {
    clearTimeout(leaving);
    if (open.contexts().length === 0) leaving = setTimeout(() => void open.close(), PATIENCE);
  });
  return context;
};

const launchShared = async (): Promise<Browser> => {
  const launched = await chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: CHROMIUM_FLAGS,
  });
  launched.once('disconnected', () => {
    browser = undefined;
  });
  return launched;
};
