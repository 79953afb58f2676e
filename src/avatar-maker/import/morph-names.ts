import { ARKIT_BLENDSHAPES, type ArkitBlendshape, type VrmPreset } from '@shared/expressions';

/** What a morph target shows: a preset of VRM, or ARKit's shapes with the share that it is of each. */
export type MorphMeaning = { preset: VrmPreset } | { arkit: readonly MorphShare[] };

export interface MorphShare {
  name: ArkitBlendshape;
  weight: number;
  /** Moves one side of a shape that moves both. */
  oneSide?: boolean;
}

const MEANINGS = new Map<string, MorphMeaning>();

const isShape = (name: string): name is ArkitBlendshape =>
  (ARKIT_BLENDSHAPES as readonly string[]).includes(name);

/** A word for a shape that comes in two sides: with a side, and for both at once, when it is half of each. */
const addPair = (word: string, shape: string, alone: boolean): void => {
  for (const [side, endings] of [
    ['Left', ['left', 'l']],
    ['Right', ['right', 'r']],
  ] as const) {
    const name = `${shape}${side}`;
    if (isShape(name))
      for (const ending of endings) MEANINGS.set(word + ending, { arkit: [{ name, weight: 1 }] });
  }
  const both = [`${shape}Left`, `${shape}Right`].filter(isShape);
  if (alone) MEANINGS.set(word, { arkit: both.map((name) => ({ name, weight: 0.5 })) });
};

/** Shapes of ARKit that turn about the middle: without a side their names would mean something else. */
const SIDEWAYS = /^(mouth|jaw)(Left|Right)$/;

for (const name of ARKIT_BLENDSHAPES) {
  const pair = /^(.+)(Left|Right)$/.exec(name);
  if (pair) addPair(pair[1]!.toLowerCase(), pair[1]!, !SIDEWAYS.test(name));
  else MEANINGS.set(name.toLowerCase(), { arkit: [{ name, weight: 1 }] });
}

/** One shape of ARKit that other files have by side. */
for (const name of ['browInnerUp', 'cheekPuff'] as const)
  for (const side of ['left', 'right', 'l', 'r'])
    MEANINGS.set(name.toLowerCase() + side, { arkit: [{ name, weight: 1, oneSide: true }] });

/** Other names of ARKit's shapes: Mixamo Fuse, Ready Player Me, VRoid. */
for (const [word, shape, alone] of [
  ['blink', 'eyeBlink', true],
  ['eyesclosed', 'eyeBlink', true],
  ['eyeclosed', 'eyeBlink', true],
  ['eyeclose', 'eyeBlink', true],
  ['fcleyeclose', 'eyeBlink', true],
  ['まばたき', 'eyeBlink', true],
  ['eyeslookup', 'eyeLookUp', true],
  ['eyeslookdown', 'eyeLookDown', true],
  ['browsdown', 'browDown', true],
  ['browsup', 'browOuterUp', true],
  ['eyeswide', 'eyeWide', true],
  ['smile', 'mouthSmile', false],
  ['frown', 'mouthFrown', false],
  ['squint', 'eyeSquint', true],
  ['nosescrunch', 'noseSneer', true],
  ['lowerlipdown', 'mouthLowerDown', true],
  ['upperlipup', 'mouthUpperUp', true],
] as const)
  addPair(word, shape, alone);
MEANINGS.set('mouthopen', { arkit: [{ name: 'jawOpen', weight: 1 }] });

/**
 * Words for VRM's presets. Sources: Oculus' visemes (Meta's lip-sync reference), VRChat's `vrc.v_aa`, VRoid's `Fcl_MTH_A`,
 * MikuMikuDance's standard morphs.
 */
const PRESET_WORDS: Partial<Record<VrmPreset, readonly string[]>> = {
  aa: ['visemeaa', 'vrcvaa', 'vaa', 'aa', 'a', 'moutha', 'fclmtha', 'あ'],
  ih: ['visemei', 'visemeih', 'vrcvih', 'vih', 'ih', 'i', 'mouthi', 'fclmthi', 'い'],
  ou: ['visemeu', 'visemeou', 'vrcvou', 'vou', 'ou', 'u', 'mouthu', 'fclmthu', 'う'],
  ee: ['visemee', 'vrcve', 've', 'vee', 'ee', 'e', 'mouthe', 'fclmthe', 'え'],
  oh: ['visemeo', 'visemeoh', 'vrcvoh', 'voh', 'oh', 'o', 'moutho', 'fclmtho', 'お'],
  happy: ['happy', 'joy', 'smile', 'fclalljoy', '笑い'],
  angry: ['angry', 'anger', 'fclallangry', '怒り'],
  sad: ['sad', 'sorrow', 'fclallsorrow', '困る'],
  relaxed: ['relaxed', 'fun', 'fclallfun'],
  surprised: ['surprised', 'surprise', 'fclallsurprised', 'びっくり'],
};
for (const [preset, words] of Object.entries(PRESET_WORDS) as [VrmPreset, readonly string[]][])
  for (const word of words) MEANINGS.set(word, { preset });

/** What a morph target of this name shows; undefined where the name is of none that Kagami knows. */
export const readMorphName = (name: string): MorphMeaning | undefined => {
  const plain = name.normalize('NFKC');
  // `blendShape1.eyeBlink_L` has its mesh in front, `eyeBlink.L` has not.
  const own = /^.+[.:]([^.:]{3,})$/.exec(plain)?.[1] ?? plain;
  const word = own.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return MEANINGS.get(word) ?? MEANINGS.get(word.replace(/^(blendshapes?|bs|face|morph)\d*/, ''));
};
