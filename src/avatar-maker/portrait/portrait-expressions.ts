import { ARKIT_BLENDSHAPES, VRM_PRESETS, type VrmPreset } from '@shared/expressions';
import type { MorphPlaces, Recipe } from '../file/expressions';

const both = (name: string, weight: number): Recipe => ({
  [`${name}Left`]: weight,
  [`${name}Right`]: weight,
});

/** VRM's presets as sums of ARKit's motions. */
export const PRESET_RECIPES: Readonly<Record<VrmPreset, Recipe>> = {
  happy: { ...both('mouthSmile', 0.9), ...both('cheekSquint', 0.6), ...both('eyeSquint', 0.6) },
  angry: {
    ...both('browDown', 1),
    ...both('noseSneer', 0.6),
    ...both('mouthFrown', 0.5),
    ...both('eyeSquint', 0.4),
  },
  sad: { browInnerUp: 1, ...both('mouthFrown', 0.9), ...both('eyeBlink', 0.2) },
  relaxed: { ...both('mouthSmile', 0.45), ...both('eyeBlink', 0.4) },
  surprised: { browInnerUp: 1, ...both('browOuterUp', 1), ...both('eyeWide', 1), jawOpen: 0.45 },
  neutral: {},
  aa: { jawOpen: 0.7 },
  ih: { jawOpen: 0.22, ...both('mouthStretch', 0.6) },
  ou: { mouthPucker: 0.8, jawOpen: 0.2 },
  ee: { jawOpen: 0.15, ...both('mouthStretch', 0.6), ...both('mouthSmile', 0.3) },
  oh: { mouthFunnel: 0.8, jawOpen: 0.4 },
  blink: both('eyeBlink', 1),
  blinkLeft: { eyeBlinkLeft: 1 },
  blinkRight: { eyeBlinkRight: 1 },
  lookUp: both('eyeLookUp', 1),
  lookDown: both('eyeLookDown', 1),
  lookLeft: { eyeLookOutLeft: 1, eyeLookInRight: 1 },
  lookRight: { eyeLookInLeft: 1, eyeLookOutRight: 1 },
};

/** VRMC_vrm's `expressions` of a picture: presets, and every ARKit name that the picture can do. */
export function portraitExpressions(places: MorphPlaces): object {
  const entry = (recipe: Recipe, overrideBlink = 'none'): object => ({
    isBinary: false,
    overrideBlink,
    overrideLookAt: 'none',
    overrideMouth: 'none',
    morphTargetBinds: Object.entries(recipe).flatMap(([target, weight]) =>
      (places.get(target) ?? []).map((bind) => ({ ...bind, weight })),
    ),
  });
  const custom = ARKIT_BLENDSHAPES.filter((name) => places.has(name));
  return {
    preset: Object.fromEntries(
      VRM_PRESETS.map((name) => [name, entry(PRESET_RECIPES[name], name === 'relaxed' ? 'blend' : 'none')]),
    ),
    custom: Object.fromEntries(custom.map((name) => [name, entry({ [name]: 1 })])),
  };
}
