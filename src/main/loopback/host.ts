import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createServices, type Services } from '../services';
import { browserCapabilities } from '../services/capabilities';
import { builtRendererFolder, builtSpeechWorker, createContent } from '../services/content';
import { createFileLog, type Log } from '../services/log';
import { createWireHub } from '../services/wire-hub';
import { createFrameServer } from './frame-server';
import { createLoopbackServer } from './http-server';
import { removeInstance, writeInstance } from './instance-file';
import { listenOnUsualPort } from './port';
import { createWireServer } from './wire-server';

export type PageName = 'studio' | 'stage' | 'stage2';

/** Of the page itself, pixels. */
export interface WindowSize {
  width: number;
  height: number;
}

export interface LoopbackHostOptions {
  /** The project's or the program's folder, with `resources/`, `out/renderer/` and `package.json`. */
  root: string;
  dataFolder: string;
  /** Pages to serve; `<root>/out/renderer` where not given. */
  rendererFolder?: string;
  resourcesFolder?: string;
  /** `KAGAMI_MODELS`. */
  modelsFolder?: string;
  /** A fixed port; 0 for any and none remembered; the last run's where not given. */
  port?: number;
  demo?: boolean;
  version?: string;
  /** Shows a page to the user. Without it `openStage` and `openStudio` refuse with the address to open. */
  openPage?: (page: PageName, url: string, size: WindowSize | undefined) => Promise<void>;
  closePage?: (page: PageName, url: string) => void;
  /** Whether whoever shows the pages gives the Stage's window the feed's size. */
  sizesStageWindow?: boolean;
  /** A page called `quit()`. */
  onQuit?: () => void;
  /** Called when a page comes or goes. */
  onPagesChanged?: (pageCount: number) => void;
  log?: Log;
}

export interface LoopbackHost {
  /** Address of a page that lets a browser in. */
  url(page: PageName): string;
  readonly port: number;
  readonly token: string;
  readonly services: Services;
  readonly pageCount: number;
  close(): Promise<void>;
}

const sizeOf = ({ width, height }: WindowSize): WindowSize => ({ width, height });

/** The browser host: services, pages and wire on 127.0.0.1, under plain Node. */
export const startLoopbackHost = async (options: LoopbackHostOptions): Promise<LoopbackHost> => {
  const { root, dataFolder } = options;
  await mkdir(dataFolder, { recursive: true });
  const log = options.log ?? createFileLog(join(dataFolder, 'logs'));
  const token = randomBytes(32).toString('base64url');
  const access = { port: 0, token };
  const urlOf = (page: PageName): string => `http://127.0.0.1:${access.port}/${page}.html?token=${token}`;

  const open = async (page: PageName): Promise<void> => {
    const { stage, outputs } = services.settings.current;
    const size = { studio: undefined, stage: sizeOf(stage), stage2: sizeOf(outputs.window2) }[page];
    if (options.openPage !== undefined) return options.openPage(page, urlOf(page), size);
    throw new Error(`Kagami has no browser of its own here. Open ${urlOf(page)} in one.`);
  };

  const rendererFolder = options.rendererFolder ?? builtRendererFolder(root);
  const services = await createServices({
    dataFolder,
    resourcesFolder: options.resourcesFolder ?? join(root, 'resources'),
    modelsFolder: options.modelsFolder,
    rendererFolder,
    speechWorker: builtSpeechWorker(root),
    log,
    capabilities: browserCapabilities(
      options.version ?? '0.0.0',
      options.demo ?? false,
      options.sizesStageWindow ?? false,
    ),
    openStage: () => open('stage'),
    openStage2: () => open('stage2'),
    closeStage: (page) => options.closePage?.(page, urlOf(page)),
    openStudio: () => open('studio'),
    quit: async () => options.onQuit?.(),
  });
  const content = createContent(services, rendererFolder);
  const hub = createWireHub(services);
  const server = createLoopbackServer({
    access: () => access,
    content,
    showStudio: () => open('studio'),
    log,
  });
  const frames = createFrameServer(services.frames);
  const wires = createWireServer({
    server,
    access: () => access,
    hub,
    frames,
    onPagesChanged: (pageCount) => options.onPagesChanged?.(pageCount),
  });

  access.port = await listenOnUsualPort(server, dataFolder, options.port);
  const instance = { pid: process.pid, port: access.port, token };
  await writeInstance(dataFolder, instance);
  log.info(`Browser host on 127.0.0.1:${access.port}, data in ${dataFolder}.`);

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    hub.close();
    wires.close();
    frames.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await services.close();
    await removeInstance(dataFolder, instance);
    log.info('Browser host ended.');
  };

  return {
    url: urlOf,
    port: access.port,
    token,
    services,
    get pageCount() {
      return wires.pageCount;
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
};
