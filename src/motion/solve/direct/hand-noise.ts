import { BONE_INDEX } from '@shared/humanoid';
import { distance, length, type Vec3 } from '../maths/vector';
import type { HandLandmarks, SideIndex } from './landmarks';
import type { Skeleton } from './skeleton';

/** Bones of the hand with landmarks at both ends, but for the side: the joint that ends the bone, and the two landmarks. */
const LENGTHS = [
  ['ThumbProximal', 1, 2],
  ['ThumbDistal', 2, 3],
  ['IndexIntermediate', 5, 6],
  ['IndexDistal', 6, 7],
  ['MiddleIntermediate', 9, 10],
  ['MiddleDistal', 10, 11],
  ['RingIntermediate', 13, 14],
  ['RingDistal', 14, 15],
  ['LittleIntermediate', 17, 18],
  ['LittleDistal', 18, 19],
] as const;

const SIDE_NAMES = ['left', 'right'] as const;

/** Noise above which no hand is: landmarks of something else, metres. */
const MOST = 0.02;

/**
 * How far a hand's landmarks are off, as a standard deviation along each axis in metres: bones are stiff, so what their seen
 * lengths differ from the avatar's, all scaled alike, is noise of the landmarks or a hand of other proportions. Either way the
 * single directions are the less to be trusted the more it is.
 */
export const createHandNoise = (side: SideIndex) => {
  let bones: Vec3[] = [];
  return {
    setSkeleton(skeleton: Skeleton): void {
      bones = LENGTHS.map(([joint]) => skeleton.offset[BONE_INDEX[`${SIDE_NAMES[side]!}${joint}`]]!);
    },

    estimate(hand: HandLandmarks): number {
      let product = 0;
      let square = 0;
      for (let i = 0; i < LENGTHS.length; i++) {
        const rest = length(bones[i]!);
        product += rest * seenLength(hand, i);
        square += rest * rest;
      }
      if (!(square > 0)) return MOST;
      const scale = product / square;
      let error = 0;
      for (let i = 0; i < LENGTHS.length; i++) {
        const off = seenLength(hand, i) - scale * length(bones[i]!);
        error += off * off;
      }
      // Both ends of a bone are off, and one freedom went into the scale.
      return Math.min(MOST, Math.sqrt(error / (LENGTHS.length - 1) / 2));
    },
  };
};

const seenLength = (hand: HandLandmarks, i: number): number => {
  const ends = LENGTHS[i]!;
  return distance(hand.points[ends[1]]!, hand.points[ends[2]]!);
};
