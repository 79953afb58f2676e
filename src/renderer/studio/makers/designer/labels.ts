import type { BODIES, FACES, HAIR_STYLES, OUTFIT_STYLES } from '@shared/avatar-recipe';
import type { StudioKey } from '../../i18n';
import type { PALETTES } from './recipes';

type Labels<Value extends string> = Readonly<Record<Value, StudioKey>>;

export const PART_LABELS: Labels<'body' | 'face' | 'hair' | 'outfit'> = {
  body: 'designer.body',
  face: 'designer.face',
  hair: 'designer.hair',
  outfit: 'designer.outfit',
};

type Choice =
  | (typeof BODIES)[number]
  | (typeof FACES)[number]
  | (typeof HAIR_STYLES)[number]
  | (typeof OUTFIT_STYLES)[number];

export const CHOICE_LABELS: Labels<Choice> = {
  girl: 'designer.body_girl',
  'young-man': 'designer.body_young-man',
  round: 'designer.face_round',
  sharp: 'designer.face_sharp',
  'twin-tails': 'designer.hair_twin-tails',
  short: 'designer.hair_short',
  sailor: 'designer.outfit_sailor',
  hoodie: 'designer.outfit_hoodie',
};

export const PALETTE_LABELS: Labels<(typeof PALETTES)[number]['id']> = {
  sakura: 'designer.palette_sakura',
  midnight: 'designer.palette_midnight',
  mint: 'designer.palette_mint',
  sunset: 'designer.palette_sunset',
  snow: 'designer.palette_snow',
  forest: 'designer.palette_forest',
};

export const SHOT_LABELS: Labels<'face' | 'bust' | 'full'> = {
  face: 'designer.shot_face',
  bust: 'designer.shot_bust',
  full: 'designer.shot_full',
};
