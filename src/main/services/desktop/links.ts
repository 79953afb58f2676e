import type { Rule } from '@shared/triggers';

export const LINK_SCHEME = 'kagami';

/** What a `kagami://` link asks for. */
export type Link = { to: 'studio' } | { to: 'rule'; id: string };

const LONGEST_LINK = 2048;

/**
 * Reads a link that the system handed over. Links come from any web page, so they can do two things alone: `kagami://studio` shows
 * Studio, and `kagami://rule/NAME` sets off the rule of that name, which the user has made.
 *
 * @returns undefined where it is no such link, or names no rule
 */
export const readLink = (text: string, rules: readonly Pick<Rule, 'id' | 'name'>[]): Link | undefined => {
  if (text.length > LONGEST_LINK || !URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  if (protocol !== `${LINK_SCHEME}:`) return undefined;
  if (host === 'studio') return { to: 'studio' };
  const name = host === 'rule' ? decoded(pathname.slice(1)) : undefined;
  const rule = rules.find((candidate) => candidate.name !== '' && candidate.name === name);
  return rule && { to: 'rule', id: rule.id };
};

/** The link among a program's arguments: how Windows and Linux hand it over. */
export const linkAmong = (argv: readonly string[]): string | undefined =>
  argv.find((argument) => argument.startsWith(`${LINK_SCHEME}://`));

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
