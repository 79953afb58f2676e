import type { EventWords } from '@shared/event-words';
import { LONGEST_SPOKEN } from '@shared/speech';
import { spokenText } from '../speech/spoken-text';

/** Longest name of who sent something, characters. */
export const LONGEST_USER = 64;
/** Of a chat's message so much is read aloud, characters. */
const LONGEST_CHAT = 200;
/** As often as a letter is repeated; drawn-out words stay funny and short. */
const MOST_REPEATED = 3;

/** Words of a call: `text` and `user` of its query. @returns undefined where one is too long */
export const wordsOfCall = (query: URLSearchParams): EventWords | undefined => {
  const text = query.get('text') ?? '';
  const user = query.get('user') ?? '';
  if (text.length > LONGEST_SPOKEN || user.length > LONGEST_USER) return undefined;
  return { text: spokenText(text), user: spokenText(user) };
};

export interface ChatMessage {
  text: string;
  user: string;
  /** Twitch's IRCv3 tag: `25:0-4,12-16/1902:6-10`, places counted in code points, ends included. */
  emotes: string;
}

/** Words of a chat's message, fit to be read aloud to everybody: no links, emotes, signs or drawn-out letters, and not long. */
export const wordsOfChat = ({ text, user, emotes }: ChatMessage): EventWords => ({
  text: spokenText(
    cut(
      withoutEmotes(text, emotes)
        // Whatever looks like an address, with or without its scheme.
        .replace(/\S*(:\/\/|www\.)\S*/giu, ' ')
        .replace(/\S*[\p{L}\p{N}-]\.[a-z]{2,}(\/\S*)?(?=\s|$)/giu, ' ')
        .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\uFE0F|\u20E3/gu, ' ')
        .replace(/(.)\1{3,}/gu, (_, character: string) => character.repeat(MOST_REPEATED)),
    ),
  ),
  user: spokenText([...user].slice(0, LONGEST_USER).join('').replace(/_+/g, ' ')),
});

/** The first characters, whole words of them. */
const cut = (text: string): string => {
  const characters = [...text];
  if (characters.length <= LONGEST_CHAT) return text;
  return characters
    .slice(0, LONGEST_CHAT)
    .join('')
    .replace(/\s\S*$/u, '');
};

const withoutEmotes = (text: string, emotes: string): string => {
  const characters = [...text];
  for (const [, first, last] of emotes.matchAll(/(\d{1,4})-(\d{1,4})/g))
    for (let at = Number(first); at <= Math.min(Number(last), characters.length - 1); at++)
      characters[at] = ' ';
  return characters.join('');
};
