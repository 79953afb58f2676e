import type { EventWords } from '@shared/event-words';
import type { TWITCH_RANKS, WhenOf } from '@shared/triggers';
import { wordsOfChat } from './words';

/** Something that happened in a channel, as far as rules look at it. */
export interface TwitchEvent {
  kind: 'message' | 'subscription' | 'raid';
  /** The message's words, trimmed. */
  words: string;
  /** The same, and who sent it, as they may be read aloud. */
  spoken: EventWords;
  /** Id of the reward that the message redeems; empty = none. */
  reward: string;
  /** Bits or raiders. */
  amount: number;
  /** Index into `TWITCH_RANKS`. */
  rank: number;
}

/** A line of the chat: command, IRCv3 tags, and the text of a message. */
export interface ChatLine {
  command: string;
  tags: ReadonlyMap<string, string>;
  text: string;
}

/** Twitch's own bound is 500 characters. */
const LONGEST = 500;

/** `msg-id` of USERNOTICE. Source: Twitch developer documentation, "Twitch IRC tags". */
const SUBSCRIPTIONS: ReadonlySet<string | undefined> = new Set([
  'sub',
  'resub',
  'subgift',
  'submysterygift',
  'giftpaidupgrade',
  'anongiftpaidupgrade',
]);

/**
 * A line of Twitch's chat as an event; undefined where rules have no use for it. Tags as in Twitch's documentation of IRC tags:
 * `badges`, `bits`, `custom-reward-id`, `display-name`, `emotes`, `login`, `msg-id`, `msg-param-viewerCount`, `source-room-id` (a chat shared by several channels).
 */
export const readTwitchLine = ({ command, tags, text }: ChatLine): TwitchEvent | undefined => {
  const source = tags.get('source-room-id');
  if (source !== undefined && source !== tags.get('room-id')) return undefined;
  const bounded = text.slice(0, LONGEST);
  const user = tags.get('display-name') || tags.get('login') || '';
  const shared = {
    words: bounded.trim(),
    spoken: wordsOfChat({ text: bounded, user, emotes: tags.get('emotes') ?? '' }),
    rank: rankOf(tags.get('badges') ?? ''),
  };
  if (command === 'PRIVMSG')
    return {
      ...shared,
      kind: 'message',
      reward: (tags.get('custom-reward-id') ?? '').slice(0, 64),
      amount: countOf(tags.get('bits')),
    };
  if (command !== 'USERNOTICE') return undefined;
  const notice = tags.get('msg-id');
  if (notice === 'raid')
    return { ...shared, kind: 'raid', reward: '', amount: countOf(tags.get('msg-param-viewerCount')) };
  return SUBSCRIPTIONS.has(notice) ? { ...shared, kind: 'subscription', reward: '', amount: 0 } : undefined;
};

/** Whether the event is what the rule waits for. */
export const isMeantTwitch = (when: WhenOf<'twitch'>, event: TwitchEvent): boolean => {
  if (event.rank < RANK_OF[when.from]) return false;
  switch (when.event) {
    case 'command':
      return event.kind === 'message' && beginsWith(event.words, when.words);
    case 'redeem':
      return event.reward !== '' && (when.reward === '' || when.reward === event.reward);
    case 'bits':
      return event.kind === 'message' && event.amount >= when.least;
    case 'subscription':
      return event.kind === 'subscription';
    case 'raid':
      return event.kind === 'raid' && event.amount >= when.least;
  }
};

/** What of the event a rule may read aloud: of a command what follows its word. */
export const spokenWords = (when: WhenOf<'twitch'>, { spoken }: TwitchEvent): EventWords => {
  const word = when.words.trim();
  return when.event === 'command' && beginsWith(spoken.text, word)
    ? { ...spoken, text: spoken.text.slice(word.length).trim() }
    : spoken;
};

const RANK_OF: Readonly<Record<(typeof TWITCH_RANKS)[number], number>> = {
  everyone: 0,
  subscriber: 1,
  vip: 2,
  moderator: 3,
  broadcaster: 4,
};

/** Ranks by the badges that show them; a founder is one of the first subscribers. */
const BADGES: Readonly<Record<string, number>> = {
  subscriber: 1,
  founder: 1,
  vip: 2,
  moderator: 3,
  broadcaster: 4,
};

const rankOf = (badges: string): number =>
  Math.max(0, ...badges.split(',').map((badge) => BADGES[badge.split('/')[0] ?? ''] ?? 0));

const countOf = (digits: string | undefined): number =>
  digits !== undefined && /^\d{1,9}$/.test(digits) ? Number(digits) : 0;

/** Whole words, in any case of letters: `!wave` is not meant by `!waves`. */
const beginsWith = (message: string, words: string): boolean => {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return false;
  const said = message.toLowerCase();
  return said === wanted || said.startsWith(`${wanted} `);
};
