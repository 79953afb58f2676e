import { mayReach, OFFLINE_SENTENCE } from '@shared/network';
import type { ObsAnswer, ObsFault, ObsSetUp, ObsState } from '@shared/obs';
import { isOutputOn, type OutputId } from '@shared/outputs';
import type { Settings } from '@shared/settings';
import type { OBSWebSocket } from 'obs-websocket-js/json';
import type { Commands } from '../commands';
import { createListeners } from '../listeners';
import type { Log } from '../log';
import type { Outputs } from '../outputs';
import type { Secrets } from '../secrets';
import type { SettingsStore } from '../settings';
import { type ObsConnection, openObsConnection } from './obs-connection';
import { ObsError, requestFault } from './obs-fault';
import { aimAtStage, browserInput, INPUT_NAMES, streamInput, windowInput } from './obs-inputs';
import { IDLE_READING, watchObs } from './obs-watch';
import { setUpScene, updateSettings, type WantedInput } from './set-up-scene';

/** OBS as the settings want it: connected while on, and set up when asked. */
export interface Obs {
  readonly state: ObsState;
  onState(listener: (state: ObsState) => void): () => void;
  /** An empty password forgets the one that is kept. */
  setPassword(password: string): Promise<void>;
  /** Makes or updates the scene with the avatar. @throws ObsError with what is in the way. */
  setUp(): Promise<ObsSetUp>;
  /** Switches OBS to the scene of the set-up. @throws ObsError */
  showScene(): Promise<undefined>;
  /** @throws ObsError where this OBS has no virtual camera. */
  setVirtualCamera(on: boolean): Promise<undefined>;
  /** Also stops OBS's virtual camera where it was started here: nobody would know why it is still on. */
  close(): Promise<void>;
}

export interface ObsOptions {
  settings: SettingsStore;
  secrets: Secrets;
  outputs: Outputs;
  commands: Pick<Commands, 'run'>;
  log: Log;
  /** Address for a Browser Source, once that output is on. */
  browserSourceUrl(): Promise<string | undefined>;
  platform?: NodeJS.Platform;
}

const PASSWORD = 'obs-password';
/** How long the program's end waits for OBS, ms. */
const GOODBYE_MS = 1000;

const OFFLINE: ObsFault = { code: 'offline', message: OFFLINE_SENTENCE, action: '' };

const NOT_CONNECTED: ObsFault = {
  code: 'obs-not-connected',
  message: 'Kagami is not connected with OBS.',
  action: 'Turn on the connection with OBS first.',
};

export const createObs = (options: ObsOptions): Obs => {
  const { settings, secrets, outputs, commands, log, platform = process.platform } = options;
  const states = createListeners<ObsState>();
  let connection: ObsConnection | undefined;
  let obs: OBSWebSocket | undefined;
  /** OBS's virtual camera was started by us and nobody has stopped it since. */
  let ownCamera = false;
  let config = '';
  let streamConfig = JSON.stringify(settings.current.outputs.obsStream);
  let state: ObsState = {
    state: 'off',
    hasPassword: secrets.get(PASSWORD) !== undefined,
    passwordKept: secrets.kind,
    ...IDLE_READING,
  };

  const tell = (change: Partial<ObsState>): void => {
    if (change.virtualCamera === false) ownCamera = false;
    const former = state.scene;
    state = { ...state, ...change };
    states.tell(state);
    if (state.scene !== undefined && state.scene !== former) runSceneCommands(state.scene);
  };

  /** What the user wants done when OBS shows this scene. */
  const runSceneCommands = (shown: string): void => {
    for (const { scene, command } of settings.current.obs.sceneCommands) {
      if (scene !== shown) continue;
      try {
        commands.run(command);
      } catch (error) {
        log.warn(`OBS shows "${scene}": ${(error as Error).message}`);
      }
    }
  };

  const disconnect = (): void => {
    connection?.close();
    connection = undefined;
    obs = undefined;
  };

  const connect = ({ host, port }: Settings['obs']): void => {
    tell({ state: 'connecting', fault: undefined, ...IDLE_READING });
    connection = openObsConnection({
      address: { host, port },
      password: secrets.get(PASSWORD),
      onConnected: (connected, version) => {
        obs = connected;
        tell({ state: 'connected', fault: undefined, version });
        watchObs(connected, (reading) => {
          if (obs === connected) tell(reading);
        }).catch((error: Error) => log.warn(`OBS: ${error.message}`));
        void followStream();
      },
      onFault: (fault) => {
        obs = undefined;
        tell({ state: 'error', fault, version: undefined, ...IDLE_READING });
      },
    });
  };

  const follow = (): void => {
    const { obs: wanted, outputs: ways } = settings.current;
    const allowed = mayReach(settings.current, wanted.host);
    const next = JSON.stringify([wanted.on, wanted.host, wanted.port, allowed]);
    if (next !== config) {
      config = next;
      disconnect();
      if (wanted.on && !allowed)
        tell({ state: 'error', fault: OFFLINE, version: undefined, ...IDLE_READING });
      else if (wanted.on) connect(wanted);
      else tell({ state: 'off', fault: undefined, version: undefined, ...IDLE_READING });
    }
    const stream = JSON.stringify(ways.obsStream);
    if (stream !== streamConfig) {
      streamConfig = stream;
      void followStream();
    }
  };

  /** The stream's size and port stand in OBS's source too. */
  const followStream = async (): Promise<void> => {
    try {
      if (obs !== undefined) await updateSettings(obs, streamInput(settings.current.outputs.obsStream));
    } catch {
      // There is no such source yet: the set-up makes it.
    }
  };

  const connected = (): OBSWebSocket => {
    if (obs === undefined) throw new ObsError(state.fault ?? NOT_CONNECTED);
    return obs;
  };

  const asking = async <Value>(
    request: string,
    ask: (obs: OBSWebSocket) => Promise<Value>,
  ): Promise<Value> => {
    try {
      return await ask(connected());
    } catch (error) {
      throw error instanceof ObsError ? error : new ObsError(requestFault(error, request));
    }
  };

  const switchOn = (id: OutputId): void => {
    const output = outputs.states.find((candidate) => candidate.id === id);
    if (output === undefined || !isOutputOn(output)) outputs.setOn(id, true);
  };

  /** The sources that would do, best first. */
  const wantedInputs = async (obs: OBSWebSocket): Promise<WantedInput[]> => {
    const { input } = settings.current.obs;
    if (input === 'window') return [windowInput(platform)];
    const inputs: WantedInput[] = [];
    const { inputKinds } = await obs.call('GetInputKindList');
    if (input === 'browser' || (input === 'auto' && inputKinds.includes('browser_source'))) {
      switchOn('browser-source');
      const url = await options.browserSourceUrl();
      if (url === undefined) throw new ObsError(NO_ADDRESS);
      inputs.push(browserInput(url, settings.current.stage));
    }
    if (input !== 'browser') inputs.push(streamInput(settings.current.outputs.obsStream));
    return inputs;
  };

  const setUp = async (obs: OBSWebSocket): Promise<ObsSetUp> => {
    if (!isThisComputer(settings.current.obs.host)) throw new ObsError(OTHER_COMPUTER);
    const done = await setUpScene(obs, {
      scene: settings.current.obs.scene,
      inputs: await wantedInputs(obs),
      ownNames: Object.values(INPUT_NAMES),
    });
    if (done.way === 'stream') switchOn('obs-stream');
    const aimed = done.way === 'window' && (await aimAtStage(obs, platform));
    return { ...done, changed: done.changed || aimed };
  };

  const unsubscribe = settings.onChange(follow);
  follow();

  return {
    get state() {
      return state;
    },
    onState: states.add,
    async setPassword(password) {
      await secrets.set(PASSWORD, password);
      tell({ hasPassword: password !== '' });
      config = '';
      follow();
    },
    setUp: () => asking('set up', setUp),
    showScene: () =>
      asking('SetCurrentProgramScene', (obs) =>
        obs.call('SetCurrentProgramScene', { sceneName: settings.current.obs.scene }),
      ),
    async setVirtualCamera(on) {
      const request = on ? 'StartVirtualCam' : 'StopVirtualCam';
      const wasOn = state.virtualCamera === true;
      await asking(request, (obs) => obs.call(request));
      ownCamera = on && (ownCamera || !wasOn);
      return undefined;
    },
    async close() {
      unsubscribe();
      if (ownCamera && obs !== undefined) await inTime(obs.call('StopVirtualCam'), GOODBYE_MS);
      disconnect();
    },
  };
};

/** Waits no longer than this, and for no answer that matters. */
const inTime = async (work: Promise<unknown>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
};

/** The Stage is served and streamed to this computer alone. */
const isThisComputer = (host: string): boolean => /^(localhost|127(\.\d+){3})$/i.test(host);

const OTHER_COMPUTER: ObsFault = {
  code: 'obs-other-computer',
  message: 'The set-up works only with OBS on this computer.',
  action: 'Set the address to 127.0.0.1, or bring the Stage to the other computer with a capture card.',
};

const NO_ADDRESS: ObsFault = {
  code: 'obs-no-address',
  message: 'The address for the Browser Source could not be opened.',
  action: 'Look at the Browser Source below for what is in the way.',
};

/** What OBS refused as an answer for Studio, which says it in the user's language. */
export const answered = async (ask: () => Promise<ObsSetUp | undefined>): Promise<ObsAnswer> => {
  try {
    return { done: await ask() };
  } catch (error) {
    if (error instanceof ObsError) return { fault: error.fault };
    throw error;
  }
};
