import type { HandTracking, PoseTracking } from '@shared/tracking-frame';
import { type Point, writeHand } from './results';

/** One hand as the Hand Landmarker found it. */
export interface FoundHand {
  landmarks: readonly Point[];
  worldLandmarks: readonly Point[];
  /** The label is the person's own side when the picture is not mirrored (tasks-vision 1.x; older versions had it the other way). */
  label: 'Left' | 'Right';
  /** How sure the label is, 0.5..1. */
  score: number;
}

/** How old, in ms, a pose may be to say which hand is whose. */
const POSE_FRESH_MS = 400;
/** How old a hand's last place may be to count. */
const PLACE_FRESH_MS = 500;
/** A pose's wrist less visible than this says nothing. */
const WRIST_VISIBLE = 0.3;
/** The pose's weight against a wholly sure label (1): a wrist that is clearly nearer decides. */
const POSE_WEIGHT = 2.5;
/** Where the hand was a moment ago; settles a label that flickers when the palm is seen edge-on. */
const PLACE_WEIGHT = 1.2;
/** Two finds nearer than this, in widths of the picture, are one hand found twice. */
const SAME_HAND = 0.04;

const LEFT_WRIST = 15;
const RIGHT_WRIST = 16;
const WRIST = 0;
const MIDDLE_KNUCKLE = 9;

/**
 * Gives each found hand to the person's left or right. Evidence is added up: the tracker's own label, which of the pose's
 * wrists is nearer, and which hand was there a moment ago. Two hands never get the same side.
 */
export interface HandAssigner {
  assign(
    hands: readonly FoundHand[],
    pose: PoseTracking,
    time: number,
    left: HandTracking,
    right: HandTracking,
  ): void;
}

export const createHandAssigner = (): HandAssigner => ({
  assign(found, pose, time, left, right) {
    const hands = withoutDuplicates(found);
    const [first, second] = hands;
    let leftHand: FoundHand | undefined;
    let rightHand: FoundHand | undefined;
    if (first && second) {
      const firstIsLeft =
        leftness(first, pose, time, left, right) >= leftness(second, pose, time, left, right);
      leftHand = firstIsLeft ? first : second;
      rightHand = firstIsLeft ? second : first;
    } else if (first) {
      if (leftness(first, pose, time, left, right) > 0) leftHand = first;
      else rightHand = first;
    }
    // Both are decided before either is written: the evidence reads what was there.
    put(leftHand, time, left);
    put(rightHand, time, right);
  },
});

const put = (hand: FoundHand | undefined, time: number, out: HandTracking): void => {
  if (hand) writeHand(hand.landmarks, hand.worldLandmarks, hand.score, out);
  else out.score = 0;
  out.time = time;
};

/** Evidence that this is the left hand; negative for the right. */
const leftness = (
  hand: FoundHand,
  pose: PoseTracking,
  time: number,
  left: HandTracking,
  right: HandTracking,
): number => {
  const sureness = Math.max(0, 2 * hand.score - 1);
  const label = hand.label === 'Left' ? sureness : -sureness;
  return (
    label + POSE_WEIGHT * nearerWrist(hand, pose, time) + PLACE_WEIGHT * nearerPlace(hand, time, left, right)
  );
};

/** +1 = at the left one of two places .. -1 = at the right one, in sizes of the hand; 0 where it cannot be told. */
const nearer = (toLeft: number, toRight: number, size: number): number =>
  Math.max(-1, Math.min(1, (toRight - toLeft) / Math.max(size, 1e-3)));

const nearerWrist = (hand: FoundHand, pose: PoseTracking, time: number): number => {
  if (pose.score === 0 || time - pose.time > POSE_FRESH_MS) return 0;
  const leftSeen = (pose.landmarks[LEFT_WRIST * 4 + 3] ?? 0) >= WRIST_VISIBLE;
  const rightSeen = (pose.landmarks[RIGHT_WRIST * 4 + 3] ?? 0) >= WRIST_VISIBLE;
  if (!leftSeen && !rightSeen) return 0;
  const toLeft = distance(hand, pose.landmarks, LEFT_WRIST * 4);
  const toRight = distance(hand, pose.landmarks, RIGHT_WRIST * 4);
  const evidence = nearer(toLeft, toRight, sizeOf(hand));
  // A wrist that is not seen is a guess: a hand near the seen one counts in full, a hand far from it only a little.
  if (leftSeen && rightSeen) return evidence;
  return (leftSeen && evidence > 0) || (rightSeen && evidence < 0) ? evidence : evidence * 0.3;
};

const nearerPlace = (hand: FoundHand, time: number, left: HandTracking, right: HandTracking): number => {
  const leftKnown = left.score > 0 && time - left.time < PLACE_FRESH_MS;
  const rightKnown = right.score > 0 && time - right.time < PLACE_FRESH_MS;
  const reach = 1.5 * sizeOf(hand);
  if (leftKnown && rightKnown)
    return nearer(distance(hand, left.landmarks, 0), distance(hand, right.landmarks, 0), sizeOf(hand));
  if (leftKnown) return distance(hand, left.landmarks, 0) < reach ? 1 : 0;
  if (rightKnown) return distance(hand, right.landmarks, 0) < reach ? -1 : 0;
  return 0;
};

/** From the hand's wrist to a point of a landmark array, in units of the picture. */
const distance = (hand: FoundHand, landmarks: Float32Array, at: number): number => {
  const wrist = hand.landmarks[WRIST];
  return wrist ? Math.hypot(wrist.x - (landmarks[at] ?? 0), wrist.y - (landmarks[at + 1] ?? 0)) : Infinity;
};

/** Wrist to middle knuckle. */
const sizeOf = (hand: FoundHand): number => {
  const wrist = hand.landmarks[WRIST];
  const knuckle = hand.landmarks[MIDDLE_KNUCKLE];
  return wrist && knuckle ? Math.hypot(wrist.x - knuckle.x, wrist.y - knuckle.y) : 0;
};

/** The one or two surest finds that are different hands. */
const withoutDuplicates = (found: readonly FoundHand[]): FoundHand[] => {
  const bySureness = [...found].sort((a, b) => b.score - a.score);
  const kept: FoundHand[] = [];
  for (const hand of bySureness) {
    if (kept.length === 2) break;
    if (kept.every((other) => gap(hand, other) > Math.max(SAME_HAND, 0.5 * sizeOf(other)))) kept.push(hand);
  }
  return kept;
};

/** Distance of two finds: wrists and knuckles together, as crossed wrists are still two hands. */
const gap = (a: FoundHand, b: FoundHand): number => {
  let sum = 0;
  for (const index of [WRIST, MIDDLE_KNUCKLE]) {
    const p = a.landmarks[index];
    const q = b.landmarks[index];
    if (p && q) sum += Math.hypot(p.x - q.x, p.y - q.y) / 2;
  }
  return sum;
};

/** Whether the pose has a wrist in or near the picture; true where there is no pose to ask. */
export const handsLikely = (pose: PoseTracking, time: number): boolean => {
  if (pose.score === 0 || time - pose.time > POSE_FRESH_MS) return true;
  return wristNear(pose, LEFT_WRIST) || wristNear(pose, RIGHT_WRIST);
};

/** How far outside the picture a wrist may be and still have fingers in it, in units of the picture. */
const NEAR = 0.12;

const wristNear = (pose: PoseTracking, wrist: number): boolean => {
  const x = pose.landmarks[wrist * 4] ?? 0;
  const y = pose.landmarks[wrist * 4 + 1] ?? 0;
  return x > -NEAR && x < 1 + NEAR && y > -NEAR && y < 1 + NEAR;
};
