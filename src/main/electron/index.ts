import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, net, powerSaveBlocker, session } from 'electron';
import { chromiumSwitches } from '../policy/chromium-switches';
import { createServices, type Services } from '../services';
import { electronCapabilities } from '../services/capabilities';
import { builtRendererFolder, builtSpeechWorker, createContent } from '../services/content';
import { dataFolder } from '../services/data-folder';
import { linkAmong } from '../services/desktop/links';
import { createWindowPlaces, type WindowPlaces } from '../services/desktop/window-places';
import { createFileLog } from '../services/log';
import { openAvatarFile } from '../services/open-avatar-file';
import { projectRoot } from '../services/project-root';
import { parseStartOptions } from '../services/start-options';
import { createWireHub, type WireHub } from '../services/wire-hub';
import { createDesktop, keepCrashesHere } from './desktop';
import { serveFramePorts } from './frame-port';
import { registerGlobalHotkeys } from './global-hotkeys';
import { registerAppScheme, serveAppScheme } from './protocol';
import { systemSeal } from './seal';
import { guardNavigation, guardPermissions } from './session';
import { startedWithSystem } from './start-with-system';
import { createUpdater } from './updater';
import { createWindows } from './windows';

/** Arguments of ours: Electron started on a folder has that folder before them. */
const ownArguments = (argv: readonly string[]): string[] => argv.slice(app.isPackaged ? 1 : 2);

const options = parseStartOptions(ownArguments(process.argv), false);
const data = options.data ?? dataFolder({ platform: process.platform, env: process.env, home: homedir() });
app.setPath('userData', data);
app.setPath('sessionData', join(data, 'electron'));
keepCrashesHere(join(data, 'crashes'));

/** macOS tells which file was double-clicked by an event, which may come before the services are there. */
let firstAvatar = options.avatarFile;
let showAvatar = (file: string): void => {
  firstAvatar = file;
};
app.on('open-file', (_event, file) => showAvatar(file));
/** The same with links. */
let firstLink = linkAmong(process.argv);
let openLink = (link: string): void => {
  firstLink = link;
};
app.on('open-url', (_event, link) => openLink(link));

const start = async (): Promise<void> => {
  const log = createFileLog(join(data, 'logs'));
  const root = projectRoot();
  const resourcesFolder = app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources');
  let hub: WireHub;
  let services: Services;
  const places = await createWindowPlaces(join(data, 'windows.json'), log);
  const windows = createWindows({ hub: () => hub, settings: () => services.settings.current, places, log });

  await app.whenReady();
  services = await createServices({
    dataFolder: data,
    resourcesFolder,
    modelsFolder: process.env.KAGAMI_MODELS,
    rendererFolder: builtRendererFolder(root),
    speechWorker: builtSpeechWorker(root),
    log,
    capabilities: electronCapabilities(app.getVersion(), options.demo),
    openStage: windows.openStage,
    openStage2: windows.openStage2,
    openStudio: windows.openStudio,
    quit: async () => app.quit(),
    seal: systemSeal(),
    updater: createUpdater(log),
    readProcesses: async () =>
      new Map(app.getAppMetrics().map(({ pid, cpu }) => [pid, cpu.cumulativeCPUUsage ?? 0])),
    fetch: net.fetch as typeof fetch,
  });
  hub = createWireHub(services);
  app.on('web-contents-created', (_event, contents) => serveFramePorts(services.frames, contents));
  services.settings.onChange(windows.applySettings);
  const releaseHotkeys = registerGlobalHotkeys(services);
  app.on('will-quit', releaseHotkeys);
  guardPermissions(session.defaultSession);
  serveAppScheme(createContent(services, builtRendererFolder(root)));
  powerSaveBlocker.start('prevent-app-suspension');
  keepAwakeWhileLive(services);
  endInGoodOrder(services, hub, places);
  const icon = app.isPackaged ? join(process.resourcesPath, 'icon.png') : join(root, 'build/icon.png');
  const desktop = createDesktop({ services, icon, openStudio: windows.openStudio });

  // Its terms may have to be accepted, which is asked in Studio.
  showAvatar = (file) => void openAvatarFile(services, file).then(windows.openStudio);
  if (firstAvatar !== undefined) showAvatar(firstAvatar);
  openLink = desktop.openLink;
  if (firstLink !== undefined) openLink(firstLink);
  app.on('second-instance', (_event, argv) => {
    const { avatarFile } = parseStartOptions(ownArguments(argv), false);
    const link = linkAmong(argv);
    if (avatarFile !== undefined) showAvatar(avatarFile);
    // A link acts in the background: it comes while the user looks at something else.
    if (link !== undefined) openLink(link);
    else void windows.openStudio();
  });
  app.on('activate', () => void windows.openStudio());
  if (!startsHidden(services)) await windows.openStudio();
};

const startsHidden = ({ settings }: Services): boolean => {
  const { tray, startHidden } = settings.current.desktop;
  return tray && startHidden && startedWithSystem(process.argv);
};

/** The display stays on while anything goes out: a machine that locks itself ends captures. */
const keepAwakeWhileLive = ({ outputs }: Services): void => {
  let blocker: number | undefined;
  outputs.onChange((states) => {
    const isLive = states.some(({ state }) => state === 'live');
    if (isLive && blocker === undefined) blocker = powerSaveBlocker.start('prevent-display-sleep');
    if (isLive || blocker === undefined) return;
    powerSaveBlocker.stop(blocker);
    blocker = undefined;
  });
};

/** Settings are on the disk before the process ends. */
const endInGoodOrder = (services: Services, hub: WireHub, places: WindowPlaces): void => {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    hub.close();
    void Promise.allSettled([services.close(), places.flush()]).finally(() => {
      closed = true;
      app.quit();
    });
  });
};

if (app.requestSingleInstanceLock()) {
  for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
  registerAppScheme();
  guardNavigation();
  start().catch((error: Error) => {
    console.error(error);
    app.exit(1);
  });
} else app.quit();
