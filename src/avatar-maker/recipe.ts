import type { AvatarRecipe } from '@shared/avatar-recipe';

export type { AvatarRecipe, HairStyle, OutfitStyle, Palette } from '@shared/avatar-recipe';

export const HIKARI: AvatarRecipe = {
  name: 'Hikari',
  body: 'girl',
  face: 'round',
  hair: 'twin-tails',
  outfit: 'sailor',
  palette: {
    skin: '#ffe9dc',
    hair: '#f6a9c9',
    hairTip: '#c9a7f2',
    eyeDark: '#2443a0',
    eyeLight: '#5fd8f7',
    top: '#fbfaff',
    trim: '#34407f',
    bottom: '#3a4588',
    accent: '#e8517f',
    socks: '#2a2f55',
    shoes: '#5b3a3f',
  },
};

export const REN: AvatarRecipe = {
  name: 'Ren',
  body: 'young-man',
  face: 'sharp',
  hair: 'short',
  outfit: 'hoodie',
  palette: {
    skin: '#fde3d2',
    hair: '#39456b',
    hairTip: '#5f86b8',
    eyeDark: '#7a3a12',
    eyeLight: '#ffb648',
    top: '#2f8f8b',
    trim: '#f4f2ec',
    bottom: '#363a4d',
    accent: '#ffb648',
    socks: '#f4f2ec',
    shoes: '#f1efe9',
  },
};

/** The characters that ship with the app, by file name. */
export const PRESETS = { hikari: HIKARI, ren: REN } as const satisfies Record<string, AvatarRecipe>;
