import { type BodyPlan, GIRL, withLegs, YOUNG_MAN } from './body-plan';
import { createHairKit, type HairKit } from './hair/hair-kit';
import { addShortHair } from './hair/short';
import { addTwinTails } from './hair/twin-tails';
import type { EyeShape } from './head/eye-shape';
import { eyePivot } from './head/eyes';
import { buildFace } from './head/face';
import { createHeadSurface, type HeadShape, type HeadSurface } from './head/head-surface';
import type { Mesh } from './mesh';
import { hoodieOutfit } from './outfit/hoodie';
import type { Outfit } from './outfit/outfit';
import { sailorOutfit } from './outfit/sailor';
import type { AvatarRecipe, HairStyle, OutfitStyle } from './recipe';
import { createSkeleton, type Skeleton } from './skeleton';
import { createSkinWeights } from './skin-weights';
import type { Spring } from './spring';

/** A whole character as geometry, before it becomes a file. */
export interface Character {
  readonly plan: BodyPlan;
  readonly head: HeadSurface;
  readonly eye: EyeShape;
  readonly skeleton: Skeleton;
  readonly headMeshes: readonly Mesh[];
  readonly bodyMeshes: readonly Mesh[];
  readonly springs: readonly Spring[];
}

const HAIR: Readonly<Record<HairStyle, (kit: HairKit) => void>> = {
  'twin-tails': addTwinTails,
  short: addShortHair,
};

const OUTFITS: Readonly<Record<OutfitStyle, Outfit>> = { sailor: sailorOutfit, hoodie: hoodieOutfit };

/** Any number; it only has to stay the same. */
const SEED = 20240607;

export function buildCharacter(recipe: AvatarRecipe): Character {
  const proportions = withLegs(recipe.body === 'girl' ? GIRL : YOUNG_MAN, recipe.legs ?? 0);
  const head = createHeadSurface(headShape(recipe, proportions));
  const eye = eyeShape(recipe, head);
  const plan: BodyPlan = { ...proportions, eyePivot: eyePivot(head, eye) };
  const skeleton = createSkeleton(plan);
  const kit = createHairKit(head, skeleton, SEED);
  HAIR[recipe.hair](kit);
  const face = buildFace(head, eye);
  const bodyMeshes = OUTFITS[recipe.outfit]({
    plan,
    skeleton,
    weights: createSkinWeights(plan),
    springs: kit.springs,
  });
  return {
    plan,
    head,
    eye,
    skeleton,
    headMeshes: [
      face.face,
      face.sclera,
      face.iris,
      face.lash,
      face.brow,
      face.mouth,
      face.lips,
      face.tongue,
      kit.mesh,
      ...(kit.ribbon.triangles.length > 0 ? [kit.ribbon] : []),
    ],
    bodyMeshes,
    springs: kit.springs,
  };
}

const headShape = (recipe: AvatarRecipe, plan: Omit<BodyPlan, 'eyePivot'>): HeadShape => ({
  chin: plan.chin,
  height: plan.headHeight,
  jaw: recipe.face === 'round' ? 1 : 1.05,
  width: recipe.face === 'round' ? 1 : 0.955,
  nose: recipe.face === 'round' ? 0.011 : 0.0135,
});

const eyeShape = (recipe: AvatarRecipe, head: HeadSurface): EyeShape =>
  recipe.face === 'round'
    ? {
        x: 0.0485,
        y: head.y(0.385),
        halfWidth: 0.0292,
        up: 0.0262,
        down: 0.022,
        roundness: 2.6,
        tilt: 0.0016,
        iris: [0.0205, 0.0243],
        lash: 0.0073,
        brow: 0.0044,
      }
    : {
        x: 0.0462,
        y: head.y(0.392),
        halfWidth: 0.028,
        up: 0.0205,
        down: 0.0168,
        roundness: 2.9,
        tilt: 0.0026,
        iris: [0.0176, 0.0206],
        lash: 0.005,
        brow: 0.0064,
      };
