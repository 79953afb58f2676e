import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface FakeObsOptions {
  password?: string;
  /** Kinds of source that it has. */
  kinds?: string[];
  /** 604 where false. */
  camera?: boolean;
  /** It is on before anyone asks. */
  cameraOn?: boolean;
  port?: number;
}

interface Item {
  id: number;
  source: string;
  enabled: boolean;
  transform: Record<string, unknown>;
}

/** A peer that speaks obs-websocket 5 as its public protocol says, with scenes and sources in memory. */
export interface FakeObs {
  port: number;
  /** Requests that change something, in order. */
  changes: string[];
  scenes: Map<string, Item[]>;
  inputs: Map<string, { kind: string; settings: Record<string, unknown> }>;
  readonly clients: number;
  emit(eventType: string, eventData: Record<string, unknown>): void;
  close(): Promise<void>;
}

type Data = Record<string, unknown>;

class Refused extends Error {
  constructor(
    readonly code: number,
    comment: string,
  ) {
    super(comment);
  }
}

export const startFakeObs = async (options: FakeObsOptions = {}): Promise<FakeObs> => {
  const kinds = options.kinds ?? ['browser_source', 'ffmpeg_source'];
  const server = new WebSocketServer({ host: '127.0.0.1', port: options.port ?? 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const scenes = new Map<string, Item[]>([['Mine', []]]);
  const inputs: FakeObs['inputs'] = new Map();
  const changes: string[] = [];
  let program = 'Mine';
  let camera = options.cameraOn === true;
  let nextItem = 1;

  const itemsOf = (scene: unknown): Item[] => {
    const items = scenes.get(String(scene));
    if (items === undefined) throw new Refused(600, `No scene ${scene}.`);
    return items;
  };
  const itemById = (data: Data): Item => {
    const item = itemsOf(data.sceneName).find(({ id }) => id === data.sceneItemId);
    if (item === undefined) throw new Refused(600, 'No such item.');
    return item;
  };
  const addItem = (scene: unknown, source: string): number => {
    const transform = {
      boundsType: 'OBS_BOUNDS_NONE',
      positionX: 0,
      positionY: 0,
      scaleX: 1,
      scaleY: 1,
      rotation: 0,
    };
    itemsOf(scene).push({ id: nextItem, source, enabled: true, transform });
    return nextItem++;
  };
  const needCamera = (): void => {
    if (options.camera === false) throw new Refused(604, 'VirtualCam is not available.');
  };
  const sceneList = () => [...scenes.keys()].map((sceneName, sceneIndex) => ({ sceneName, sceneIndex }));
  const emit: FakeObs['emit'] = (eventType, eventData) => {
    for (const client of server.clients)
      client.send(JSON.stringify({ op: 5, d: { eventType, eventIntent: 1, eventData } }));
  };

  const requests: Record<string, (data: Data) => Data | undefined> = {
    getVersion: () => ({ obsVersion: '30.0.0', obsWebSocketVersion: '5.3.0', rpcVersion: 1 }),
    getSceneList: () => ({ currentProgramSceneName: program, scenes: sceneList() }),
    createScene: ({ sceneName }) => {
      if (scenes.has(String(sceneName))) throw new Refused(601, 'Exists.');
      scenes.set(String(sceneName), []);
      return undefined;
    },
    getInputKindList: () => ({ inputKinds: kinds }),
    getInputList: () => ({
      inputs: [...inputs].map(([inputName, { kind }]) => ({ inputName, inputKind: kind })),
    }),
    createInput: ({ sceneName, inputName, inputKind, inputSettings }) => {
      if (!kinds.includes(String(inputKind))) throw new Refused(605, 'Not a kind.');
      inputs.set(String(inputName), { kind: String(inputKind), settings: { ...(inputSettings as Data) } });
      return { sceneItemId: addItem(sceneName, String(inputName)) };
    },
    getInputSettings: ({ inputName }) => {
      const input = inputs.get(String(inputName));
      if (input === undefined) throw new Refused(600, 'No input.');
      return { inputSettings: input.settings, inputKind: input.kind };
    },
    setInputSettings: ({ inputName, inputSettings }) => {
      Object.assign(inputs.get(String(inputName))!.settings, inputSettings);
      return undefined;
    },
    getInputPropertiesListPropertyItems: () => ({
      propertyItems: [
        { itemName: '[other.exe]: Notes', itemValue: 'Notes:Other:other.exe', itemEnabled: true },
        { itemName: '[Kagami.exe]: Kagami Stage', itemValue: 'Kagami Stage:X:Kagami.exe', itemEnabled: true },
      ],
    }),
    getSceneItemId: ({ sceneName, sourceName }) => {
      const item = itemsOf(sceneName).find(({ source }) => source === sourceName);
      if (item === undefined) throw new Refused(600, 'No item.');
      return { sceneItemId: item.id };
    },
    createSceneItem: ({ sceneName, sourceName }) => ({ sceneItemId: addItem(sceneName, String(sourceName)) }),
    getSceneItemTransform: (data) => ({ sceneItemTransform: itemById(data).transform }),
    setSceneItemTransform: (data) => {
      Object.assign(itemById(data).transform, data.sceneItemTransform);
      return undefined;
    },
    getSceneItemEnabled: (data) => ({ sceneItemEnabled: itemById(data).enabled }),
    setSceneItemEnabled: (data) => {
      itemById(data).enabled = data.sceneItemEnabled === true;
      return undefined;
    },
    getVideoSettings: () => ({ baseWidth: 1920, baseHeight: 1080 }),
    getStreamStatus: () => ({ outputActive: true }),
    getRecordStatus: () => ({ outputActive: false }),
    getVirtualCamStatus: () => {
      needCamera();
      return { outputActive: camera };
    },
    startVirtualCam: () => {
      needCamera();
      camera = true;
      emit('VirtualcamStateChanged', { outputActive: true, outputState: 'OBS_WEBSOCKET_OUTPUT_STARTED' });
      return undefined;
    },
    stopVirtualCam: () => {
      needCamera();
      camera = false;
      emit('VirtualcamStateChanged', { outputActive: false, outputState: 'OBS_WEBSOCKET_OUTPUT_STOPPED' });
      return undefined;
    },
    setCurrentProgramScene: ({ sceneName }) => {
      itemsOf(sceneName);
      program = String(sceneName);
      emit('CurrentProgramSceneChanged', { sceneName: program });
      return undefined;
    },
  };

  const answer = (requestType: string, requestId: string, requestData: Data): Data => {
    try {
      const run = requests[requestType.charAt(0).toLowerCase() + requestType.slice(1)];
      if (run === undefined) throw new Refused(204, `Unknown: ${requestType}`);
      const responseData = run(requestData);
      if (!requestType.startsWith('Get')) changes.push(requestType);
      return { requestType, requestId, requestStatus: { result: true, code: 100 }, responseData };
    } catch (error) {
      const { code, message } = error as Refused;
      return { requestType, requestId, requestStatus: { result: false, code, comment: message } };
    }
  };

  server.on('connection', (socket) => greet(socket, options.password, answer));

  return {
    port: (server.address() as AddressInfo).port,
    changes,
    scenes,
    inputs,
    get clients() {
      return server.clients.size;
    },
    emit,
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
};

/** Hello, Identify, Identified; then requests. The protocol's authentication: two rounds of SHA-256, base64. */
const greet = (
  socket: WebSocket,
  password: string | undefined,
  answer: (type: string, id: string, data: Data) => Data,
): void => {
  const salt = randomBytes(16).toString('base64');
  const challenge = randomBytes(16).toString('base64');
  const sha = (text: string): string => createHash('sha256').update(text).digest('base64');
  const authentication = password === undefined ? undefined : { challenge, salt };
  const send = (op: number, d: Data): void => socket.send(JSON.stringify({ op, d }));
  send(0, { obsWebSocketVersion: '5.3.0', rpcVersion: 1, ...(authentication && { authentication }) });
  socket.on('message', (bytes) => {
    const { op, d } = JSON.parse(bytes.toString()) as { op: number; d: Data };
    if (op === 1) {
      if (password !== undefined && d.authentication !== sha(sha(password + salt) + challenge))
        socket.close(4009, 'Authentication failed.');
      else send(2, { negotiatedRpcVersion: 1 });
    } else if (op === 6)
      send(7, answer(String(d.requestType), String(d.requestId), (d.requestData ?? {}) as Data));
  });
};
