import { BONE_INDEX } from '@shared/humanoid';
import type { TrackingFrame } from '@shared/tracking-frame';
import type { FacePose } from '../face/face-pose';
import {
  axisAngleQuat,
  basisQuat,
  copyQuat,
  multiplyQuat,
  powerQuat,
  type Quat,
  quat,
  relativeQuat,
  slerpQuat,
} from '../maths/quaternion';
import { addVec, cross, makeUnit, rejectFrom, scaleVec, subVec, vec3 } from '../maths/vector';
import type { Timed } from './hinge';
import { type PersonLandmarks, POSE } from './landmarks';
import { followParent, type Skeleton } from './skeleton';

const { upperChest: UPPER_CHEST, neck: NECK, head: HEAD } = BONE_INDEX;

/** The neck's share of the head's turn against the chest. */
const NECK_SHARE = Float64Array.of(0.4);
/** The nose lies lower than the ears' middle by about this angle, seen from the ears, of a head held straight. */
const NOSE_BELOW_EARS = 0.3;
/** Time in which a head goes over from one tracker's answer to the other's, ms. */
const CROSS_FADE = 200;

export interface Head {
  /** How the head is turned in the world. */
  readonly rotation: Quat;
  /** 0 = not seen, 0.5 = by the body tracker's nose and ears, up to 1 = by the face. */
  confidence: number;
  /** Distance of the face from the camera, metres; 0 = not known. */
  distance: number;
}

interface Memory {
  /** How much of the face's answer shows against the ears'; below 0: none yet. */
  readonly faceShare: Float64Array;
  lastTime: number;
}

export interface HeadSolver {
  readonly head: Head;
  solve(frame: TrackingFrame, person: PersonLandmarks): void;
  reset(): void;
}

/** @param pose the face, solved before for the same frame. */
export const createHeadSolver = (pose: FacePose): HeadSolver => {
  const head: Head = { rotation: quat(), confidence: 0, distance: 0 };
  const fromEars = quat();
  const memory: Memory = { faceShare: Float64Array.of(-1), lastTime: 0 };
  return {
    head,
    solve(frame, person) {
      const faceSeen = pose.seen;
      const earsSeen = areEarsSeen(person);
      head.distance = faceSeen ? pose.distance : 0;
      if (!faceSeen && !earsSeen) {
        head.confidence = 0;
        memory.faceShare[0] = -1;
        return;
      }
      crossFade(memory, faceSeen, frame);
      // While the face is gone, its rotation still is the last one seen.
      if (memory.faceShare[0] === 1 || !earsSeen || !headFromEars(person, fromEars))
        copyQuat(head.rotation, pose.rotation);
      else slerpQuat(head.rotation, fromEars, pose.rotation, memory.faceShare, 0);
      head.confidence = faceSeen ? frame.face.score : 0.5;
    },
    reset() {
      memory.faceShare[0] = -1;
      memory.lastTime = 0;
    },
  };
};

/** Moves the face's share on towards all or none; at once where there was none before or time has leapt. */
const crossFade = (memory: Memory, seen: boolean, { time }: Timed): void => {
  const elapsed = time - memory.lastTime;
  memory.lastTime = time;
  const before = memory.faceShare[0]!;
  const leapt = before < 0 || !(elapsed >= 0) || elapsed > 2 * CROSS_FADE;
  const step = leapt ? 1 : elapsed / CROSS_FADE;
  memory.faceShare[0] = seen ? Math.min(1, Math.max(0, before) + step) : Math.max(0, before - step);
};

const left = vec3();
const up = vec3();
const front = vec3();
const ears = vec3();
const tilt = quat();
const X = vec3(1, 0, 0);

const areEarsSeen = ({ visibility }: PersonLandmarks): boolean =>
  Math.min(visibility[POSE.nose]!, visibility[POSE.ear]!, visibility[POSE.ear + 1]!) >= 0.3;

/** The head's turn from the body tracker's nose and ears: rough, but there when the face is turned away. */
const headFromEars = (person: PersonLandmarks, out: Quat): boolean => {
  const { pose } = person;
  subVec(left, pose[POSE.ear]!, pose[POSE.ear + 1]!);
  if (!makeUnit(left)) return false;
  addVec(ears, pose[POSE.ear]!, pose[POSE.ear + 1]!);
  scaleVec(ears, ears, 0.5);
  subVec(front, pose[POSE.nose]!, ears);
  rejectFrom(front, left);
  if (!makeUnit(front)) return false;
  cross(up, front, left);
  basisQuat(out, left, up, front);
  axisAngleQuat(tilt, X, -NOSE_BELOW_EARS);
  multiplyQuat(out, out, tilt);
  return true;
};

const whole = quat();
const part = quat();

/** Shares the head's turn against the chest between neck and head. */
export const poseHead = (skeleton: Skeleton, head: Head): void => {
  const { world } = skeleton;
  if (skeleton.has[NECK]) {
    relativeQuat(whole, world[UPPER_CHEST]!, head.rotation);
    powerQuat(part, whole, NECK_SHARE, 0);
    multiplyQuat(world[NECK]!, world[UPPER_CHEST]!, part);
  } else followParent(skeleton, NECK);
  copyQuat(world[HEAD]!, head.rotation);
};

/** A head that nobody saw stays with the chest. */
export const restHead = (skeleton: Skeleton): void => {
  followParent(skeleton, NECK);
  followParent(skeleton, HEAD);
};
