import type { AvatarEntry } from '@shared/api';
import { type KnownAvatar, knownAvatarOf } from '@shared/settings/library';

/** Favourites first, then what was used last; what was never used stands as the host lists it. */
export const libraryOrder = (
  avatars: readonly AvatarEntry[],
  known: readonly KnownAvatar[],
): readonly AvatarEntry[] => {
  const about = new Map(avatars.map(({ id }) => [id, knownAvatarOf(known, id)]));
  const rank = ({ id }: AvatarEntry): KnownAvatar => about.get(id)!;
  return [...avatars].sort(
    (a, b) => Number(rank(b).favourite) - Number(rank(a).favourite) || rank(b).usedAt - rank(a).usedAt,
  );
};

/** Those whose name has `wanted` in it, whatever its case and accents. */
export const matching = (avatars: readonly AvatarEntry[], wanted: string): readonly AvatarEntry[] => {
  const words = plain(wanted);
  return words === '' ? avatars : avatars.filter(({ name }) => plain(name).includes(words));
};

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
