import { BONE_INDEX } from '@shared/humanoid';
import { rotateVec, unrotateVec } from '../maths/quaternion';
import {
  addScaledVec,
  addVec,
  copyVec,
  distance,
  length,
  rejectFrom,
  scaleVec,
  setVec,
  smoothstep,
  subVec,
  type Vec3,
  vec3,
} from '../maths/vector';
import type { ArmSolver } from './arm';
import { jointFromHips, pointFromHips } from './joints';
import { type PersonLandmarks, POSE, SIDES, type SideIndex } from './landmarks';
import type { Skeleton } from './skeleton';
import { reachTwoBones } from './two-bone';

/** Near an anchor the hand is placed by it alone, farther off by the shoulder; metres on the person. */
const FACE_NEAR = 0.16;
const FACE_FAR = 0.34;
const HANDS_NEAR = 0.14;
const HANDS_FAR = 0.32;
const HIP_NEAR = 0.14;
const HIP_FAR = 0.3;
/** How much an anchor counts against the shoulder when the hand is at it. */
const ANCHOR_WEIGHT = 12;
/** Of the standard human, metres: height of the eyes over the head joint how far before it and aside, the measure of a head's size. */
const HUMAN_EYE_HEIGHT = 0.06;
const HUMAN_EYE_DEPTH = 0.07;
const HUMAN_EYE_ASIDE = 0.031;
/** Eyes at least this share as far apart as they are high: a head that is as large in all directions. */
const EVENLY_LARGE = 0.9;
/** From the middle of the standard human's head to its skin, metres. */
const HUMAN_HEAD = 0.09;
/** Between the standard human's shoulder joints, metres: the measure of a person's size. */
const HUMAN_SHOULDERS = 0.32;
/** Smallest and largest hand of an avatar against the person's. */
const SMALLEST_HAND = 0.3;
const LARGEST_HAND = 2;
/** A person's arm bent less than this share of its length off the straight line tells no pole. */
const LEAST_POLE = 0.02;

const bonesOf = (side: 'left' | 'right') => ({
  upperArm: BONE_INDEX[`${side}UpperArm`],
  lowerArm: BONE_INDEX[`${side}LowerArm`],
  hand: BONE_INDEX[`${side}Hand`],
  knuckles: [BONE_INDEX[`${side}IndexProximal`], BONE_INDEX[`${side}LittleProximal`]] as const,
  upperLeg: BONE_INDEX[`${side}UpperLeg`],
});
const BONES = [bonesOf('left'), bonesOf('right')] as const;

export interface ReachSolver {
  /** Bends each seen arm's directions so that the hand comes to the same place by face, shoulders, hips and other hand. */
  solve(skeleton: Skeleton, person: PersonLandmarks, arms: readonly ArmSolver[]): void;
}

const personHead = vec3();
const avatarHead = vec3();
const eyes = vec3();
const offset = vec3();
const place = vec3();
const pole = vec3();
const avatarMiddle = vec3();
const half = vec3();
const palm = vec3();

/**
 * Hands where the person's are, on an avatar of other proportions. The wrist's place is taken relative to several anchors,
 * each scaled by the size of what it belongs to: the own shoulder (by the arms' lengths), the head (by the heads' sizes), the
 * other hand and the hip (by the shoulders' widths). What touches head, hand or hip is the knuckles' row, not the wrist: those
 * three place it, and the wrist lies behind it by the avatar's own hand. The nearer the hand is to an anchor, the more it counts: a hand at the
 * cheek is placed by the head, two hands that touch by each other. Of an avatar of the person's own proportions all
 * agree, but for the size of the head, and the arms are as without reach.
 */
export const createReachSolver = (): ReachSolver => {
  const shoulders = [vec3(), vec3()];
  const targets = [vec3(), vec3()];
  /** From the wrist to the middle of the knuckles, on the person and, pointing alike, on the avatar. */
  const personHands = [vec3(), vec3()];
  const avatarHands = [vec3(), vec3()];
  const weights = new Float64Array(2);

  const add = (side: SideIndex, x: number, y: number, z: number, weight: number): void => {
    const target = targets[side]!;
    target.x += x * weight;
    target.y += y * weight;
    target.z += z * weight;
    weights[side]! += weight;
  };

  const addPlace = (side: SideIndex, anchor: Vec3, scale: number, weight: number): void => {
    if (weight > 0)
      add(
        side,
        anchor.x + offset.x * scale,
        anchor.y + offset.y * scale,
        anchor.z + offset.z * scale,
        weight,
      );
  };

  /** As {@link addPlace}, of the knuckles: `offset` is from the anchor to the person's wrist. */
  const addHand = (side: SideIndex, anchor: Vec3, scale: number, weight: number): void => {
    addVec(offset, offset, personHands[side]!);
    subVec(palm, anchor, avatarHands[side]!);
    addPlace(side, palm, scale, weight);
  };

  const measureHand = (skeleton: Skeleton, { pose, visibility }: PersonLandmarks, side: SideIndex): void => {
    const hand = personHands[side]!;
    const index = POSE.index + side;
    const little = POSE.little + side;
    addVec(hand, pose[index]!, pose[little]!);
    scaleVec(hand, hand, 0.5);
    subVec(hand, hand, pose[POSE.wrist + side]!);
    const knuckles = BONES[side]!.knuckles;
    addVec(palm, skeleton.offset[knuckles[0]]!, skeleton.offset[knuckles[1]]!);
    const own = length(palm) / 2;
    const seen = length(hand);
    scaleVec(hand, hand, smoothstep(0.3, 0.6, Math.min(visibility[index]!, visibility[little]!)));
    const scale = Math.max(SMALLEST_HAND, Math.min(LARGEST_HAND, own / Math.max(0.02, seen)));
    scaleVec(avatarHands[side]!, hand, scale);
  };

  const byShoulder = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex): void => {
    const { pose } = person;
    jointFromHips(shoulders[side]!, skeleton, BONES[side]!.upperArm);
    subVec(offset, pose[POSE.wrist + side]!, pose[POSE.shoulder + side]!);
    addPlace(side, shoulders[side]!, armScale(skeleton, person, side), 1);
  };

  const byHead = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex, size: HeadSize): void => {
    subVec(offset, person.pose[POSE.wrist + side]!, personHead);
    addVec(offset, offset, personHands[side]!);
    const knuckles = length(offset);
    const near = 1 - smoothstep(FACE_NEAR, FACE_FAR, knuckles);
    unrotateVec(offset, skeleton.world[BONE_INDEX.head]!, offset);
    const inside = Math.min(1, HUMAN_HEAD / Math.max(knuckles, 1e-3));
    offset.x *= scaleBeside(size.wide, inside);
    offset.y *= scaleBeside(size.tall, inside);
    offset.z *= scaleBeside(size.tall, inside);
    rotateVec(offset, skeleton.world[BONE_INDEX.head]!, offset);
    subVec(palm, avatarHead, avatarHands[side]!);
    addPlace(side, palm, 1, ANCHOR_WEIGHT * near * headSeen(person));
  };

  const byHip = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex, scale: number): void => {
    const { pose, visibility } = person;
    subVec(offset, pose[POSE.wrist + side]!, pose[POSE.hip + side]!);
    const near = 1 - smoothstep(HIP_NEAR, HIP_FAR, length(offset));
    jointFromHips(place, skeleton, BONES[side]!.upperLeg);
    addHand(side, place, scale, ANCHOR_WEIGHT * near * smoothstep(0.3, 0.6, visibility[POSE.hip + side]!));
  };

  /** Both hands about the middle between them, which lies by both shoulders (or head) as each hand does. */
  const byEachOther = (person: PersonLandmarks, scale: number): void => {
    const left = person.pose[POSE.wrist]!;
    const right = person.pose[POSE.wrist + 1]!;
    const near = 1 - smoothstep(HANDS_NEAR, HANDS_FAR, distance(left, right));
    if (near === 0) return;
    setVec(avatarMiddle, 0, 0, 0);
    for (const side of SIDES) {
      addScaledVec(avatarMiddle, avatarMiddle, targets[side]!, 0.5 / weights[side]!);
      addScaledVec(avatarMiddle, avatarMiddle, avatarHands[side]!, 0.5);
    }
    subVec(half, left, right);
    addVec(half, half, personHands[0]!);
    subVec(half, half, personHands[1]!);
    for (const side of SIDES) {
      copyVec(offset, half);
      scaleVec(offset, offset, side === 0 ? 0.5 : -0.5);
      subVec(palm, avatarMiddle, avatarHands[side]!);
      addPlace(side, palm, scale, ANCHOR_WEIGHT * near * weights[side]!);
    }
  };

  const bend = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex, arm: ArmSolver): void => {
    const { pose } = person;
    const bones = BONES[side]!;
    subVec(offset, pose[POSE.wrist + side]!, pose[POSE.shoulder + side]!);
    subVec(pole, pose[POSE.elbow + side]!, pose[POSE.shoulder + side]!);
    const arms = length(offset);
    if (arms < 1e-3) return;
    scaleVec(offset, offset, 1 / arms);
    rejectFrom(pole, offset);
    if (length(pole) < LEAST_POLE * arms) elbowDown(pole, side);
    const target = targets[side]!;
    scaleVec(target, target, 1 / weights[side]!);
    reachTwoBones(
      shoulders[side]!,
      target,
      length(skeleton.offset[bones.lowerArm]!),
      length(skeleton.offset[bones.hand]!),
      pole,
      arm.upperDirection,
      arm.lowerDirection,
    );
  };

  return {
    solve(skeleton, person, arms) {
      const width = shoulderScale(skeleton, person);
      if (width <= 0) return;
      const head = placeHeads(skeleton, person);
      for (const side of SIDES) {
        setVec(targets[side]!, 0, 0, 0);
        weights[side] = 0;
        if (!arms[side]!.lowerSeen) continue;
        measureHand(skeleton, person, side);
        byShoulder(skeleton, person, side);
        byHead(skeleton, person, side, head);
        byHip(skeleton, person, side, width);
      }
      if (arms[0]!.lowerSeen && arms[1]!.lowerSeen) byEachOther(person, width);
      for (const side of SIDES) if (arms[side]!.lowerSeen) bend(skeleton, person, side, arms[side]!);
    },
  };
};

const elbowDown = (out: Vec3, side: SideIndex): void => setVec(out, side === 0 ? 0.4 : -0.4, -1, -0.3);

const armScale = (skeleton: Skeleton, { pose }: PersonLandmarks, side: SideIndex): number => {
  const bones = BONES[side]!;
  const own = length(skeleton.offset[bones.lowerArm]!) + length(skeleton.offset[bones.hand]!);
  const elbow = pose[POSE.elbow + side]!;
  return (
    own /
    Math.max(0.1, distance(pose[POSE.shoulder + side]!, elbow) + distance(elbow, pose[POSE.wrist + side]!))
  );
};

/** Avatar's shoulder width to the person's. */
const shoulderScale = (skeleton: Skeleton, { pose }: PersonLandmarks): number => {
  const own = distance(skeleton.position[BONES[0].upperArm]!, skeleton.position[BONES[1].upperArm]!);
  const seen = distance(pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  return seen > 0.05 ? own / seen : 0;
};

const headSeen = ({ visibility }: PersonLandmarks): number =>
  smoothstep(0.3, 0.6, Math.min(visibility[POSE.ear]!, visibility[POSE.ear + 1]!));

/** Within the head as the heads are to each other; what is beyond is the hand's thickness, and no larger on a larger head. */
const scaleBeside = (size: number, inside: number): number =>
  size * inside + Math.min(1, size) * (1 - inside);

/** The avatar's head to that of a person of such shoulders. */
interface HeadSize {
  wide: number;
  /** In height and depth. */
  tall: number;
}

const headSize: HeadSize = { wide: 1, tall: 1 };

/**
 * Finds the middle of both heads, between the ears, and their sizes. Large heads have their eyes high over the neck; only one that
 * is large in all directions has them far apart as well: a drawn face is wide, but its chin is as near as anybody's.
 */
const placeHeads = (skeleton: Skeleton, { pose }: PersonLandmarks): HeadSize => {
  addVec(personHead, pose[POSE.ear]!, pose[POSE.ear + 1]!);
  scaleVec(personHead, personHead, 0.5);
  const eye = skeleton.offset[BONE_INDEX.leftEye]!;
  const hasEye = skeleton.has[BONE_INDEX.leftEye] === 1;
  const height = hasEye && eye.y > 0.01 ? eye.y : HUMAN_EYE_HEIGHT;
  const depth = hasEye ? eye.z : HUMAN_EYE_DEPTH;
  setVec(eyes, 0, height * 0.8, depth / 2);
  pointFromHips(avatarHead, skeleton, BONE_INDEX.head, eyes);
  const wide = Math.max(1, Math.min(2, height / HUMAN_EYE_HEIGHT));
  const even = hasEye ? Math.min(1, eye.x / HUMAN_EYE_ASIDE / wide / EVENLY_LARGE) : 1;
  const tall = Math.max(1, wide * even);
  const person = HUMAN_SHOULDERS / distance(pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  headSize.wide = wide * person;
  headSize.tall = tall * person;
  return headSize;
};
