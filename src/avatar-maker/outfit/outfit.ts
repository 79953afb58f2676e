import type { BodyPlan } from '../body-plan';
import type { Mesh } from '../mesh';
import type { Skeleton } from '../skeleton';
import type { SkinWeights } from '../skin-weights';
import type { Spring } from '../spring';

/** What an outfit is made on, and where its springs go. */
export interface Dressing {
  readonly plan: BodyPlan;
  readonly skeleton: Skeleton;
  readonly weights: SkinWeights;
  readonly springs: Spring[];
}

/** Clothes, and the skin that they leave bare. */
export type Outfit = (dressing: Dressing) => Mesh[];
