import {
  type AvatarRecipe,
  avatarRecipeSchema,
  BODIES,
  FACES,
  HAIR_STYLES,
  OUTFIT_STYLES,
  type Palette,
  RECIPE_EXTRA,
} from '@shared/avatar-recipe';
import { z } from 'zod';
import { readGlb } from '../../../avatar/read-glb';

/** Palettes to begin with: skin and eyes are the user's own affair and stay. */
export const PALETTES = [
  {
    id: 'sakura',
    hair: '#f6a9c9',
    hairTip: '#c9a7f2',
    top: '#fbfaff',
    trim: '#34407f',
    bottom: '#3a4588',
    accent: '#e8517f',
    socks: '#2a2f55',
    shoes: '#5b3a3f',
  },
  {
    id: 'midnight',
    hair: '#2b2f4a',
    hairTip: '#6f7fd8',
    top: '#23263a',
    trim: '#8f7bff',
    bottom: '#1c1e2e',
    accent: '#8f7bff',
    socks: '#1c1e2e',
    shoes: '#30334a',
  },
  {
    id: 'mint',
    hair: '#8fe0c4',
    hairTip: '#d6fff0',
    top: '#ffffff',
    trim: '#2d8f7a',
    bottom: '#4a6f7a',
    accent: '#ff9a76',
    socks: '#f4f7f5',
    shoes: '#3a5560',
  },
  {
    id: 'sunset',
    hair: '#e8693f',
    hairTip: '#ffc46b',
    top: '#fff4e4',
    trim: '#8a2f3c',
    bottom: '#6d2b3d',
    accent: '#ffb648',
    socks: '#5a2433',
    shoes: '#4a2a24',
  },
  {
    id: 'snow',
    hair: '#eef1fb',
    hairTip: '#a9c6ff',
    top: '#e6edf9',
    trim: '#4e6fae',
    bottom: '#5b6f9c',
    accent: '#7fb2ff',
    socks: '#f7f9ff',
    shoes: '#55658c',
  },
  {
    id: 'forest',
    hair: '#5b4636',
    hairTip: '#a07a4f',
    top: '#d9e2c8',
    trim: '#3f5b3a',
    bottom: '#4b4334',
    accent: '#c9703a',
    socks: '#efe9da',
    shoes: '#4a3526',
  },
] as const satisfies readonly ({ id: string } & Omit<Palette, 'skin' | 'eyeDark' | 'eyeLight'>)[];

export const SKINS = [
  '#fff1e8',
  '#ffe9dc',
  '#fde3d2',
  '#f3cdb0',
  '#dba77f',
  '#b97f56',
  '#8a5a3c',
  '#5f3d2a',
] as const;

/** Top and bottom of the iris. */
export const EYES = [
  ['#2443a0', '#5fd8f7'],
  ['#7a3a12', '#ffb648'],
  ['#1d6b3c', '#8ff0a4'],
  ['#5a2390', '#d79bff'],
  ['#8a1f3d', '#ff8fae'],
  ['#2a2a33', '#9aa0b4'],
  ['#3d2417', '#b07a4a'],
] as const;

const pick = <Value>(list: readonly Value[], random: () => number): Value =>
  list[Math.min(list.length - 1, Math.floor(random() * list.length))]!;

/** Another character of the same name. @param random 0..1 */
export const randomRecipe = (name: string, random: () => number): AvatarRecipe => {
  const { id: _, ...clothes } = pick(PALETTES, random);
  const [eyeDark, eyeLight] = pick(EYES, random);
  // Hair of one palette goes with clothes of another.
  const { hair, hairTip } = pick(PALETTES, random);
  return {
    name,
    body: pick(BODIES, random),
    face: pick(FACES, random),
    hair: pick(HAIR_STYLES, random),
    outfit: pick(OUTFIT_STYLES, random),
    legs: Math.round((random() - 0.5) * 10) / 100,
    palette: { ...clothes, hair, hairTip, skin: pick(SKINS, random), eyeDark, eyeLight },
  };
};

const recipeHolder = z.object({ asset: z.object({ extras: z.record(z.string(), z.unknown()) }) });

/** The recipe that an avatar's file was made by. @throws Error with a sentence for the user where there is none */
export const readRecipe = async (file: Blob): Promise<AvatarRecipe> => {
  const { json } = readGlb(new Uint8Array(await file.arrayBuffer()));
  const held = recipeHolder.safeParse(json);
  const recipe = avatarRecipeSchema.safeParse(held.data?.asset.extras[RECIPE_EXTRA]);
  if (!recipe.success) throw new Error('This avatar was not made here, or by another version of Kagami.');
  return recipe.data;
};
