import {
  NEUTRAL,
  SPRITE_EMOTIONS,
  SPRITE_STATES,
  type SpriteExtent,
  type SpriteMood,
  type SpriteMotion,
  type SpriteState,
  type SpriteType,
  spriteMotionSchema,
} from '@shared/sprite-avatar';

/** A picture that the user has chosen, checked. */
export interface DraftPicture {
  readonly bytes: Uint8Array;
  readonly type: SpriteType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly moves: boolean;
  /** Address for `<img>`. */
  readonly url: string;
}

export interface DraftMood {
  readonly name: string;
  readonly pictures: Readonly<Partial<Record<SpriteState, DraftPicture>>>;
}

/** A sprite avatar while it is being made. */
export interface SpriteDraft {
  readonly name: string;
  /** Undefined: as the shape of the first picture says. */
  readonly extent: SpriteExtent | undefined;
  readonly moods: readonly DraftMood[];
  readonly motion: SpriteMotion;
}

/** A place in the draft. */
export interface DraftSlot {
  readonly mood: string;
  readonly state: SpriteState;
}

export const emptyDraft = (): SpriteDraft => ({
  name: '',
  extent: undefined,
  moods: [{ name: NEUTRAL, pictures: {} }],
  motion: spriteMotionSchema.parse({}),
});

/** The draft with a picture in a place, or with that place empty; the mood is added where it is not there yet. */
export const withPicture = (
  draft: SpriteDraft,
  { mood, state }: DraftSlot,
  picture: DraftPicture | undefined,
): SpriteDraft => {
  const moods = draft.moods.some(({ name }) => name === mood)
    ? draft.moods
    : [...draft.moods, { name: mood, pictures: {} }];
  return {
    ...draft,
    moods: moods.map((entry) => {
      if (entry.name !== mood) return entry;
      const { [state]: _, ...others } = entry.pictures;
      return { ...entry, pictures: picture === undefined ? others : { ...others, [state]: picture } };
    }),
  };
};

export const pictureAt = (draft: SpriteDraft, { mood, state }: DraftSlot): DraftPicture | undefined =>
  draft.moods.find(({ name }) => name === mood)?.pictures[state];

/** A mood's picture at rest, or whatever stands for it: a mood may have a picture of talking alone. */
const restOf = ({ pictures }: DraftMood): DraftPicture | undefined =>
  pictures.idle ?? SPRITE_STATES.map((state) => pictures[state]).find((picture) => picture !== undefined);

/** Moods that have a picture, with the pictures that they have, each once. */
export const packDraft = (
  draft: SpriteDraft,
): { pictures: readonly DraftPicture[]; moods: readonly SpriteMood[] } => {
  const pictures: DraftPicture[] = [];
  const place = (picture: DraftPicture): number => {
    const known = pictures.indexOf(picture);
    return known >= 0 ? known : pictures.push(picture) - 1;
  };
  const moods = draft.moods.flatMap((mood): SpriteMood[] => {
    const rest = restOf(mood);
    if (rest === undefined) return [];
    const others = SPRITE_STATES.flatMap((state) => {
      const picture = mood.pictures[state];
      return picture === undefined ? [] : [[state, picture] as const];
    });
    const packed: SpriteMood = { name: mood.name, idle: place(rest) };
    for (const [state, picture] of others) packed[state] = place(picture);
    return [packed];
  });
  return { pictures, moods };
};

/** A tall picture shows a whole person, a wide one head and shoulders. */
export const extentOf = ({ width, height }: { width: number; height: number }): SpriteExtent =>
  height > width * 1.7 ? 'full' : height > width * 1.25 ? 'half' : 'bust';

const MOOD_WORDS: Readonly<Record<(typeof SPRITE_EMOTIONS)[number], RegExp>> = {
  happy: /happy|joy|smile|laugh|glad|笑|喜|嬉/,
  angry: /angry|anger|mad|怒/,
  sad: /sad|sorrow|cry|悲|哀|泣/,
  relaxed: /relax|calm|fun|楽|ほっ/,
  surprised: /surpris|shock|wow|驚|惊/,
};
const TALK = /talk|speak|open|mouth|口/;
const BLINK = /blink|closed?[ _-]?eyes?|eyes?[ _-]?closed?|wink|目|眼/;

/** Where a picture belongs by its file's name, as such sets are named: `talk`, `blink`, `happy_talk`, `mouth-open eyes-closed` … */
export const slotOf = (fileName: string): DraftSlot => {
  const name = fileName.toLowerCase().replace(/\.[^.]*$/, '');
  const mood = SPRITE_EMOTIONS.find((emotion) => MOOD_WORDS[emotion].test(name)) ?? NEUTRAL;
  const blink = BLINK.test(name);
  // "Eyes open" is no open mouth.
  const talk = TALK.test(
    name.replace(/eyes?[ _-]?open|open[ _-]?eyes?|mouth[ _-]?closed?|closed?[ _-]?mouth/g, ''),
  );
  if (talk && blink) return { mood, state: 'talkBlink' };
  return { mood, state: talk ? 'talk' : blink ? 'blink' : 'idle' };
};
