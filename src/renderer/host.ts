import type {
  AvatarEntry,
  ClipEntry,
  HostApi,
  ModelsState,
  PlayedClip,
  ReceivedMotion,
  RecordingEntry,
  RendererApi,
  ShownExpression,
  TakeEntry,
  VmcState,
  Wire,
} from '@shared/api';
import type { Command, CommandPhase } from '@shared/commands';
import type { ObsState } from '@shared/obs';
import type { OutputId, OutputState } from '@shared/outputs';
import type { Settings } from '@shared/settings';
import type { SpeechState } from '@shared/speech';
import type { RuleFaults } from '@shared/triggers';
import type { UpdateState } from '@shared/updates';
import { decodeWireMessage, encodeWireMessage } from '@shared/wire-format';
import { type BirpcReturn, createBirpc } from 'birpc';

declare global {
  interface Window {
    /** Given by Electron's preload script; absent in the browser host. */
    readonly wire?: Wire;
  }
}

export type ConnectionState = 'connected' | 'lost';

/** The program behind the page, whichever host runs it. Each `on…` returns its unsubscribe function. */
export interface Host {
  /** Rejects at once, in words for the user, while the connection is lost. */
  readonly api: HostApi;
  readonly connection: ConnectionState;
  onSettings(listener: (settings: Settings) => void): () => void;
  onModels(listener: (models: ModelsState) => void): () => void;
  onAvatars(listener: (avatars: AvatarEntry[]) => void): () => void;
  onTakes(listener: (takes: TakeEntry[]) => void): () => void;
  onClips(listener: (clips: ClipEntry[]) => void): () => void;
  onRecordings(listener: (recordings: RecordingEntry[]) => void): () => void;
  onObs(listener: (state: ObsState) => void): () => void;
  onVmc(listener: (state: VmcState) => void): () => void;
  onVmcMotion(listener: (motion: ReceivedMotion) => void): () => void;
  /** Every command that was run, by this page or anything else. */
  onCommand(listener: (issued: { command: Command; phase: CommandPhase }) => void): () => void;
  onShownExpressions(listener: (shown: ShownExpression[]) => void): () => void;
  onPlayedClip(listener: (played: PlayedClip | null) => void): () => void;
  onSpeech(listener: (state: SpeechState) => void): () => void;
  onRuleFaults(listener: (faults: RuleFaults) => void): () => void;
  onUpdates(listener: (updates: UpdateState) => void): () => void;
  onOutputs(listener: (outputs: OutputState[]) => void): () => void;
  /** An output that runs in a page was switched, by Studio, a hotkey or another program. */
  onOutputSwitched(listener: (change: { id: OutputId; on: boolean }) => void): () => void;
  /** The browser host can end or restart while its pages are open. After a restart every list is told anew. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
}

type Rpc = BirpcReturn<HostApi, RendererApi>;

const LOST = 'Kagami is not running any more. Start it again, or reload this page if it runs.';
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5000;
/** A call that waits for a download or a person takes its time; a dead connection is noticed by the socket. */
const NO_TIMEOUT = -1;

/** Connects to the host. @throws Error in words for the user where it cannot be reached at first. */
export const openHost = async (): Promise<Host> => {
  const pushes = {
    settings: createListeners<Settings>(),
    models: createListeners<ModelsState>(),
    avatars: createListeners<AvatarEntry[]>(),
    takes: createListeners<TakeEntry[]>(),
    clips: createListeners<ClipEntry[]>(),
    recordings: createListeners<RecordingEntry[]>(),
    obs: createListeners<ObsState>(),
    vmc: createListeners<VmcState>(),
    vmcMotion: createListeners<ReceivedMotion>(),
    commands: createListeners<{ command: Command; phase: CommandPhase }>(),
    shownExpressions: createListeners<ShownExpression[]>(),
    playedClip: createListeners<PlayedClip | null>(),
    speech: createListeners<SpeechState>(),
    ruleFaults: createListeners<RuleFaults>(),
    updates: createListeners<UpdateState>(),
    outputs: createListeners<OutputState[]>(),
    outputSwitched: createListeners<{ id: OutputId; on: boolean }>(),
  };
  const connections = createListeners<ConnectionState>();
  let connection: ConnectionState = 'lost';
  let rpc: Rpc | undefined;

  const rendererApi: RendererApi = {
    settingsChanged: pushes.settings.tell,
    modelsChanged: pushes.models.tell,
    avatarsChanged: pushes.avatars.tell,
    takesChanged: pushes.takes.tell,
    clipsChanged: pushes.clips.tell,
    recordingsChanged: pushes.recordings.tell,
    obsChanged: pushes.obs.tell,
    vmcChanged: pushes.vmc.tell,
    vmcMotion: pushes.vmcMotion.tell,
    commandIssued: (command, phase) => pushes.commands.tell({ command, phase }),
    shownExpressionsChanged: pushes.shownExpressions.tell,
    playedClipChanged: pushes.playedClip.tell,
    speechChanged: pushes.speech.tell,
    ruleFaultsChanged: pushes.ruleFaults.tell,
    updatesChanged: pushes.updates.tell,
    outputsChanged: pushes.outputs.tell,
    outputSwitched: (id, on) => pushes.outputSwitched.tell({ id, on }),
  };

  const connectWire = (wire: Wire): void => {
    rpc = createBirpc<HostApi, RendererApi>(rendererApi, {
      post: (text) => wire.send(text),
      on: (listener) => wire.onMessage(listener),
      serialize: encodeWireMessage,
      deserialize: decodeWireMessage,
      timeout: NO_TIMEOUT,
    });
    connection = 'connected';
  };

  const connectSocket = async (): Promise<void> => {
    const socket = await openSocket();
    connectWire(wireOf(socket));
    socket.addEventListener('close', () => {
      rpc?.$close(new Error(LOST));
      rpc = undefined;
      connection = 'lost';
      connections.tell(connection);
      void reconnect(FIRST_RETRY_MS);
    });
  };

  const reconnect = async (afterMs: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    try {
      await connectSocket();
    } catch {
      return reconnect(Math.min(afterMs * 2, LONGEST_RETRY_MS));
    }
    connections.tell(connection);
    await retellAll();
  };

  /** What may have changed while nobody could tell. */
  const retellAll = async (): Promise<void> => {
    await Promise.allSettled([
      api.getSettings().then(pushes.settings.tell),
      api.getModels().then(pushes.models.tell),
      api.listAvatars().then(pushes.avatars.tell),
      api.listTakes().then(pushes.takes.tell),
      api.listClips().then(pushes.clips.tell),
      api.listRecordings().then(pushes.recordings.tell),
      api.getObsState().then(pushes.obs.tell),
      api.getVmcState().then(pushes.vmc.tell),
      api.getOutputs().then(pushes.outputs.tell),
      api.getShownExpressions().then(pushes.shownExpressions.tell),
      api.getPlayedClip().then(pushes.playedClip.tell),
      api.getSpeech().then(pushes.speech.tell),
      api.getRuleFaults().then(pushes.ruleFaults.tell),
      api.getUpdates().then(pushes.updates.tell),
    ]);
  };

  const api = createApi(() => rpc);
  if (window.wire !== undefined) connectWire(window.wire);
  else await connectSocket();

  return {
    api,
    get connection() {
      return connection;
    },
    onSettings: pushes.settings.add,
    onModels: pushes.models.add,
    onAvatars: pushes.avatars.add,
    onTakes: pushes.takes.add,
    onClips: pushes.clips.add,
    onRecordings: pushes.recordings.add,
    onObs: pushes.obs.add,
    onVmc: pushes.vmc.add,
    onVmcMotion: pushes.vmcMotion.add,
    onCommand: pushes.commands.add,
    onShownExpressions: pushes.shownExpressions.add,
    onPlayedClip: pushes.playedClip.add,
    onSpeech: pushes.speech.add,
    onRuleFaults: pushes.ruleFaults.add,
    onUpdates: pushes.updates.add,
    onOutputs: pushes.outputs.add,
    onOutputSwitched: pushes.outputSwitched.add,
    onConnection: connections.add,
  };
};

/** Calls go to whichever connection there is when they are made. */
const createApi = (current: () => Rpc | undefined): HostApi => {
  const call =
    <Name extends keyof HostApi>(name: Name) =>
    (...args: Parameters<HostApi[Name]>): ReturnType<HostApi[Name]> => {
      const rpc = current();
      // JSON has no undefined: an argument that is left out must not arrive as null.
      const given = args.slice(0, args.findLastIndex((argument) => argument !== undefined) + 1);
      const sent = given as Parameters<HostApi[Name]>;
      return (rpc === undefined ? Promise.reject(new Error(LOST)) : rpc.$call(name, ...sent)) as ReturnType<
        HostApi[Name]
      >;
    };
  return {
    getCapabilities: call('getCapabilities'),
    getSettings: call('getSettings'),
    updateSettings: call('updateSettings'),
    getSettingsNotice: call('getSettingsNotice'),
    getModels: call('getModels'),
    downloadFaceModel: call('downloadFaceModel'),
    cancelFaceModelDownload: call('cancelFaceModelDownload'),
    listAvatars: call('listAvatars'),
    removeAvatar: call('removeAvatar'),
    listSceneFiles: call('listSceneFiles'),
    removeSceneFile: call('removeSceneFile'),
    listTakes: call('listTakes'),
    listClips: call('listClips'),
    removeClip: call('removeClip'),
    listRecordings: call('listRecordings'),
    removeRecording: call('removeRecording'),
    openRecordingsFolder: call('openRecordingsFolder'),
    removeTake: call('removeTake'),
    getVmcState: call('getVmcState'),
    sendMotion: call('sendMotion'),
    setMotionRest: call('setMotionRest'),
    getBrowserSource: call('getBrowserSource'),
    renewBrowserSource: call('renewBrowserSource'),
    publishMotion: call('publishMotion'),
    getOutputs: call('getOutputs'),
    setOutputOn: call('setOutputOn'),
    reportOutput: call('reportOutput'),
    runCommand: call('runCommand'),
    fireTrigger: call('fireTrigger'),
    getRuleFaults: call('getRuleFaults'),
    getTriggerInputs: call('getTriggerInputs'),
    renewTriggerAddress: call('renewTriggerAddress'),
    getShownExpressions: call('getShownExpressions'),
    getPlayedClip: call('getPlayedClip'),
    getSpeech: call('getSpeech'),
    reportSpeech: call('reportSpeech'),
    setSpeechKey: call('setSpeechKey'),
    getObsState: call('getObsState'),
    setObsPassword: call('setObsPassword'),
    setUpObs: call('setUpObs'),
    showObsScene: call('showObsScene'),
    setObsVirtualCamera: call('setObsVirtualCamera'),
    getCameraDrivers: call('getCameraDrivers'),
    runDoctor: call('runDoctor'),
    getSupportFiles: call('getSupportFiles'),
    getLoad: call('getLoad'),
    getUpdates: call('getUpdates'),
    checkForUpdates: call('checkForUpdates'),
    downloadUpdate: call('downloadUpdate'),
    installUpdate: call('installUpdate'),
    openStage: call('openStage'),
    openStudio: call('openStudio'),
    quit: call('quit'),
    log: call('log'),
  };
};

const openSocket = (): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/wire`);
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('error', () => reject(new Error(LOST)), { once: true });
  });

const wireOf = (socket: WebSocket): Wire => ({
  send: (message) => socket.send(message as string),
  onMessage: (listener) => socket.addEventListener('message', (event) => listener(event.data)),
});

interface Listeners<Value> {
  add(listener: (value: Value) => void): () => void;
  tell(value: Value): void;
}

const createListeners = <Value>(): Listeners<Value> => {
  const listeners = new Set<(value: Value) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value) {
      for (const listener of listeners) listener(value);
    },
  };
};
