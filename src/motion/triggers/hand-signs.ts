import type { HandSign } from '@shared/triggers';
import type { HandShape, HandShapes, HandSide } from './hand-shape';
import { ramp } from './latch';

/** A score of 0 (not at all) .. 1 (clearly) for a sign of one hand. NaN where the hand is not seen. */
export const scoreSign = (sign: HandSign, hands: HandShapes, side: HandSide): number => {
  if (sign === 'heart') return scoreHeart(hands);
  const hand = hands[side];
  return hand.seen ? SCORES[sign](hand) : Number.NaN;
};

/** How clearly a finger is straight, and how clearly it is bent. Fingers at ease are neither. */
const straight = (hand: HandShape, finger: number): number => ramp(hand.curls[finger]!, 0.4, 0.22);
const bent = (hand: HandShape, finger: number): number => ramp(hand.curls[finger]!, 0.42, 0.58);

const [INDEX, MIDDLE, RING, LITTLE] = [0, 1, 2, 3] as const;
const [Y, Z] = [1, 2] as const;

const allBent = (hand: HandShape, from: number): number => {
  let score = 1;
  for (let f = from; f < 4; f++) score = Math.min(score, bent(hand, f));
  return score;
};

const meanCurl = ({ curls }: HandShape): number => (curls[0]! + curls[1]! + curls[2]! + curls[3]!) / 4;

const SCORES: Readonly<Record<Exclude<HandSign, 'heart'>, (hand: HandShape) => number>> = {
  peace: (hand) =>
    Math.min(
      straight(hand, INDEX),
      straight(hand, MIDDLE),
      bent(hand, RING),
      bent(hand, LITTLE),
      ramp(hand.pointing[Y]!, 0, 0.35),
    ),
  point: (hand) => Math.min(straight(hand, INDEX), allBent(hand, MIDDLE)),
  fist: (hand) => Math.min(allBent(hand, INDEX), ramp(hand.thumb, 0.12, 0.35)),
  'thumbs-up': (hand) =>
    Math.min(allBent(hand, INDEX), ramp(hand.thumb, 0.4, 0.15), ramp(hand.thumbPointing[Y]!, 0.45, 0.75)),
  // Shown, not just idle: fingers up, palm to the front.
  'open-palm': (hand) =>
    Math.min(
      straight(hand, INDEX),
      straight(hand, LITTLE),
      ramp(meanCurl(hand), 0.27, 0.16),
      ramp(hand.thumb, 0.6, 0.35),
      ramp(hand.pointing[Y]!, 0.3, 0.6),
      ramp(hand.palm[Z]!, 0.2, 0.5),
    ),
};

/** Tips of both hands that meet, fingers bent to a round, thumbs below: a heart before the chest. Distances in metres. */
const scoreHeart = ({ left, right }: HandShapes): number => {
  if (!left.seen || !right.seen) return Number.NaN;
  return Math.min(
    rounded(left),
    rounded(right),
    ramp(gap(left.indexTip, right.indexTip), 0.22, 0.12),
    ramp(gap(left.thumbTip, right.thumbTip), 0.22, 0.12),
    ramp(left.indexTip[Y]! - left.thumbTip[Y]!, -0.005, 0.02),
    ramp(right.indexTip[Y]! - right.thumbTip[Y]!, -0.005, 0.02),
  );
};

const rounded = ({ curls }: HandShape): number => {
  const mean = (curls[INDEX]! + curls[MIDDLE]!) / 2;
  return Math.min(ramp(mean, 0.08, 0.2), ramp(mean, 0.85, 0.7));
};

const gap = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt((a[0]! - b[0]!) ** 2 + (a[1]! - b[1]!) ** 2 + (a[2]! - b[2]!) ** 2);
