export { type AvatarMaker, createAvatarMaker, makeAvatar } from './make-avatar';
export { type AvatarRecipe, HIKARI, PRESETS, REN } from './recipe';
