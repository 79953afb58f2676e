import type { AvatarEntry } from '@shared/api';
import { avatarRecipeSchema } from '@shared/avatar-recipe';
import { knownAvatar, withKnown } from '@shared/settings/library';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomRecipe } from '../../../src/renderer/studio/makers/designer/recipes';
import {
  type DraftPicture,
  emptyDraft,
  packDraft,
  slotOf,
  withPicture,
} from '../../../src/renderer/studio/makers/sprite/draft';
import { libraryOrder, matching } from '../../../src/renderer/studio/sections/library-order';

const avatar = (name: string): AvatarEntry => ({ id: `user/${name}`, name, url: '', bytes: 1 });
const names = (list: readonly AvatarEntry[]): string[] => list.map(({ name }) => name);

describe('the library of avatars', () => {
  const all = ['Aki', 'Ben', 'Célia', 'Dai'].map(avatar);

  it('has favourites first, then what was used last, then the rest as they were', () => {
    let known = withKnown([], 'user/Ben', { usedAt: 10 });
    known = withKnown(known, 'user/Dai', { usedAt: 20 });
    known = withKnown(known, 'user/Célia', { favourite: true });
    expect(names(libraryOrder(all, known))).toEqual(['Célia', 'Dai', 'Ben', 'Aki']);
  });

  it('finds an avatar by a part of its name, without its accents', () => {
    expect(names(matching(all, 'cel'))).toEqual(['Célia']);
    expect(names(matching(all, ' '))).toEqual(names(all));
    expect(matching(all, 'zoe')).toEqual([]);
  });

  it('remembers a bounded number, and forgets favourites last', () => {
    let known = withKnown([], 'user/dear', { favourite: true });
    for (let i = 0; i < 300; i++) known = withKnown(known, `user/${i}`, { usedAt: i });
    expect(known).toHaveLength(256);
    expect(known[0]).toEqual(knownAvatar.parse({ id: 'user/dear', favourite: true }));
    expect(known.some(({ id }) => id === 'user/0')).toBe(false);
  });
});

describe('the workshops', () => {
  it('a surprise is always a recipe that the avatar maker takes', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(numbers, (randoms) => {
        let i = 0;
        const recipe = randomRecipe('Aki', () => randoms[i++ % randoms.length]!);
        expect(avatarRecipeSchema.parse(recipe)).toEqual(recipe);
      }),
    );
  });

  it('pictures find their places by their names', () => {
    expect(slotOf('Mochi.png')).toEqual({ mood: 'neutral', state: 'idle' });
    expect(slotOf('mochi_talk.png')).toEqual({ mood: 'neutral', state: 'talk' });
    expect(slotOf('eyes-closed mouth-open.gif')).toEqual({ mood: 'neutral', state: 'talkBlink' });
    expect(slotOf('Eyes Open Mouth Closed.png')).toEqual({ mood: 'neutral', state: 'idle' });
    expect(slotOf('happy-blink.webp')).toEqual({ mood: 'happy', state: 'blink' });
    expect(slotOf('怒.png')).toEqual({ mood: 'angry', state: 'idle' });
  });

  it('a picture that is used twice is kept once, and a mood without a picture is left out', () => {
    const picture = { url: 'a' } as DraftPicture;
    let draft = withPicture(emptyDraft(), { mood: 'neutral', state: 'idle' }, picture);
    draft = withPicture(draft, { mood: 'happy', state: 'talk' }, picture);
    draft = withPicture(draft, { mood: 'sad', state: 'idle' }, picture);
    draft = withPicture(draft, { mood: 'sad', state: 'idle' }, undefined);
    const { pictures, moods } = packDraft(draft);
    expect(pictures).toEqual([picture]);
    expect(moods).toEqual([
      { name: 'neutral', idle: 0 },
      { name: 'happy', idle: 0, talk: 0 },
    ]);
  });
});
