import { join } from 'node:path';
import type { Capabilities, HostApi } from '@shared/api';
import type { SettingsPatch } from '@shared/settings';
import { z } from 'zod';
import { withParsedArguments } from './api-schema';
import { type AvatarChoice, createAvatarChoice } from './avatar-choice';
import { type Avatars, createAvatars } from './avatars';
import { type BrowserSource, createBrowserSource } from './browser-source';
import { type Clips, createClips } from './clips';
import { type Commands, createCommands } from './commands';
import { createContent } from './content';
import { createUpdates, type Updater, type Updates } from './desktop/updates';
import { runDoctor } from './doctor';
import { createFrames, type Frames } from './frames';
import { createLoadMeter, type ReadProcesses, readProcessTree } from './load';
import type { Log } from './log';
import { createModels, type Models } from './models';
import { answered, createObs, type Obs } from './obs';
import { createObsStream } from './obs-stream';
import { createOutputs, type Outputs } from './outputs';
import { createPlayedClip, type PlayedClipState } from './played-clip';
import { rememberAvatars } from './recent-avatars';
import { createRecordings, type Recordings } from './recordings';
import { createSceneFiles, type SceneFiles } from './scene-files';
import { createSecrets, type Seal } from './secrets';
import { createSettingsStore, type SettingsStore } from './settings';
import { createShownExpressions, type ShownExpressions } from './shown-expressions';
import { createSpeech, type Speech } from './speech';
import { createBuiltInVoice } from './speech/built-in-voice';
import { createServerVoice } from './speech/server-voice';
import { createSystemVoice } from './speech/system-voice';
import { collectSupportFiles } from './support-files';
import { createTakes, type Takes } from './takes';
import { createTriggerInputs, type TriggerInputs } from './trigger-inputs';
import { createTriggers, type Triggers } from './triggers';
import { createVirtualCamera, systemDrivers } from './virtual-camera';
import { createVmc, type Vmc } from './vmc';

/** What a host gives the services: where things are, and what only it can do. */
export interface ServicesOptions {
  dataFolder: string;
  resourcesFolder: string;
  /** `KAGAMI_MODELS`. */
  modelsFolder: string | undefined;
  /** The built pages, which the browser source gives out. */
  rendererFolder?: string;
  /** The built code of the thread that speaks; see `speech/built-in-voice.ts`. */
  speechWorker?: string;
  log: Log;
  capabilities: Capabilities;
  openStage(): Promise<void>;
  openStage2(): Promise<void>;
  /** Closes a Stage window; the page also tries itself. */
  closeStage?(which: 'stage' | 'stage2'): void;
  openStudio(): Promise<void>;
  quit(): Promise<void>;
  /** Processor time of every process of the program, where the host knows it; else the system is asked, where it tells. */
  readProcesses?: ReadProcesses | undefined;
  /** The operating system's keychain, where the host has it. */
  seal?: Seal | undefined;
  /** Asks for newer versions, where this build has a place to ask. */
  updater?: Updater | undefined;
  fetch?: typeof fetch;
}

export interface Services {
  /** Every argument is parsed before it is used. */
  api: HostApi;
  settings: SettingsStore;
  models: Models;
  avatars: Avatars;
  takes: Takes;
  sceneFiles: SceneFiles;
  clips: Clips;
  recordings: Recordings;
  vmc: Vmc;
  outputs: Outputs;
  browserSource: BrowserSource;
  obs: Obs;
  /** The Stage's pictures, from the page to the outputs that are made of them. */
  frames: Frames;
  avatarChoice: AvatarChoice;
  commands: Commands;
  shownExpressions: ShownExpressions;
  playedClip: PlayedClipState;
  speech: Speech;
  triggers: Triggers;
  triggerInputs: TriggerInputs;
  updates: Updates;
  log: Log;
  resourcesFolder: string;
  /** Ends what runs and stores what is not yet stored. */
  close(): Promise<void>;
}

/** What `--demo` sees instead of the camera. */
const DEMO: SettingsPatch = { capture: { source: 'take', take: 'demo', running: true } };

/** The program behind both hosts. Plain Node: it never imports electron. */
export const createServices = async (options: ServicesOptions): Promise<Services> => {
  const { dataFolder, resourcesFolder, log } = options;
  const settings = await createSettingsStore({
    file: join(dataFolder, 'settings.json'),
    log,
    forThisRun: options.capabilities.demo ? DEMO : {},
  });
  const models = createModels({
    resourcesFolder,
    dataFolder,
    ownFolder: options.modelsFolder,
    log,
    mayDownload: () => !settings.current.network.offline,
    fetch: options.fetch,
  });
  const avatars = createAvatars({ resourcesFolder, dataFolder, settings });
  const forgetAvatars = rememberAvatars(settings);
  const takes = createTakes({ resourcesFolder, dataFolder });
  const sceneFiles = createSceneFiles({ dataFolder });
  const clips = createClips({ resourcesFolder, dataFolder });
  const recordings = createRecordings({ dataFolder });

  const outputs = createOutputs(settings);
  outputs.registerInPage('window', undefined, {
    open: options.openStage,
    close: () => options.closeStage?.('stage'),
  });
  outputs.registerInPage('window2', undefined, {
    open: options.openStage2,
    close: () => options.closeStage?.('stage2'),
  });
  const vmc = createVmc(settings);
  outputs.register(vmc.output, 'vmcSend');
  const frames = createFrames();
  const obsStream = createObsStream(settings, frames);
  outputs.register(obsStream.output, 'obsStream');
  outputs.registerInPage('recording');

  const shownExpressions = createShownExpressions();
  const playedClip = createPlayedClip();
  const secrets = await createSecrets({ file: join(dataFolder, 'secrets.json'), seal: options.seal });
  const speech = createSpeech({
    settings,
    voices: {
      'built-in': createBuiltInVoice({
        wasm: join(resourcesFolder, 'speech', 'flite.wasm'),
        workerFile: options.speechWorker ?? '',
        log,
      }),
      system: createSystemVoice(),
      server: createServerVoice({ settings: () => settings.current, secrets }),
    },
    keyState: () => (secrets.get('speech-key') === undefined ? 'none' : secrets.kind),
    log,
  });
  const avatarChoice = createAvatarChoice({ settings, avatars, log });
  const commands = createCommands({
    settings,
    avatarChoice,
    outputs,
    shownExpressions,
    playedClip,
    speech,
  });
  commands.onIssued(({ command }) => {
    if (command.type === 'calibrate') vmc.recentre();
  });
  const triggers = createTriggers({ settings, commands, log });
  vmc.onInput(({ name, phase }) => triggers.fireWhere('vmc', ({ input }) => input === name, phase));
  const triggerInputs = createTriggerInputs({ dataFolder, settings, triggers, log });
  const browserSource = createBrowserSource({
    dataFolder,
    settings,
    avatars,
    clips,
    vmc,
    commands,
    shownExpressions,
    playedClip,
    speech,
    content: () => createContent(services, options.rendererFolder ?? ''),
    log,
  });
  outputs.register(browserSource.output, 'browserSource');
  const obs = createObs({
    settings,
    secrets,
    outputs,
    commands,
    log,
    browserSourceUrl: async () => {
      await browserSource.settled();
      return browserSource.state.url;
    },
  });
  obs.onState(({ scene }) => triggers.sceneShown(scene));
  const drivers = systemDrivers(obs, process.platform);
  const virtualCamera = createVirtualCamera({ settings, frames, drivers, log });
  outputs.register(virtualCamera.output, 'virtualCamera');

  const readLoad = createLoadMeter({
    readProcesses:
      options.readProcesses ?? (process.platform === 'linux' ? () => readProcessTree() : undefined),
  });

  const updates = createUpdates({
    updater: options.updater,
    mayAsk: () => settings.current.desktop.checkForUpdates,
    mayReachOut: () => !settings.current.network.offline,
    log,
  });

  const api: HostApi = {
    getCapabilities: async () => options.capabilities,
    getSettings: async () => settings.current,
    updateSettings: async (patch) => inPlainWords(() => settings.update(patch)),
    getSettingsNotice: async () => settings.notice,
    getModels: models.state,
    downloadFaceModel: models.downloadFace,
    cancelFaceModelDownload: async () => models.cancelDownload(),
    listAvatars: avatars.list,
    removeAvatar: avatars.remove,
    listSceneFiles: () => listSceneFiles(sceneFiles),
    removeSceneFile: async (kind, name) => {
      await sceneFiles[kind].remove(`user/${name}`);
      return listSceneFiles(sceneFiles);
    },
    listTakes: takes.list,
    removeTake: takes.remove,
    listClips: clips.list,
    removeClip: clips.remove,
    listRecordings: recordings.list,
    removeRecording: recordings.remove,
    openRecordingsFolder: recordings.openFolder,
    getVmcState: async () => vmc.state,
    sendMotion: async (values) => vmc.send(values),
    setMotionRest: async (offsets, has) =>
      vmc.setRest({ offsets: Float32Array.from(offsets), has: Uint8Array.from(has) }),
    getBrowserSource: async () => browserSource.state,
    renewBrowserSource: browserSource.renewAddress,
    publishMotion: async (packet, label) => browserSource.publish(Buffer.from(packet, 'base64'), label),
    getOutputs: async () => outputs.states,
    setOutputOn: async (id, on) => {
      outputs.setOn(id, on);
      return outputs.states;
    },
    reportOutput: async (state) => outputs.report(state),
    runCommand: async (command, phase) => inPlainWords(() => commands.run(command, phase)),
    fireTrigger: async (id, phase) => triggers.fire(id, phase),
    getRuleFaults: async () => triggers.faults,
    getTriggerInputs: async () => triggerInputs.state,
    renewTriggerAddress: triggerInputs.renewAddress,
    getShownExpressions: async () => shownExpressions.list,
    getCameraDrivers: virtualCamera.drivers,
    getPlayedClip: async () => playedClip.played,
    getSpeech: async () => speech.state,
    reportSpeech: async (report) => speech.report(report),
    setSpeechKey: async (key) => {
      await secrets.set('speech-key', key);
      speech.keyChanged();
    },
    getObsState: async () => obs.state,
    setObsPassword: obs.setPassword,
    setUpObs: () => answered(obs.setUp),
    showObsScene: () => answered(obs.showScene),
    setObsVirtualCamera: (on) => answered(() => obs.setVirtualCamera(on)),
    runDoctor: () => runDoctor({ dataFolder, settings, models, vmc }),
    getLoad: readLoad,
    getSupportFiles: () =>
      collectSupportFiles({
        dataFolder,
        settings: settings.current,
        capabilities: options.capabilities,
      }),
    getUpdates: async () => updates.state,
    checkForUpdates: updates.check,
    downloadUpdate: updates.download,
    installUpdate: async () => updates.install(),
    openStage: options.openStage,
    openStudio: options.openStudio,
    quit: options.quit,
    log: async (level, message) => log[level](`[page] ${message}`),
  };

  const services: Services = {
    api: withParsedArguments(api),
    settings,
    models,
    avatars,
    takes,
    sceneFiles,
    clips,
    recordings,
    vmc,
    outputs,
    browserSource,
    obs,
    frames,
    avatarChoice,
    commands,
    shownExpressions,
    playedClip,
    speech,
    triggers,
    triggerInputs,
    updates,
    log,
    resourcesFolder,
    async close() {
      forgetAvatars();
      updates.close();
      triggerInputs.close();
      await triggerInputs.settled();
      commands.close();
      speech.close();
      shownExpressions.close();
      obsStream.close();
      virtualCamera.close();
      outputs.close();
      await obs.close();
      browserSource.close();
      await browserSource.settled();
      vmc.close();
      models.cancelDownload();
      await settings.flush();
    },
  };
  return services;
};

const listSceneFiles = async ({ backgrounds, props }: SceneFiles) => ({
  backgrounds: await backgrounds.list(),
  props: await props.list(),
});

const inPlainWords = <Value>(run: () => Value): Value => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const issue = error.issues[0];
    throw new Error(`The setting ${issue?.path.join('.')} cannot have this value: ${issue?.message}`);
  }
};
