import { ARKIT_INDEX, type ArkitBlendshape } from '@shared/expressions';
import type { Network } from './small-network';

/** What scripts/arkit-training fits. */
export interface ArkitNetworks {
  /** Landmarks of the average face at rest, LANDMARK_VALUES. */
  readonly rest: readonly number[];
  readonly eye: Network;
  readonly mouth: Network;
}

/** What the estimator's networks answer for one side of a face. Names without *Left* or *Right* get the side added where ARKit has two. */
export const EYE_ANSWERS = [
  'eyeBlink',
  'eyeLookDown',
  'eyeLookIn',
  'eyeLookOut',
  'eyeLookUp',
  'eyeSquint',
  'eyeWide',
  'browDown',
  'browOuterUp',
  'browInnerUp',
  'cheekSquint',
] as const;

/** `jaw` and `mouth` are their moves towards the side. */
export const MOUTH_ANSWERS = [
  'jawOpen',
  'jawForward',
  'jaw',
  'mouth',
  'mouthClose',
  'mouthFunnel',
  'mouthPucker',
  'mouthRollLower',
  'mouthRollUpper',
  'mouthShrugLower',
  'mouthShrugUpper',
  'mouthSmile',
  'mouthFrown',
  'mouthDimple',
  'mouthLowerDown',
  'mouthPress',
  'mouthStretch',
  'mouthUpperUp',
  'noseSneer',
  'cheekPuff',
] as const;

const indexOf = (name: string, side: 'Left' | 'Right'): number =>
  ARKIT_INDEX[`${name}${side}` as ArkitBlendshape] ?? ARKIT_INDEX[name as ArkitBlendshape];

/** Where each answer belongs among ARKit's blendshapes, by side. */
export const placesOf = (
  answers: readonly string[],
): { readonly right: readonly number[]; readonly left: readonly number[] } => ({
  right: answers.map((name) => indexOf(name, 'Right')),
  left: answers.map((name) => indexOf(name, 'Left')),
});
