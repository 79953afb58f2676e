import { z } from 'zod';

/*
 * A *sprite avatar* (PNGTuber): pictures by states instead of a body. It is a VRM file like any other, whose glTF extension of ours holds
 * the pictures as they are and says when each is shown.
 */
export const SPRITE_EXTENSION = 'KAGAMI_sprite_avatar';

/** What a person does whom the pictures show. */
export const SPRITE_STATES = ['idle', 'talk', 'blink', 'talkBlink'] as const;
export type SpriteState = (typeof SPRITE_STATES)[number];

/** The mood that is shown while there is no other; the others are named as the VRM expressions that call them. */
export const NEUTRAL = 'neutral';
export const SPRITE_EMOTIONS = ['happy', 'angry', 'sad', 'relaxed', 'surprised'] as const;

export const SPRITE_TYPES = ['image/png', 'image/gif', 'image/webp'] as const;
export type SpriteType = (typeof SPRITE_TYPES)[number];

export const MAX_SPRITE_PICTURES = 64;
export const MAX_SPRITE_MOODS = 16;
/** Bytes of one picture. */
export const MAX_SPRITE_BYTES = 16 * 1024 * 1024;
/** Pixels of a picture's longest side. */
export const MAX_SPRITE_SIDE = 4096;
/** A longer animation is played up to here, frames. */
export const MAX_SPRITE_FRAMES = 600;

const share = z.number().min(0).max(1);

/** How the picture moves. */
export const spriteMotionSchema = z.object({
  /** Height of the hop at the begin of speech: 1 is 6 % of the picture. */
  bounce: share.default(0.5),
  /** How soft the picture is when it lands. */
  squash: share.default(0.4),
  breathing: share.default(0.5),
  /** How much of the head's movement the picture takes over. */
  sway: share.default(0.5),
  /** How far the mouth must be open for speech. */
  talkAt: z.number().min(0.05).max(0.9).default(0.2),
});
export type SpriteMotion = z.infer<typeof spriteMotionSchema>;

const index = z.number().int().min(0).max(65_535);

/** Pictures of a mood, by state; the indices are those of `pictures`. */
export const spriteMoodSchema = z.object({
  name: z.string().trim().min(1).max(40),
  idle: index,
  talk: index.optional(),
  blink: index.optional(),
  talkBlink: index.optional(),
});
export type SpriteMood = z.infer<typeof spriteMoodSchema>;

/** How much of a person the picture shows; the camera's shots follow it. */
export const SPRITE_EXTENTS = ['bust', 'half', 'full'] as const;
export type SpriteExtent = (typeof SPRITE_EXTENTS)[number];

/** The extension as it stands in the file. */
export const spriteExtensionSchema = z
  .object({
    version: z.literal(1),
    extent: z.enum(SPRITE_EXTENTS),
    pictures: z
      .array(z.object({ bufferView: index, mimeType: z.enum(SPRITE_TYPES) }))
      .min(1)
      .max(MAX_SPRITE_PICTURES),
    /** The first is {@link NEUTRAL}. */
    moods: z.array(spriteMoodSchema).min(1).max(MAX_SPRITE_MOODS),
    motion: spriteMotionSchema,
  })
  .refine(({ moods, pictures }) =>
    moods.every((mood) => SPRITE_STATES.every((state) => (mood[state] ?? 0) < pictures.length)),
  )
  .refine(({ moods }) => moods[0]?.name === NEUTRAL);
export type SpriteExtension = z.infer<typeof spriteExtensionSchema>;

/**
 * The picture of a mood and state. Where the mood has none of its own, what is nearest stands in: lids matter less than the mouth.
 * @returns index into `pictures`
 */
export const spritePictureOf = (mood: SpriteMood, state: SpriteState): number => {
  if (state === 'talkBlink') return mood.talkBlink ?? mood.talk ?? mood.blink ?? mood.idle;
  return mood[state] ?? mood.idle;
};
