import { z } from 'zod';

/** Avatars that are remembered; of those beyond, the ones used longest ago are forgotten. */
export const MOST_REMEMBERED = 256;

/** What the user has done with an avatar. */
export const knownAvatar = z.object({
  id: z.string().min(1).max(256),
  favourite: z.boolean().default(false),
  /** When it was last chosen: milliseconds since the epoch; 0 = never. */
  usedAt: z.number().min(0).default(0),
  /** What the user calls it; undefined = as its file says. */
  name: z.string().trim().min(1).max(80).optional(),
});
export type KnownAvatar = z.infer<typeof knownAvatar>;

export const librarySettings = z.object({
  /** A patch replaces the list as a whole. */
  avatars: z.array(knownAvatar).max(MOST_REMEMBERED).default([]),
});

export const knownAvatarOf = (known: readonly KnownAvatar[], id: string): KnownAvatar =>
  known.find((avatar) => avatar.id === id) ?? knownAvatar.parse({ id });

/** `known` with what is new about one avatar, the last used first. */
export const withKnown = (
  known: readonly KnownAvatar[],
  id: string,
  news: Partial<Omit<KnownAvatar, 'id'>>,
): KnownAvatar[] =>
  [...known.filter((avatar) => avatar.id !== id), { ...knownAvatarOf(known, id), ...news }]
    .sort((a, b) => Number(b.favourite) - Number(a.favourite) || b.usedAt - a.usedAt)
    .slice(0, MOST_REMEMBERED);
