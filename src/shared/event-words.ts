import type { Command } from './commands';
import { LONGEST_SPOKEN } from './speech';

/** Words that an event brings for a rule's commands: cleaned and bounded by whoever heard of it. */
export interface EventWords {
  /** The message of the chat, or the text of a call; empty = none. */
  text: string;
  /** Who sent it; empty = nobody. */
  user: string;
}

export const NO_WORDS: EventWords = { text: '', user: '' };

/** `command` with the event's words in the place of `{text}` and `{user}`; words that look like a placeholder stay as they are. */
export const withEventWords = (command: Command, words: EventWords): Command =>
  command.type === 'say'
    ? {
        ...command,
        text: command.text
          .replace(/\{(text|user)\}/g, (_, name: keyof EventWords) => words[name])
          .slice(0, LONGEST_SPOKEN),
      }
    : command;
