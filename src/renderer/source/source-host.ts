import { readMotionPacket } from '@motion/codecs/motion-packet';
import type {
  AvatarEntry,
  ClipEntry,
  HostApi,
  PlayedClip,
  ReceivedMotion,
  ShownExpression,
} from '@shared/api';
import type { ShownSettings, ToSource } from '@shared/browser-source';
import type { ChannelMessage, SourceStatus } from '@shared/channel';
import type { Command, CommandPhase } from '@shared/commands';
import { createMotionFrame, toMotionMessage } from '@shared/motion-frame';
import { defaultSettings, type Settings } from '@shared/settings';
import { SILENT, type SpeechState, type SpokenMouth } from '@shared/speech';
import type { WindowChannel } from '../channel';
import type { ConnectionState, Host } from '../host';

/** What a Stage knows of its host and the other windows, made of what a browser source is told. It can change nothing. */
export interface SourceHost {
  readonly host: Host;
  readonly channel: WindowChannel;
  hear(message: ToSource): void;
  hearMotion(packet: Uint8Array): void;
  hearConnection(connected: boolean): void;
  /** Size of the picture, pixels; it is OBS's to say. */
  setSize(width: number, height: number): void;
}

export interface SourceHostOptions {
  size: { width: number; height: number };
  /** Shows the Stage's own background instead of none. */
  keepsBackground: boolean;
  /** What the Stage in this page tells the other windows. */
  onPost(message: ChannelMessage): void;
}

/** Commands that would save a file on the computer that shows the source. */
const SAVES_FILES: ReadonlySet<Command['type']> = new Set(['snapshot', 'save-replay']);

const SEES_ONLY = 'A browser source only shows.';

export const createSourceHost = (options: SourceHostOptions): SourceHost => {
  const settingsListeners = createListeners<Settings>();
  const avatarListeners = createListeners<AvatarEntry[]>();
  const expressionListeners = createListeners<ShownExpression[]>();
  const clipListeners = createListeners<ClipEntry[]>();
  const playedListeners = createListeners<PlayedClip | null>();
  const speechListeners = createListeners<SpeechState>();
  const commandListeners = createListeners<{ command: Command; phase: CommandPhase }>();
  const vmcListeners = createListeners<ReceivedMotion>();
  const connectionListeners = createListeners<ConnectionState>();
  const channelListeners = new Map<string, Set<(message: never) => void>>();
  const frame = createMotionFrame();
  let { size } = options;
  let told: ShownSettings | undefined;
  let avatars: AvatarEntry[] = [];
  let expressions: ShownExpression[] = [];
  let clips: ClipEntry[] = [];
  let played: PlayedClip | null = null;
  let speech: SpeechState = SILENT;
  /** Of the newest VMC motion, until that has come. */
  let camera: number[] | undefined;
  let build: string | undefined;
  let connection: ConnectionState = 'lost';
  let welcomed = (): void => {};
  const welcome = new Promise<void>((resolve) => {
    welcomed = resolve;
  });

  /** The program's settings as this page is to follow them: its own size, and nothing behind the avatar. */
  const settings = (): Settings => {
    const whole = { ...defaultSettings(), ...told };
    const background = options.keepsBackground ? whole.stage.background : 'transparent';
    return { ...whole, stage: { ...whole.stage, ...size, background } };
  };

  const tellChannel = (message: ChannelMessage): void => {
    for (const listener of channelListeners.get(message.type) ?? []) listener(message as never);
  };

  const hearLabel = (label: string): void =>
    tellChannel({ type: 'source-status', status: { sourceLabel: label } as SourceStatus });

  const takeSettings = (next: ShownSettings): void => {
    told = next;
    settingsListeners.tell(settings());
  };

  const takeAvatars = (next: AvatarEntry[]): void => {
    avatars = next;
    avatarListeners.tell(avatars);
  };

  const takeExpressions = (next: ShownExpression[]): void => {
    expressions = next;
    expressionListeners.tell(expressions);
  };

  const takeClips = (next: ClipEntry[]): void => {
    clips = next;
    clipListeners.tell(clips);
  };

  const takePlayed = (next: PlayedClip | null): void => {
    played = next;
    playedListeners.tell(played);
  };

  const takeMouth = (mouth: SpokenMouth | null): void => {
    speech = { ...SILENT, spoken: mouth && { ...mouth, text: '', engine: 'built-in' } };
    speechListeners.tell(speech);
  };

  const takeHello = (message: Extract<ToSource, { type: 'hello' }>): void => {
    // Another version of Kagami runs now: its page may speak otherwise.
    if (build !== undefined && build !== message.build) location.reload();
    build = message.build;
    takeAvatars(message.avatars);
    takeSettings(message.settings);
    takeExpressions(message.expressions);
    takeClips(message.clips);
    takePlayed(message.played);
    takeMouth(message.mouth);
    hearLabel(message.label);
    welcomed();
  };

  const hear = (message: ToSource): void => {
    if (message.type === 'hello') takeHello(message);
    else if (message.type === 'settings') takeSettings(message.settings);
    else if (message.type === 'avatars') takeAvatars(message.avatars);
    else if (message.type === 'expressions') takeExpressions(message.expressions);
    else if (message.type === 'camera') camera = message.camera;
    else if (message.type === 'clips') takeClips(message.clips);
    else if (message.type === 'played') takePlayed(message.played);
    else if (message.type === 'mouth') takeMouth(message.mouth);
    else if (message.type === 'label') hearLabel(message.label);
    else if (message.type === 'command' && !SAVES_FILES.has(message.command.type))
      commandListeners.tell(message);
  };

  const readable = {
    getSettings: () => welcome.then(settings),
    listAvatars: () => welcome.then(() => avatars),
    getShownExpressions: () => welcome.then(() => expressions),
    listClips: () => welcome.then(() => clips),
    getPlayedClip: () => welcome.then(() => played),
    getSpeech: () => welcome.then(() => speech),
    log: async () => undefined,
  } satisfies Partial<HostApi>;

  const heard = {
    api: withRest<HostApi>(readable, () => Promise.reject(new Error(SEES_ONLY))),
    get connection() {
      return connection;
    },
    onSettings: settingsListeners.add,
    onAvatars: avatarListeners.add,
    onShownExpressions: expressionListeners.add,
    onClips: clipListeners.add,
    onPlayedClip: playedListeners.add,
    onSpeech: speechListeners.add,
    onCommand: commandListeners.add,
    onVmcMotion: vmcListeners.add,
    onConnection: connectionListeners.add,
  } satisfies Partial<Host>;

  return {
    host: withRest<Host>(heard, () => () => undefined),
    channel: {
      post: options.onPost,
      on: (type, listener) => {
        const ofType = channelListeners.get(type) ?? new Set();
        channelListeners.set(type, ofType);
        ofType.add(listener);
        return () => ofType.delete(listener);
      },
      close: () => channelListeners.clear(),
    },
    hear,
    hearMotion: (packet) => {
      if (!readMotionPacket(packet, frame)) return;
      const { source } = frame;
      if (source === 'vmc' || source === 'phone') {
        vmcListeners.tell({
          source,
          time: frame.time,
          values: [...frame.values],
          flags: [...frame.drives.flags],
          ...(source === 'vmc' && camera !== undefined && { camera }),
        });
        camera = undefined;
      } else tellChannel({ type: 'motion', motion: toMotionMessage(frame) });
    },
    hearConnection: (connected) => {
      connection = connected ? 'connected' : 'lost';
      connectionListeners.tell(connection);
    },
    setSize: (width, height) => {
      size = { width, height };
      if (told !== undefined) settingsListeners.tell(settings());
    },
  };
};

/** All other calls do the same: what is Studio's matter is neither heard nor done here. */
const withRest = <Whole extends object>(part: Partial<Whole>, rest: () => unknown): Whole =>
  new Proxy(part, { get: (calls, name) => Reflect.get(calls, name) ?? rest }) as Whole;

const createListeners = <Value>() => {
  const listeners = new Set<(value: Value) => void>();
  return {
    add: (listener: (value: Value) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (value: Value) => {
      for (const listener of listeners) listener(value);
    },
  };
};
