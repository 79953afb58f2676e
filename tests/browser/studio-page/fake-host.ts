import type {
  AvatarEntry,
  Capabilities,
  ClipEntry,
  HostApi,
  ModelsState,
  RecordingEntry,
  SceneFiles,
  ShownExpression,
  TakeEntry,
  VmcState,
} from '@shared/api';
import type { Command, CommandPhase } from '@shared/commands';
import { IDLE_OBS, type ObsState } from '@shared/obs';
import { type OutputId, type OutputState, outputOff } from '@shared/outputs';
import { applySettingsPatch, defaultSettings, type Settings, type SettingsPatch } from '@shared/settings';
import type { TriggerInputsState } from '@shared/trigger-inputs';
import type { ConnectionState, Host } from '../../../src/renderer/host';
import { type PutFile, UploadRefused } from '../../../src/renderer/studio/upload';

/** A host in the page itself: holds what Studio changes and writes down what it asked for. */
export interface FakeHost {
  host: Host;
  putFile: PutFile;
  getFile(url: string): Promise<Blob>;
  readonly calls: string[];
  readonly stored: Map<string, number>;
  settings(): Settings;
  setSettings(patch: SettingsPatch): void;
  setModels(models: ModelsState): void;
  setObs(change: Partial<ObsState>): void;
  setVmc(state: VmcState): void;
  setOutputs(states: OutputState[]): void;
  setConnection(state: ConnectionState): void;
  /** The next stored file is refused with this sentence. */
  refuseNext(sentence: string): void;
}

import { SILENT } from '@shared/speech';

const CAPABILITIES: Capabilities = {
  host: 'electron',
  platform: 'linux',
  version: '0.1.0',
  demo: false,
  transparentWindow: true,
  alwaysOnTop: true,
  sizesStageWindow: true,
  desktop: true,
};

const listeners = <Value>() => {
  const all = new Set<(value: Value) => void>();
  return {
    add: (listener: (value: Value) => void) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell: (value: Value) => {
      for (const listener of all) listener(value);
    },
  };
};

const triggerInputsOf = ({ inputs }: Settings): TriggerInputsState => ({
  calls: inputs.triggerCalls.on
    ? { state: 'on', address: 'http://127.0.0.1:51234/trigger/NAME?token=secret', lastName: 'hug' }
    : { state: 'off' },
  twitch: inputs.twitch.on
    ? { state: 'connected', lastReward: { id: '92af127c-7326-4483-a52b-b0da0be61c01', words: 'a hug' } }
    : { state: 'off' },
});

export const createFakeHost = (patch: SettingsPatch): FakeHost => {
  // Greeted before, unless a test says otherwise.
  const greeted = applySettingsPatch(defaultSettings(), { studio: { welcomed: true } });
  let settings = applySettingsPatch(greeted, patch);
  let models: ModelsState = { files: [], face: { state: 'absent' } };
  let avatars: AvatarEntry[] = [
    { id: 'builtin/hikari', name: 'Hikari', url: '/resources/avatars/hikari.vrm', bytes: 3_100_000 },
    { id: 'builtin/sora', name: 'Sora', url: '/resources/avatars/sora.vrm', bytes: 2_900_000 },
    { id: 'user/Mio', name: 'Mio', url: '/user/avatars/Mio.vrm', bytes: 18_400_000 },
  ];
  let sceneFiles: SceneFiles = {
    backgrounds: [{ name: 'sky.png', url: '/user/backgrounds/sky.png', bytes: 410_000 }],
    props: [],
  };
  let clips: ClipEntry[] = [
    { id: 'user/dance.bvh', name: 'dance', url: '/user/clips/dance.bvh', bytes: 2_400_000, builtin: false },
  ];
  let recordings: RecordingEntry[] = [
    {
      id: 'user/show.webm',
      name: 'show.webm',
      url: '/user/recordings/show.webm',
      bytes: 48_000_000,
      time: Date.UTC(2026, 10, 24, 20, 15),
    },
  ];
  let takes: TakeEntry[] = [
    { id: 'demo', name: 'demo', url: '/resources/takes/demo.ktake', bytes: 420_000, builtin: true },
    { id: 'user/hello', name: 'hello', url: '/user/takes/hello.ktake', bytes: 96_000, builtin: false },
  ];
  let obs = IDLE_OBS;
  let vmc: VmcState = {
    phone: { state: 'off', rate: 0 },
    send: { state: 'off', rate: 0 },
    receive: { state: 'off', rate: 0 },
  };
  let outputs: OutputState[] = [
    outputOff('browser-source'),
    outputOff('obs-stream'),
    outputOff('virtual-camera'),
    outputOff('vmc-send'),
  ];
  let refusal: string | undefined;
  let shown: ShownExpression[] = [];
  const calls: string[] = [];
  const stored = new Map<string, number>();
  const onSettings = listeners<Settings>();
  const onModels = listeners<ModelsState>();
  const onAvatars = listeners<AvatarEntry[]>();
  const onTakes = listeners<TakeEntry[]>();
  const onObs = listeners<ObsState>();
  const onVmc = listeners<VmcState>();
  const onShown = listeners<ShownExpression[]>();
  const onCommand = listeners<{ command: Command; phase: CommandPhase }>();
  const onOutputs = listeners<OutputState[]>();
  const onOutputSwitched = listeners<{ id: OutputId; on: boolean }>();
  const onConnection = listeners<ConnectionState>();

  /** Toggles alone: the real list is tested with the host. */
  const show = (command: Command, phase: CommandPhase) => {
    if (command.type === 'clear-expressions') shown = [];
    else if (command.type === 'expression') {
      const { name, mode } = command;
      const others = shown.filter((one) => one.name !== name);
      const add = phase === 'press' && others.length === shown.length;
      shown = add ? [...others, { name, mode }] : others;
    }
    onShown.tell(shown);
  };

  const setSettings = (change: SettingsPatch) => {
    settings = applySettingsPatch(settings, change);
    onSettings.tell(settings);
  };
  const setModels = (next: ModelsState) => {
    models = next;
    onModels.tell(models);
  };

  const setObs = (change: Partial<ObsState>): void => {
    obs = { ...obs, ...change };
    onObs.tell(obs);
  };

  const api: HostApi = {
    getCapabilities: async () => CAPABILITIES,
    getSettings: async () => settings,
    updateSettings: async (change) => {
      calls.push(`updateSettings ${JSON.stringify(change)}`);
      setSettings(change);
      return settings;
    },
    getSettingsNotice: async () => undefined,
    getModels: async () => models,
    downloadFaceModel: async () => {
      calls.push('downloadFaceModel');
      setModels({
        files: [],
        face: { state: 'downloading', receivedBytes: 1_400_000, totalBytes: 3_758_596 },
      });
      return models;
    },
    cancelFaceModelDownload: async () => {
      calls.push('cancelFaceModelDownload');
      setModels({ files: [], face: { state: 'absent' } });
    },
    listAvatars: async () => avatars,
    removeAvatar: async (id) => {
      calls.push(`removeAvatar ${id}`);
      avatars = avatars.filter((avatar) => avatar.id !== id);
      onAvatars.tell(avatars);
      return avatars;
    },
    listSceneFiles: async () => sceneFiles,
    removeSceneFile: async (kind, name) => {
      calls.push(`removeSceneFile ${kind} ${name}`);
      sceneFiles = { ...sceneFiles, [kind]: sceneFiles[kind].filter((file) => file.name !== name) };
      return sceneFiles;
    },
    listTakes: async () => takes,
    listClips: async () => clips,
    removeClip: async (id) => {
      clips = clips.filter((clip) => clip.id !== id);
      return clips;
    },
    listRecordings: async () => recordings,
    removeRecording: async (id) => {
      recordings = recordings.filter((recording) => recording.id !== id);
      return recordings;
    },
    openRecordingsFolder: async () => undefined,
    removeTake: async (id) => {
      calls.push(`removeTake ${id}`);
      takes = takes.filter((take) => take.id !== id);
      onTakes.tell(takes);
      return takes;
    },
    getVmcState: async () => vmc,
    sendMotion: async () => undefined,
    setMotionRest: async () => undefined,
    getBrowserSource: async () => ({ url: 'http://127.0.0.1:51234/source.html?token=secret', sources: [] }),
    renewBrowserSource: async () => {
      calls.push('renewBrowserSource');
      return { url: 'http://127.0.0.1:51234/source.html?token=newer', sources: [] };
    },
    publishMotion: async () => undefined,
    getOutputs: async () => outputs,
    setOutputOn: async (id, on) => {
      calls.push(`setOutputOn ${id} ${on}`);
      if (id === 'vmc-send') setSettings({ outputs: { vmcSend: { on } } });
      outputs = outputs.map((output) =>
        output.id === id ? { ...outputOff(id), state: on ? 'live' : 'off' } : output,
      );
      onOutputs.tell(outputs);
      return outputs;
    },
    reportOutput: async (state) => void calls.push(`reportOutput ${state.id} ${state.state}`),
    runCommand: async (command, phase = 'press') => {
      calls.push(`runCommand ${JSON.stringify(command)} ${phase}`);
      onCommand.tell({ command, phase });
      if (command.type === 'expression' || command.type === 'clear-expressions') show(command, phase);
    },
    fireTrigger: async (id, phase = 'press') => void calls.push(`fireTrigger ${id} ${phase}`),
    getRuleFaults: async () => ({}),
    getTriggerInputs: async () => triggerInputsOf(settings),
    renewTriggerAddress: async () => {
      calls.push('renewTriggerAddress');
      return triggerInputsOf(settings);
    },
    getUpdates: async () => ({ state: 'current' }),
    checkForUpdates: async () => ({ state: 'current' }),
    downloadUpdate: async () => ({ state: 'current' }),
    installUpdate: async () => undefined,
    getShownExpressions: async () => shown,
    getPlayedClip: async () => null,
    getSpeech: async () => SILENT,
    reportSpeech: async () => undefined,
    setSpeechKey: async (key) => void calls.push(`setSpeechKey ${key.length}`),
    getObsState: async () => obs,
    setObsPassword: async (password) => setObs({ hasPassword: password !== '', state: 'connected' }),
    setUpObs: async () => ({
      done: { scene: 'Kagami', input: 'Kagami (stream)', way: 'stream', changed: true },
    }),
    showObsScene: async () => {
      setObs({ scene: 'Kagami' });
      return {};
    },
    setObsVirtualCamera: async (on) => {
      setObs({ virtualCamera: on });
      return {};
    },
    getCameraDrivers: async () => [
      { id: 'pipewire', available: true },
      {
        id: 'v4l2loopback',
        available: false,
        message: 'No v4l2loopback camera is there.',
        action: 'Install it.',
      },
    ],
    runDoctor: async () => [
      { id: 'models', state: 'good', missing: [] },
      { id: 'obs', state: 'info', host: '127.0.0.1', port: 4455 },
      { id: 'virtual-camera', state: 'info', devices: [], linux: true },
      { id: 'vmc-port', state: 'bad', port: 39_540 },
      { id: 'storage', state: 'good', freeMegabytes: 120_000 },
    ],
    getSupportFiles: async () => [
      { name: 'system.json', text: '{"platform":"linux"}' },
      { name: 'kagami.log', text: 'Browser host on 127.0.0.1' },
    ],
    getLoad: async () => ({ cpu: 0.23, whole: true }),
    openStage: async () => void calls.push('openStage'),
    openStudio: async () => void calls.push('openStudio'),
    quit: async () => void calls.push('quit'),
    log: async (level, message) => void calls.push(`log ${level} ${message}`),
  };

  return {
    host: {
      api,
      connection: 'connected',
      onSettings: onSettings.add,
      onModels: onModels.add,
      onAvatars: onAvatars.add,
      onTakes: onTakes.add,
      onClips: () => () => undefined,
      onRecordings: () => () => undefined,
      onObs: onObs.add,
      onVmc: onVmc.add,
      onCommand: onCommand.add,
      onSpeech: () => () => undefined,
      onShownExpressions: onShown.add,
      onPlayedClip: () => () => undefined,
      onRuleFaults: () => () => undefined,
      onVmcMotion: () => () => undefined,
      onUpdates: () => () => undefined,
      onOutputs: onOutputs.add,
      onOutputSwitched: onOutputSwitched.add,
      onConnection: onConnection.add,
    },
    async putFile(path, bytes, options) {
      options?.onProgress?.(0.5);
      if (refusal !== undefined) {
        const sentence = refusal;
        refusal = undefined;
        throw new UploadRefused(sentence);
      }
      stored.set(path, bytes.size);
      const name = decodeURIComponent(path.replace(/^.*\//, '')).replace(/\.[^.]*$/, '');
      const entry = { id: `user/${name}`, name, url: path, bytes: bytes.size };
      if (path.startsWith('/user/avatars/')) avatars = [...avatars, entry];
      else takes = [...takes, { ...entry, builtin: false }];
      return JSON.stringify(entry);
    },
    getFile: async () => new Blob(['take']),
    calls,
    stored,
    settings: () => settings,
    setSettings,
    setModels,
    setObs,
    setVmc: (next) => {
      vmc = next;
      onVmc.tell(vmc);
    },
    setOutputs: (states) => {
      outputs = states;
      onOutputs.tell(outputs);
    },
    setConnection: onConnection.tell,
    refuseNext: (sentence) => {
      refusal = sentence;
    },
  };
};
