export { makeSpriteAvatar, SPRITE_HEIGHT, SPRITE_TOP, type SpriteSource } from './make-sprite-avatar';
