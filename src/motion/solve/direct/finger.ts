import { BONE_INDEX, PARENT_INDEX } from '@shared/humanoid';
import {
  axisAngleQuat,
  multiplyQuat,
  powerQuat,
  type Quat,
  quat,
  rotateVec,
  setQuat,
  swingQuat,
  unrotateVec,
} from '../maths/quaternion';
import { cross, dot, length, normalize, smoothstep, subVec, type Vec3, vec3 } from '../maths/vector';
import {
  createFingerAngles,
  type FingerRest,
  type FingerSegments,
  softLimit,
  solveFingerChain,
} from './finger-chain';
import { createHandNoise } from './hand-noise';
import type { HandLandmarks, SideIndex } from './landmarks';
import { followParent, type Skeleton } from './skeleton';

/** Landmarks as exact as this, metres, are followed off the hinges' plane too; noisier ones are held on it. */
const EXACT = 0.0002;
const ROUGH = 0.0008;
/** A segment farther off its hinge's plane than this, radians, is a fault of the tracker. */
const MOST_OFF_PLANE = 0.7;
/** Widest swing of the thumb's three bones from their rest, radians. */
const THUMB_SWINGS = [1.35, 1.65, 1.85] as const;
/** Sideways freedom of the thumb's three joints, radians: its root is a saddle, the other two are hinges or nearly so. */
const THUMB_SIDEWAYS = [0.6, 0.2, 0.12] as const;
/** Where the pad of a left thumb faces at rest, palm down: down and towards the fingers. */
const THUMB_PAD = vec3(0.3, -0.7, -0.65);

export interface FingerSolver {
  readonly bones: readonly number[];
  /** Sets all 15 bones of the hand in the world, from a tracked hand; the hand's own bone must be set before. */
  pose(skeleton: Skeleton, hand: HandLandmarks): void;
  setSkeleton(skeleton: Skeleton): void;
}

const SIDE_NAMES = ['left', 'right'] as const;
const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;
const FINGER_SEGMENTS = ['Proximal', 'Intermediate', 'Distal'] as const;
const THUMB_SEGMENTS = ['Metacarpal', 'Proximal', 'Distal'] as const;

const triple = () => new Float64Array(3);

export const createFingerSolver = (side: SideIndex): FingerSolver => {
  const name = SIDE_NAMES[side]!;
  const sign = side === 0 ? 1 : -1;
  const handBone = BONE_INDEX[`${name}Hand`];
  const thumb = THUMB_SEGMENTS.map((segment) => BONE_INDEX[`${name}Thumb${segment}`]);
  const fingers = FINGERS.map((finger) =>
    FINGER_SEGMENTS.map((segment) => BONE_INDEX[`${name}${finger}${segment}`]),
  );
  const handNoise = createHandNoise(side);
  const rests: FingerRest[] = fingers.map(() => ({ x: triple(), y: triple(), z: triple() }));
  const thumbAxes = [vec3(), vec3(), vec3()];
  const seen: FingerSegments = { x: triple(), y: triple(), z: triple(), length: triple() };
  const angles = createFingerAngles();

  /** Segments of a finger in the hand's axes. @returns false where one has no length. */
  const readSegments = (hand: HandLandmarks, first: number, handWorld: Quat): boolean => {
    for (let i = 0; i < 3; i++) {
      subVec(direction, hand.points[first + i + 1]!, hand.points[first + i]!);
      unrotateVec(inHand, handWorld, direction);
      seen.x[i] = inHand.x * sign;
      seen.y[i] = inHand.y;
      seen.z[i] = inHand.z;
      seen.length[i] = length(inHand);
      if (seen.length[i]! < 1e-3) return false;
    }
    return true;
  };

  const poseFinger = (skeleton: Skeleton, hand: HandLandmarks, finger: number, noise: number): void => {
    const bones = fingers[finger]!;
    const first = 5 + finger * 4;
    const handWorld = skeleton.world[handBone]!;
    if (!readSegments(hand, first, handWorld)) {
      for (let i = 0; i < 3; i++) followParent(skeleton, bones[i]!);
      return;
    }
    solveFingerChain(seen, rests[finger]!, noise, angles);
    axisAngleQuat(spreadTurn, UP, -angles.spread * sign);
    multiplyQuat(plane, handWorld, spreadTurn);
    const trust = 1 - smoothstep(EXACT, ROUGH, noise);
    let bend = 0;
    for (let i = 0; i < 3; i++) {
      const bone = bones[i]!;
      if (!skeleton.has[bone]) {
        followParent(skeleton, bone);
        continue;
      }
      bend += angles.bends[i]!;
      axisAngleQuat(bendTurn, FRONT, -bend * sign);
      const world = skeleton.world[bone]!;
      multiplyQuat(world, plane, bendTurn);
      if (trust > 0) {
        subVec(direction, hand.points[first + i + 1]!, hand.points[first + i]!);
        followExactly(world, skeleton.direction[bone]!, trust);
      }
    }
  };

  const poseThumb = (skeleton: Skeleton, hand: HandLandmarks, noise: number): void => {
    for (let i = 0; i < 3; i++) {
      const bone = thumb[i]!;
      subVec(direction, hand.points[i + 2]!, hand.points[i + 1]!);
      const size = normalize(direction);
      if (!skeleton.has[bone] || size < 1e-3) {
        followParent(skeleton, bone);
        continue;
      }
      const parent = skeleton.world[PARENT_INDEX[bone]!]!;
      unrotateVec(inHand, parent, direction);
      swingQuat(bendTurn, skeleton.direction[bone]!, inHand);
      const sideways = THUMB_SIDEWAYS[i]! * THUMB_SIDEWAYS[i]!;
      const uncertain = (2 * noise * noise) / (size * size);
      limitThumb(bendTurn, thumbAxes[i]!, sideways / (sideways + uncertain), THUMB_SWINGS[i]!);
      multiplyQuat(skeleton.world[bone]!, parent, bendTurn);
    }
  };

  return {
    bones: [...thumb, ...fingers.flat()],
    pose(skeleton, hand) {
      const noise = handNoise.estimate(hand);
      poseThumb(skeleton, hand, noise);
      for (let finger = 0; finger < 4; finger++) poseFinger(skeleton, hand, finger, noise);
    },
    setSkeleton(skeleton) {
      handNoise.setSkeleton(skeleton);
      fingers.forEach((bones, finger) => {
        bones.forEach((bone, i) => {
          const { x, y, z } = skeleton.direction[bone]!;
          rests[finger]!.x[i] = x * sign;
          rests[finger]!.y[i] = y;
          rests[finger]!.z[i] = z;
        });
      });
      thumb.forEach((bone, i) => {
        const pad = vec3(THUMB_PAD.x * sign, THUMB_PAD.y, THUMB_PAD.z);
        cross(thumbAxes[i]!, skeleton.direction[bone]!, pad);
        if (normalize(thumbAxes[i]!) === 0) thumbAxes[i]!.y = 1;
      });
    },
  };
};

const UP = vec3(0, 1, 0);
const FRONT = vec3(0, 0, 1);
const direction = vec3();
const inHand = vec3();
const pointing = vec3();
const spreadTurn = quat();
const bendTurn = quat();
const plane = quat();
const correction = quat();

/** Turns a bone's world rotation the rest of the way to `direction`, by the share `trust`. */
const followExactly = (world: Quat, along: Vec3, trust: number): void => {
  if (normalize(direction) === 0) return;
  rotateVec(pointing, world, along);
  swingQuat(correction, pointing, direction);
  const off = 2 * Math.acos(Math.min(1, Math.abs(correction.w)));
  powerQuat(correction, correction, trust * (1 - smoothstep(MOST_OFF_PLANE / 2, MOST_OFF_PLANE, off)));
  multiplyQuat(world, correction, world);
};

const swing = vec3();

/** Keeps a share of a thumb joint's swing that is not about its axis of bending, and the whole within a cone. */
const limitThumb = (q: Quat, axis: Vec3, sideways: number, widest: number): void => {
  const sine = Math.sqrt(q.x * q.x + q.y * q.y + q.z * q.z);
  if (sine < 1e-9) return;
  const scale = (2 * Math.atan2(sine, q.w)) / sine;
  swing.x = q.x * scale;
  swing.y = q.y * scale;
  swing.z = q.z * scale;
  const bend = dot(swing, axis);
  swing.x = sideways * swing.x + (1 - sideways) * bend * axis.x;
  swing.y = sideways * swing.y + (1 - sideways) * bend * axis.y;
  swing.z = sideways * swing.z + (1 - sideways) * bend * axis.z;
  const angle = normalize(swing);
  if (angle === 0) setQuat(q, 0, 0, 0, 1);
  else axisAngleQuat(q, swing, softLimit(angle, -widest, widest));
};
