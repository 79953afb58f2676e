import { ARKIT_BLENDSHAPES, type ArkitBlendshape, VRM_PRESETS, type VrmPreset } from '@shared/expressions';

/** Morph targets and their weights. */
export type Recipe = Readonly<Record<string, number>>;

const both = (name: string, weight = 1): Recipe => ({ [`${name}L`]: weight, [`${name}R`]: weight });

const PRESET_RECIPES: Readonly<Record<VrmPreset, Recipe>> = {
  happy: { happy: 1, ...both('eye_smile'), ...both('brow_smile') },
  angry: { angry: 1, ...both('eye_angry'), ...both('brow_angry') },
  sad: { sad: 1, ...both('eye_sad'), ...both('brow_sad') },
  relaxed: { relaxed: 1, ...both('eye_relaxed'), ...both('brow_relaxed') },
  surprised: { surprised: 1, ...both('eye_wide'), ...both('brow_surprised') },
  neutral: {},
  aa: { aa: 1 },
  ih: { ih: 1 },
  ou: { ou: 1 },
  ee: { ee: 1 },
  oh: { oh: 1 },
  blink: both('eye_blink'),
  blinkLeft: { eye_blinkL: 1 },
  blinkRight: { eye_blinkR: 1 },
  lookUp: both('eye_lookUp'),
  lookDown: both('eye_lookDown'),
  lookLeft: { eye_lookOutL: 1, eye_lookInR: 1 },
  lookRight: { eye_lookInL: 1, eye_lookOutR: 1 },
};

/** What an emotion does to blinking: a closed or half-closed eye must not close twice. */
const OVERRIDE_BLINK: Partial<Record<VrmPreset, 'block' | 'blend'>> = { happy: 'block', relaxed: 'blend' };

const PARTS: Readonly<Record<string, (side: string) => Recipe>> = {
  browDown: (s) => ({ [`brow_down${s}`]: 1 }),
  browOuterUp: (s) => ({ [`brow_outer${s}`]: 1 }),
  cheekSquint: (s) => ({ [`eye_squint${s}`]: 0.35, [`cheekSquint${s === 'L' ? 'Left' : 'Right'}`]: 1 }),
  eyeBlink: (s) => ({ [`eye_blink${s}`]: 1 }),
  eyeSquint: (s) => ({ [`eye_squint${s}`]: 1 }),
  eyeWide: (s) => ({ [`eye_wide${s}`]: 1 }),
  eyeLookUp: (s) => ({ [`eye_lookUp${s}`]: 1 }),
  eyeLookDown: (s) => ({ [`eye_lookDown${s}`]: 1 }),
  eyeLookIn: (s) => ({ [`eye_lookIn${s}`]: 1 }),
  eyeLookOut: (s) => ({ [`eye_lookOut${s}`]: 1 }),
  noseSneer: (s) => ({
    [`noseSneer${s === 'L' ? 'Left' : 'Right'}`]: 1,
    [`eye_sneer${s}`]: 1,
    [`brow_sneer${s}`]: 1,
  }),
};

function arkitRecipe(name: ArkitBlendshape): Recipe {
  if (name === 'browInnerUp') return both('brow_inner');
  const [, part = name, side] = /^(.*?)(Left|Right)$/.exec(name) ?? [];
  const recipe = side === undefined ? undefined : PARTS[part];
  return recipe && side ? recipe(side[0]!) : { [name]: 1 };
}

/** Where the morph targets of the file are. */
export type MorphPlaces = ReadonlyMap<string, readonly { readonly node: number; readonly index: number }[]>;

/** VRMC_vrm's `expressions`: the 18 presets, and ARKit's 52 names as custom ones. */
export function expressionsJson(places: MorphPlaces): object {
  const entry = (recipe: Recipe, overrideBlink = 'none'): object => ({
    isBinary: false,
    overrideBlink,
    overrideLookAt: 'none',
    overrideMouth: 'none',
    morphTargetBinds: Object.entries(recipe).flatMap(([target, weight]) => {
      const found = places.get(target);
      if (!found) throw new Error(`No mesh has the morph target ${target}.`);
      return found.map((bind) => ({ ...bind, weight }));
    }),
  });
  return {
    preset: Object.fromEntries(
      VRM_PRESETS.map((name) => [name, entry(PRESET_RECIPES[name], OVERRIDE_BLINK[name])]),
    ),
    custom: Object.fromEntries(ARKIT_BLENDSHAPES.map((name) => [name, entry(arkitRecipe(name))])),
  };
}
