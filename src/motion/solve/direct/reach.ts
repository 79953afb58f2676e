import { BONE_INDEX } from '@shared/humanoid';
import { rotateVec, unrotateVec } from '../maths/quaternion';
import {
  addScaledVec,
  addVec,
  makeUnit,
  rejectFrom,
  scaleVec,
  setVec,
  smoothstepAt,
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
/** Visibility below which a landmark places no hand, and from which it does fully. */
const UNSURE = 0.3;
const SURE = 0.6;
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

  /** Adds `anchor` and the scaled {@link offset} from it as a place for the hand, by `how`. */
  const addPlace = (side: SideIndex, anchor: Vec3): void => {
    const weight = how[WEIGHT]!;
    if (!(weight > 0)) return;
    const size = how[SCALE]!;
    const target = targets[side]!;
    target.x += (anchor.x + offset.x * size) * weight;
    target.y += (anchor.y + offset.y * size) * weight;
    target.z += (anchor.z + offset.z * size) * weight;
    weights[side]! += weight;
  };

  /** As {@link addPlace}, of the knuckles: `offset` is from the anchor to the person's wrist. */
  const addHand = (side: SideIndex, anchor: Vec3): void => {
    addVec(offset, offset, personHands[side]!);
    subVec(palm, anchor, avatarHands[side]!);
    addPlace(side, palm);
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
    setLength(lengths, 0, palm);
    setLength(lengths, 1, hand);
    const size = lengths[0]! / 2 / Math.max(0.02, lengths[1]!);
    share[0] = Math.min(visibility[index]!, visibility[little]!);
    smoothstepAt(share, 0, UNSURE, SURE);
    scaleVec(hand, hand, share[0]);
    scaleVec(avatarHands[side]!, hand, Math.max(SMALLEST_HAND, Math.min(LARGEST_HAND, size)));
  };

  const byShoulder = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex): void => {
    const { pose } = person;
    jointFromHips(shoulders[side]!, skeleton, BONES[side]!.upperArm);
    subVec(offset, pose[POSE.wrist + side]!, pose[POSE.shoulder + side]!);
    findArmScale(skeleton, person, side);
    how[WEIGHT] = 1;
    addPlace(side, shoulders[side]!);
  };

  const byHead = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex): void => {
    subVec(offset, person.pose[POSE.wrist + side]!, personHead);
    addVec(offset, offset, personHands[side]!);
    setLength(lengths, 0, offset);
    const inside = Math.min(1, HUMAN_HEAD / Math.max(lengths[0]!, 1e-3));
    // Within the head as the heads are to each other; what is beyond is the hand's thickness, and no larger on a larger head.
    const wide = headSize[WIDE]! * inside + Math.min(1, headSize[WIDE]!) * (1 - inside);
    const tall = headSize[TALL]! * inside + Math.min(1, headSize[TALL]!) * (1 - inside);
    unrotateVec(offset, skeleton.world[BONE_INDEX.head]!, offset);
    offset.x *= wide;
    offset.y *= tall;
    offset.z *= tall;
    rotateVec(offset, skeleton.world[BONE_INDEX.head]!, offset);
    subVec(palm, avatarHead, avatarHands[side]!);
    share[0] = Math.min(person.visibility[POSE.ear]!, person.visibility[POSE.ear + 1]!);
    smoothstepAt(share, 0, UNSURE, SURE);
    smoothstepAt(lengths, 0, FACE_NEAR, FACE_FAR);
    how[SCALE] = 1;
    how[WEIGHT] = ANCHOR_WEIGHT * (1 - lengths[0]!) * share[0];
    addPlace(side, palm);
  };

  const byHip = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex): void => {
    const { pose, visibility } = person;
    subVec(offset, pose[POSE.wrist + side]!, pose[POSE.hip + side]!);
    setLength(lengths, 0, offset);
    smoothstepAt(lengths, 0, HIP_NEAR, HIP_FAR);
    share[0] = visibility[POSE.hip + side]!;
    smoothstepAt(share, 0, UNSURE, SURE);
    jointFromHips(place, skeleton, BONES[side]!.upperLeg);
    how[SCALE] = shoulderScale[0]!;
    how[WEIGHT] = ANCHOR_WEIGHT * (1 - lengths[0]!) * share[0];
    addHand(side, place);
  };

  /** Both hands about the middle between them, which lies by both shoulders (or head) as each hand does. */
  const byEachOther = (person: PersonLandmarks): void => {
    const left = person.pose[POSE.wrist]!;
    const right = person.pose[POSE.wrist + 1]!;
    subVec(half, left, right);
    setLength(lengths, 0, half);
    smoothstepAt(lengths, 0, HANDS_NEAR, HANDS_FAR);
    if (lengths[0] === 1) return;
    setVec(avatarMiddle, 0, 0, 0);
    for (let s = 0; s < SIDES.length; s++) {
      addScaledVec(avatarMiddle, avatarMiddle, targets[s]!, 0.5 / weights[s]!);
      addScaledVec(avatarMiddle, avatarMiddle, avatarHands[s]!, 0.5);
    }
    addVec(half, half, personHands[0]!);
    subVec(half, half, personHands[1]!);
    how[SCALE] = shoulderScale[0]!;
    for (let s = 0; s < SIDES.length; s++) {
      const side = SIDES[s]!;
      scaleVec(offset, half, side === 0 ? 0.5 : -0.5);
      subVec(palm, avatarMiddle, avatarHands[side]!);
      how[WEIGHT] = ANCHOR_WEIGHT * (1 - lengths[0]!) * weights[side]!;
      addPlace(side, palm);
    }
  };

  const bend = (skeleton: Skeleton, person: PersonLandmarks, side: SideIndex, arm: ArmSolver): void => {
    const { pose } = person;
    const bones = BONES[side]!;
    subVec(offset, pose[POSE.wrist + side]!, pose[POSE.shoulder + side]!);
    subVec(pole, pose[POSE.elbow + side]!, pose[POSE.shoulder + side]!);
    setLength(lengths, 0, offset);
    if (!makeUnit(offset, 1e-3)) return;
    rejectFrom(pole, offset);
    setLength(lengths, 1, pole);
    if (lengths[1]! < LEAST_POLE * lengths[0]!) elbowDown(pole, side);
    const target = targets[side]!;
    scaleVec(target, target, 1 / weights[side]!);
    setLength(lengths, 0, skeleton.offset[bones.lowerArm]!);
    setLength(lengths, 1, skeleton.offset[bones.hand]!);
    reachTwoBones(shoulders[side]!, target, lengths, pole, arm.upperDirection, arm.lowerDirection);
  };

  return {
    solve(skeleton, person, arms) {
      findShoulderScale(skeleton, person);
      if (!(shoulderScale[0]! > 0)) return;
      placeHeads(skeleton, person);
      for (let s = 0; s < SIDES.length; s++) {
        const side = SIDES[s]!;
        setVec(targets[side]!, 0, 0, 0);
        weights[side] = 0;
        if (!arms[side]!.lowerSeen) continue;
        measureHand(skeleton, person, side);
        byShoulder(skeleton, person, side);
        byHead(skeleton, person, side);
        byHip(skeleton, person, side);
      }
      if (arms[0]!.lowerSeen && arms[1]!.lowerSeen) byEachOther(person);
      for (let s = 0; s < SIDES.length; s++) {
        const side = SIDES[s]!;
        if (arms[side]!.lowerSeen) bend(skeleton, person, side, arms[side]!);
      }
    },
  };
};

/** Scale of the offset from an anchor and weight of the place, for the next to be added; in an array (see `vec3`), as all below. */
const how = new Float64Array(2);
const [SCALE, WEIGHT] = [0, 1];
const lengths = new Float64Array(2);
const share = new Float64Array(1);
/** The avatar's shoulder width to the person's; 0 where those are not seen. */
const shoulderScale = new Float64Array(1);
/** The avatar's head to that of a person of such shoulders: in width, and in height and depth. */
const headSize = new Float64Array(2);
const [WIDE, TALL] = [0, 1];

const setLength = (out: Float64Array, at: number, v: Vec3): void => {
  out[at] = Math.sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
};

const elbowDown = (out: Vec3, side: SideIndex): void => {
  out.x = side === 0 ? 0.4 : -0.4;
  out.y = -1;
  out.z = -0.3;
};

/** The avatar's arm to the person's, into {@link how}. */
const findArmScale = (skeleton: Skeleton, { pose }: PersonLandmarks, side: SideIndex): void => {
  const bones = BONES[side]!;
  const elbow = pose[POSE.elbow + side]!;
  setLength(lengths, 0, skeleton.offset[bones.lowerArm]!);
  setLength(lengths, 1, skeleton.offset[bones.hand]!);
  const own = lengths[0]! + lengths[1]!;
  subVec(place, elbow, pose[POSE.shoulder + side]!);
  setLength(lengths, 0, place);
  subVec(place, pose[POSE.wrist + side]!, elbow);
  setLength(lengths, 1, place);
  how[SCALE] = own / Math.max(0.1, lengths[0]! + lengths[1]!);
};

const findShoulderScale = (skeleton: Skeleton, { pose }: PersonLandmarks): void => {
  subVec(place, skeleton.position[BONES[0].upperArm]!, skeleton.position[BONES[1].upperArm]!);
  setLength(lengths, 0, place);
  subVec(place, pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  setLength(lengths, 1, place);
  shoulderScale[0] = lengths[1]! > 0.05 ? lengths[0]! / lengths[1]! : 0;
};

/**
 * Finds the middle of both heads, between the ears, and their sizes. Large heads have their eyes high over the neck; only one that
 * is large in all directions has them far apart as well: a drawn face is wide, but its chin is as near as anybody's.
 */
const placeHeads = (skeleton: Skeleton, { pose }: PersonLandmarks): void => {
  addVec(personHead, pose[POSE.ear]!, pose[POSE.ear + 1]!);
  scaleVec(personHead, personHead, 0.5);
  const eye = skeleton.offset[BONE_INDEX.leftEye]!;
  const hasEye = skeleton.has[BONE_INDEX.leftEye] === 1;
  const height = hasEye && eye.y > 0.01 ? eye.y : HUMAN_EYE_HEIGHT;
  eyes.x = 0;
  eyes.y = height * 0.8;
  eyes.z = (hasEye ? eye.z : HUMAN_EYE_DEPTH) / 2;
  pointFromHips(avatarHead, skeleton, BONE_INDEX.head, eyes);
  const wide = Math.max(1, Math.min(2, height / HUMAN_EYE_HEIGHT));
  const even = hasEye ? Math.min(1, eye.x / HUMAN_EYE_ASIDE / wide / EVENLY_LARGE) : 1;
  subVec(place, pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  setLength(lengths, 0, place);
  headSize[WIDE] = (wide * HUMAN_SHOULDERS) / lengths[0]!;
  headSize[TALL] = (Math.max(1, wide * even) * HUMAN_SHOULDERS) / lengths[0]!;
};
