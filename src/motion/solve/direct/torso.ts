import { BONE_INDEX } from '@shared/humanoid';
import {
  alignFrame,
  copyQuat,
  identityQuat,
  inverseFrame,
  multiplyQuat,
  powerQuat,
  type Quat,
  quat,
  relativeQuat,
  rotateVec,
  swingQuat,
} from '../maths/quaternion';
import {
  addVec,
  clamp,
  copyVec,
  cross,
  length,
  makeUnit,
  normalize,
  rejectFrom,
  scaleVec,
  setVec,
  smoothstepAt,
  subVec,
  type Vec3,
  vec3,
} from '../maths/vector';
import { type PersonLandmarks, POSE } from './landmarks';
import type { Lean } from './lean';
import { followParent, type Skeleton } from './skeleton';

const { hips: HIPS, spine: SPINE, chest: CHEST, upperChest: UPPER_CHEST } = BONE_INDEX;
const SPINE_BONES = [SPINE, CHEST, UPPER_CHEST] as const;
const UPPER_LEGS = [BONE_INDEX.leftUpperLeg, BONE_INDEX.rightUpperLeg] as const;
const UPPER_ARMS = [BONE_INDEX.leftUpperArm, BONE_INDEX.rightUpperArm] as const;
const SHOULDERS = [BONE_INDEX.leftShoulder, BONE_INDEX.rightShoulder] as const;

/** Of a seen turn of the shoulders, what the pelvis of a person does whose hips are out of the picture. */
const UNSEEN_PELVIS_TURN = 0.2;
/** How far to believe in the direction of hips that the tracker only guesses. */
const GUESSED_HIPS_TRUST = 0.35;
/** Visibility below which hips are a guess, and from which they are seen. */
const HIPS_GUESSED = 0.3;
const HIPS_SEEN = 0.6;
/** Where hips are not seen: the share of a roll that could come from a raised arm's shoulder that is taken to do so. */
const UNCONFIRMED_CLAVICLES = 0.5;
/** Most that the spine is curved sideways to bring the shoulders over where they were seen, radians. */
const MOST_CURVE = 0.4;

const X = vec3(1, 0, 0);
const Y = vec3(0, 1, 0);

/** What an avatar's rest pose says of its torso. */
export interface TorsoShape {
  /** From between the hip joints to between the shoulder joints: unit vector and metres. */
  readonly chord: Vec3;
  /** Inverse of the torso's frame at rest: across, and along the chord. */
  readonly frame: Quat;
  chordLength: number;
  /** Share of the spine's bend that each of {@link SPINE_BONES} takes; 0 where the avatar lacks it. */
  readonly shares: Float64Array;
  /** Share of the bend that is done with each of them. */
  readonly reached: Float64Array;
  /** How far the chord leans when the spine bends by one. */
  lever: number;
  /** Change of the shoulder line's roll for a clavicle's rise, both in radians. */
  clavicleLever: number;
}

/** The torso as seen, before its bones are set. */
export interface Torso {
  /** 0 = hips not seen .. 1 = seen. */
  hipsSeen: number;
  shouldersSeen: number;
  readonly hips: Quat;
  readonly chest: Quat;
  /** Shoulder width of the person, metres. */
  shoulderWidth: number;
  /** Rise of each clavicle, radians. */
  readonly clavicles: Float64Array;
}

export const createTorso = (): Torso => ({
  hipsSeen: 0,
  shouldersSeen: 0,
  hips: quat(),
  chest: quat(),
  shoulderWidth: 0,
  clavicles: new Float64Array(2),
});

export const measureTorso = (skeleton: Skeleton): TorsoShape => {
  const hip = vec3();
  const shoulder = vec3();
  addVec(hip, skeleton.position[UPPER_LEGS[0]]!, skeleton.position[UPPER_LEGS[1]]!);
  addVec(shoulder, skeleton.position[UPPER_ARMS[0]]!, skeleton.position[UPPER_ARMS[1]]!);
  const chord = vec3();
  subVec(chord, shoulder, hip);
  chord.x = 0;
  scaleVec(chord, chord, 0.5);
  const chordLength = normalize(chord);
  if (chordLength === 0) setVec(chord, 0, 1, 0);
  const shares = Float64Array.from(SPINE_BONES, (bone) => (skeleton.has[bone] ? 1 : 0));
  const bones = shares.reduce((sum, share) => sum + share, 0) || 1;
  const shoulderHeight = shoulder.y / 2;
  let lever = 0;
  SPINE_BONES.forEach((bone, i) => {
    shares[i]! /= bones;
    lever += (shares[i]! * (shoulderHeight - skeleton.position[bone]!.y)) / Math.max(chordLength, 1e-3);
  });
  const clavicle = length(skeleton.offset[UPPER_ARMS[0]]!);
  const width = Math.abs(skeleton.position[UPPER_ARMS[0]]!.x - skeleton.position[UPPER_ARMS[1]]!.x);
  return {
    chord,
    frame: inverseFrame(X, chord) ?? quat(),
    chordLength,
    shares,
    reached: shares.map((_, i) => shares.subarray(0, i + 1).reduce((sum, share) => sum + share, 0)),
    lever: clamp(lever, 0.3, 1),
    clavicleLever: skeleton.has[SHOULDERS[0]] ? clavicle / Math.max(width, 1e-2) : 0,
  };
};

const hipLine = vec3();
const shoulderLine = vec3();
const middleHip = vec3();
const middleShoulder = vec3();
const chord = vec3();
const up = vec3();
const axis = vec3();
const turn = quat();
const seen = quat();
const share = new Float64Array(1);

/** a where `share[0]` is 0, b where it is 1. */
const mixVec = (out: Vec3, a: Vec3, b: Vec3, share: Float64Array): void => {
  out.x = a.x + share[0]! * (b.x - a.x);
  out.y = a.y + share[0]! * (b.y - a.y);
  out.z = a.z + share[0]! * (b.z - a.z);
};

/** Unit vector from hips to shoulders where the hips are seen, upright where not: for a first idea of *raised*. */
export const roughUp = (person: PersonLandmarks, out: Vec3): void => {
  const { pose, visibility } = person;
  share[0] = Math.min(
    visibility[POSE.hip]!,
    visibility[POSE.hip + 1]!,
    visibility[POSE.shoulder]!,
    visibility[POSE.shoulder + 1]!,
  );
  smoothstepAt(share, 0, HIPS_GUESSED, HIPS_SEEN);
  addVec(middleShoulder, pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  addVec(middleHip, pose[POSE.hip]!, pose[POSE.hip + 1]!);
  subVec(out, middleShoulder, middleHip);
  if (!makeUnit(out, 0.1)) copyVec(out, Y);
  mixVec(out, Y, out, share);
  if (!makeUnit(out)) copyVec(out, Y);
};

/**
 * Finds how hips and chest are turned in the world.
 *
 * @param lean forward lean to assume where the hips cannot be seen, from the head's nearness.
 * @returns false where the shoulders are not seen.
 */
export const solveTorso = (person: PersonLandmarks, shape: TorsoShape, lean: Lean, torso: Torso): boolean => {
  const { pose, visibility } = person;
  const left = pose[POSE.shoulder]!;
  const right = pose[POSE.shoulder + 1]!;
  torso.shouldersSeen = Math.min(visibility[POSE.shoulder]!, visibility[POSE.shoulder + 1]!);
  if (torso.shouldersSeen <= 0) return false;
  subVec(shoulderLine, left, right);
  torso.shoulderWidth = Math.sqrt(
    shoulderLine.x * shoulderLine.x + shoulderLine.y * shoulderLine.y + shoulderLine.z * shoulderLine.z,
  );
  if (!makeUnit(shoulderLine, 0.02)) return false;
  share[0] = Math.min(visibility[POSE.hip]!, visibility[POSE.hip + 1]!);
  const hipsKnown = share[0] > 0;
  smoothstepAt(share, 0, HIPS_GUESSED, HIPS_SEEN);
  torso.hipsSeen = share[0];

  findUp(person, lean, torso, hipsKnown);
  findHipLine(person, torso);
  subtractClavicles(shape, torso);
  alignToChord(shape, torso);
  return true;
};

/** `up`: from hips to shoulders where the hips are seen, else leaning as told, with a little of the tracker's guess. */
const findUp = (person: PersonLandmarks, lean: Lean, { hipsSeen }: Torso, hipsKnown: boolean): void => {
  const { pose } = person;
  addVec(middleShoulder, pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  addVec(middleHip, pose[POSE.hip]!, pose[POSE.hip + 1]!);
  subVec(chord, middleShoulder, middleHip);
  const known = hipsKnown && makeUnit(chord, 0.1);
  up.x = 0;
  up.y = Math.cos(lean.angle);
  up.z = Math.sin(lean.angle);
  share[0] = hipsSeen + (1 - hipsSeen) * GUESSED_HIPS_TRUST;
  if (known) mixVec(up, up, chord, share);
  rejectFrom(up, shoulderLine);
  if (!makeUnit(up)) copyVec(up, Math.abs(shoulderLine.y) < 0.9 ? Y : X);
};

/** The line through the hip joints; a share of the shoulders' turn where they are not seen. */
const findHipLine = (person: PersonLandmarks, torso: Torso): void => {
  const yaw = Math.atan2(-shoulderLine.z, shoulderLine.x) * UNSEEN_PELVIS_TURN;
  axis.x = Math.cos(yaw);
  axis.y = 0;
  axis.z = -Math.sin(yaw);
  subVec(hipLine, person.pose[POSE.hip]!, person.pose[POSE.hip + 1]!);
  if (!makeUnit(hipLine)) copyVec(hipLine, axis);
  else {
    share[0] = torso.hipsSeen;
    mixVec(hipLine, axis, hipLine, share);
  }
  if (!makeUnit(hipLine)) copyVec(hipLine, axis);
};

const front = vec3();

/**
 * A raised arm lifts its shoulder joint, which is no lean of the chest. How far it would be lifted is in `clavicles`; that it
 * was is told by the line of the shoulders rolling more than the side bend of the torso explains. What both say is taken off
 * the chest's roll and left to the clavicles.
 */
const subtractClavicles = (shape: TorsoShape, torso: Torso): void => {
  const difference = torso.clavicles[0]! - torso.clavicles[1]!;
  const expected = difference * shape.clavicleLever;
  cross(front, shoulderLine, up);
  if (!makeUnit(front)) return;
  const aside = chord.x * hipLine.x + chord.y * hipLine.y + chord.z * hipLine.z;
  const along = chord.x * up.x + chord.y * up.y + chord.z * up.z;
  const sideBend = Math.atan2(-aside, Math.max(0.2, along));
  const roll = Math.asin(Math.max(-1, Math.min(1, shoulderLine.y - hipLine.y)));
  const excess = roll - sideBend / shape.lever;
  const confirmed = Math.max(Math.min(0, expected), Math.min(Math.max(0, expected), excess));
  const lift = torso.hipsSeen * confirmed + (1 - torso.hipsSeen) * UNCONFIRMED_CLAVICLES * expected;
  const higher = difference > 0 ? 0 : 1;
  if (expected !== 0)
    torso.clavicles[higher] = torso.clavicles[1 - higher]! + (Math.abs(difference) * lift) / expected;
  const half = -lift / 2;
  const sine = Math.sin(half);
  turn.x = front.x * sine;
  turn.y = front.y * sine;
  turn.z = front.z * sine;
  turn.w = Math.cos(half);
  rotateVec(shoulderLine, turn, shoulderLine);
  rejectFrom(up, shoulderLine);
  makeUnit(up);
};

/**
 * Both ends of the torso lean as the line from hips to shoulders does: landmarks do not tell a tilted pelvis from a bent back,
 * and a stiff trunk is off the least on motion capture (hips 4°, chest 4° on a CMU walk; half and half 2° and 6°).
 */
const alignToChord = (shape: TorsoShape, torso: Torso): void => {
  if (!alignFrame(torso.chest, shape.frame, shoulderLine, up)) identityQuat(torso.chest);
  if (!alignFrame(torso.hips, shape.frame, hipLine, up)) copyQuat(torso.hips, torso.chest);
};

/** Sets the world rotations of hips, spine, chest and upperChest: the spine's bend in the avatar's shares. */
export const poseTorso = (skeleton: Skeleton, shape: TorsoShape, torso: Torso): void => {
  const { world } = skeleton;
  copyQuat(world[HIPS]!, torso.hips);
  relativeQuat(seen, torso.hips, torso.chest);
  for (let i = 0; i < SPINE_BONES.length; i++) {
    const bone = SPINE_BONES[i]!;
    powerQuat(turn, seen, shape.reached, i);
    multiplyQuat(world[bone]!, torso.hips, turn);
    if (shape.shares[i] === 0) followParent(skeleton, bone);
  }
  for (let i = 0; i < CURVE_STEPS; i++) curveToChord(skeleton, shape, torso);
};

const CURVE_STEPS = 2;
const at = vec3();
const joint = vec3();
const curve = quat();

/**
 * The ends of the spine are turned as seen; its middle now bends so that the shoulders also come to lie over the hips where
 * they do on the person. Needs an upperChest (or chest) that can stay as it is while the bones below it lean.
 */
const curveToChord = (skeleton: Skeleton, shape: TorsoShape, torso: Torso): void => {
  const { world, offset, has } = skeleton;
  const last = has[UPPER_CHEST] ? UPPER_CHEST : CHEST;
  if (torso.hipsSeen === 0 || !has[last]) return;
  // Middle of the shoulder joints, relative to the middle of the hip joints.
  middleOf(joint, skeleton, UPPER_LEGS);
  rotateVec(at, world[HIPS]!, joint);
  scaleVec(at, at, -1);
  let lever = 0;
  for (let i = 0; i < SPINE_BONES.length; i++) {
    const bone = SPINE_BONES[i]!;
    rotateVec(joint, i === 0 ? world[HIPS]! : world[SPINE_BONES[i - 1]!]!, offset[bone]!);
    addVec(at, at, joint);
    if (i > 0 && bone <= last) lever += Math.sqrt(joint.x * joint.x + joint.y * joint.y + joint.z * joint.z);
  }
  middleOf(joint, skeleton, UPPER_ARMS);
  subVec(joint, joint, skeleton.position[UPPER_CHEST]!);
  addVec(joint, joint, skeleton.position[HIPS]!);
  rotateVec(joint, world[UPPER_CHEST]!, joint);
  addVec(at, at, joint);
  if (!makeUnit(at) || lever < 0.02) return;
  swingQuat(turn, at, chord);
  const angle = 2 * Math.acos(Math.min(1, Math.abs(turn.w)));
  const wanted = (angle * shape.chordLength) / lever;
  if (wanted < 1e-6) return;
  share[0] = (MOST_CURVE * Math.tanh(wanted / MOST_CURVE) * torso.hipsSeen) / angle;
  powerQuat(curve, turn, share, 0);
  for (let i = 0; i < SPINE_BONES.length; i++) {
    const bone = SPINE_BONES[i]!;
    if (bone < last) multiplyQuat(world[bone]!, curve, world[bone]!);
  }
};

/** Middle of two joints at rest, from the hips. */
const middleOf = (out: Vec3, skeleton: Skeleton, bones: readonly [number, number]): void => {
  addVec(out, skeleton.position[bones[0]]!, skeleton.position[bones[1]]!);
  scaleVec(out, out, 0.5);
  subVec(out, out, skeleton.position[HIPS]!);
};
