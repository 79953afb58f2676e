import { mayReach } from '@shared/network';
import type { TwitchState } from '@shared/trigger-inputs';
import { IrcClient, MessageTypes } from 'ircv3';
import type { Log } from '../log';
import type { SettingsStore } from '../settings';
import type { Triggers } from '../triggers';
import { createBudget } from './call-server';
import { isMeantTwitch, readTwitchLine, spokenWords } from './twitch-event';

/** The chat of one Twitch channel, read and never written to. */
export interface TwitchChat {
  readonly state: TwitchState;
  close(): void;
}

export interface TwitchChatOptions {
  settings: SettingsStore;
  triggers: Pick<Triggers, 'fireWhere'>;
  log: Log;
  /** Where the chat is; Twitch's own otherwise. */
  server?: TwitchServer;
  now?: () => number;
}

export interface TwitchServer {
  hostName: string;
  port: number;
  secure: boolean;
}

const TWITCH: TwitchServer = { hostName: 'irc-ws.chat.twitch.tv', port: 443, secure: true };
/** What does not let us in within this is no channel, ms. */
const JOINED_WITHIN = 10_000;
/** Of a chat gone wild so many messages a second are looked at. */
const MOST_MESSAGES = 50;

/** Twitch lets anybody read under such a name, with no account and no password. */
const anonymousName = (): string => `justinfan${Math.floor(10_000 + Math.random() * 80_000)}`;

/** Follows the settings: connected while on and allowed. The connection comes back by itself, after ever longer waits. */
export const createTwitchChat = (options: TwitchChatOptions): TwitchChat => {
  const { settings, triggers, log, server = TWITCH, now = Date.now } = options;
  const isInTime = createBudget(MOST_MESSAGES, now);
  let state: TwitchState = { state: 'off' };
  let config = '';
  let client: IrcClient | undefined;
  let timer: NodeJS.Timeout | undefined;

  const tell = (next: TwitchState['state']): void => {
    state = { ...state, state: next };
  };

  const disconnect = (): void => {
    clearTimeout(timer);
    const ending = client;
    client = undefined;
    ending?.quitAbruptly();
  };

  const read = (message: MessageTypes.Commands.PrivateMessage | UserNotice): void => {
    if (!isInTime()) return;
    const text = message instanceof MessageTypes.Commands.PrivateMessage ? message.text : '';
    const event = readTwitchLine({ command: message.command, tags: message.tags, text });
    if (event === undefined) return;
    if (event.reward !== '') state = { ...state, lastReward: { id: event.reward, words: event.words } };
    triggers.fireWhere(
      'twitch',
      (when) => isMeantTwitch(when, event),
      'press',
      (when) => spokenWords(when, event),
    );
  };

  const connect = (channel: string): void => {
    tell('connecting');
    const own = new IrcClient({
      connection: { ...server, reconnect: true },
      credentials: { nick: anonymousName() },
      channels: [`#${channel.toLowerCase()}`],
      webSocket: true,
      logger: { custom: (level, text) => level <= 1 && log.warn(`Twitch: ${text}`) },
      // Twitch's greeting is not the one of RFC 2812.
      nonConformingCommands: ['004'],
    });
    client = own;
    own.addCapability({ name: 'twitch.tv/tags', usesTags: true });
    own.addCapability({ name: 'twitch.tv/commands' });
    own.onRegister(() => {
      if (client !== own) return;
      clearTimeout(timer);
      timer = setTimeout(() => client === own && tell('no-channel'), JOINED_WITHIN);
      timer.unref();
    });
    own.onTypedMessage(MessageTypes.Commands.ChannelJoin, () => {
      if (client !== own) return;
      clearTimeout(timer);
      tell('connected');
    });
    own.onTypedMessage(MessageTypes.Commands.PrivateMessage, (message) => client === own && read(message));
    own.onNamedMessage('USERNOTICE', (message) => client === own && read(message));
    own.onDisconnect(() => {
      if (client === own) tell('lost');
    });
    own.connect();
  };

  const follow = (): void => {
    const { on, channel } = settings.current.inputs.twitch;
    const allowed = mayReach(settings.current, server.hostName);
    const next = JSON.stringify([on, channel, allowed]);
    if (next === config) return;
    config = next;
    disconnect();
    state = { state: 'off' };
    if (!on || channel === '') return;
    if (allowed) connect(channel);
    else tell('offline');
  };

  const unsubscribe = settings.onChange(follow);
  follow();

  return {
    get state() {
      return state;
    },
    close() {
      unsubscribe();
      disconnect();
    },
  };
};

/** Twitch's own message: a subscription, a raid. */
type UserNotice = Parameters<Parameters<IrcClient['onNamedMessage']>[1]>[0];
