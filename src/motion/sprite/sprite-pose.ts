import type { SpriteMotion } from '@shared/sprite-avatar';

/** How a sprite avatar's picture stands, about the middle of its lower edge. */
export interface SpritePose {
  /** In heights of the picture. */
  x: number;
  y: number;
  /** Radians, positive to the picture's left. */
  tilt: number;
  scaleX: number;
  scaleY: number;
}

/** The hop at the begin of speech, and the landing after it, ms. */
const HOP = 190;
const LANDING = 170;
/** Of the picture's height, where the settings are 1. */
const HOP_HEIGHT = 0.06;
const SQUASH = 0.07;
const BREATH = 0.012;
/** One breath, ms. */
const BREATH_PERIOD = 4200;
/** Share of the head's own movement at a sway of 1. */
const SWAY_OFFSET = 0.8;
const SWAY_TILT = 0.5;
/** Farther than this the picture never leans, radians, nor moves, in heights. */
const MOST_TILT = 0.35;
const MOST_OFFSET = 0.2;

/**
 * @param motion what the avatar's maker chose
 * @param time ms, for breathing
 * @param sinceTalk ms since speech last began; undefined before the first word
 * @param head where the head is against its rest: sideways and up in heights of the picture, and its roll in radians
 * @param into is written and returned
 */
export const spritePose = (
  motion: SpriteMotion,
  time: number,
  sinceTalk: number | undefined,
  head: Readonly<{ x: number; y: number; roll: number }>,
  into: SpritePose,
): SpritePose => {
  const breath = Math.sin((time / BREATH_PERIOD) * 2 * Math.PI) * BREATH * motion.breathing;
  const landing = squashAt(sinceTalk) * SQUASH * motion.squash;
  into.x = bounded(head.x * SWAY_OFFSET * motion.sway, MOST_OFFSET);
  into.y = hopAt(sinceTalk) * HOP_HEIGHT * motion.bounce + bounded(head.y * motion.sway, MOST_OFFSET);
  into.tilt = bounded(head.roll * SWAY_TILT * motion.sway, MOST_TILT);
  into.scaleY = 1 + breath - landing;
  // What is pressed down grows to the sides: the area stays.
  into.scaleX = 1 / into.scaleY;
  return into;
};

/** Height of the hop, 0..1. */
const hopAt = (since: number | undefined): number =>
  since === undefined || since >= HOP ? 0 : Math.sin((since / HOP) * Math.PI);

/** How far the picture is pressed together by the landing, -1 (stretched by the hop) .. 1. */
const squashAt = (since: number | undefined): number => {
  if (since === undefined || since >= HOP + LANDING) return 0;
  if (since < HOP) return -0.5 * Math.sin((since / HOP) * Math.PI);
  return Math.sin(((since - HOP) / LANDING) * Math.PI);
};

const bounded = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
