export { makeAvatar } from './make-avatar';
export {
  type AvatarRecipe,
  HAIR_STYLES,
  type HairStyle,
  HIKARI,
  OUTFIT_STYLES,
  type OutfitStyle,
  type Palette,
  PRESETS,
  REN,
} from './recipe';
