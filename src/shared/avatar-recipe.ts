import { z } from 'zod';

/** Everything that makes one character of the avatar maker differ from another. See `avatar-maker`. */

/** Name under which a file's `asset.extras` keep the recipe that it was made by, so that it can be changed. */
export const RECIPE_EXTRA = 'kagamiRecipe';

export const BODIES = ['girl', 'young-man'] as const;
export const FACES = ['round', 'sharp'] as const;
export const HAIR_STYLES = ['twin-tails', 'short'] as const;
export const OUTFIT_STYLES = ['sailor', 'hoodie'] as const;
export type HairStyle = (typeof HAIR_STYLES)[number];
export type OutfitStyle = (typeof OUTFIT_STYLES)[number];

/** How much longer the legs may be made, or shorter, metres. */
export const MOST_LEGS = 0.08;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'write a colour as #rrggbb');

export const paletteSchema = z.object({
  skin: colour,
  hair: colour,
  /** Colour that the hair takes towards its tips. */
  hairTip: colour,
  /** Top and bottom of the iris. */
  eyeDark: colour,
  eyeLight: colour,
  top: colour,
  /** Collar, hood lining, bands. */
  trim: colour,
  bottom: colour,
  /** Bows, strings, stripes. */
  accent: colour,
  socks: colour,
  shoes: colour,
});
export type Palette = Readonly<z.infer<typeof paletteSchema>>;

export const avatarRecipeSchema = z.object({
  name: z.string().trim().min(1).max(80),
  body: z.enum(BODIES),
  face: z.enum(FACES),
  hair: z.enum(HAIR_STYLES),
  outfit: z.enum(OUTFIT_STYLES),
  palette: paletteSchema,
  /** Metres that the legs are longer than the body's own. */
  legs: z.number().min(-MOST_LEGS).max(MOST_LEGS).default(0),
});
export type AvatarRecipe = Readonly<z.input<typeof avatarRecipeSchema>>;
