import { BONE_INDEX } from '@shared/humanoid';
import { alignQuat, copyQuat, type Quat, quat, slerpQuat } from '../maths/quaternion';
import { addPair, clearPairs, createPointPairs, fitRotation } from '../maths/rigid-fit';
import {
  addVec,
  distance,
  normalize,
  rejectFrom,
  scaleVec,
  smoothstep,
  subVec,
  type Vec3,
  vec3,
} from '../maths/vector';
import { type HandLandmarks, type PersonLandmarks, POSE, type SideIndex } from './landmarks';
import type { Skeleton } from './skeleton';

/** Landmarks of MediaPipe's hand that lie on the stiff palm, and the joints that they are. */
const PALM_LANDMARKS = [0, 1, 5, 9, 13, 17] as const;
const PALM_JOINTS = [
  'Hand',
  'ThumbMetacarpal',
  'IndexProximal',
  'MiddleProximal',
  'RingProximal',
  'LittleProximal',
] as const;
/** The thumb's root moves a little with the thumb, and avatars place it freely. */
const PALM_WEIGHTS = [1, 0.8, 1, 1, 1, 1] as const;

const WRIST = 0;
const INDEX = 5;
const MIDDLE = 9;
const LITTLE = 17;

/** Width of a palm to its length below which its points are taken for a line, and from which for a palm. */
const LINE = 0.12;
const PALM = 0.3;
/** Time in which a hand goes over from one tracker to the other, ms. */
const CROSS_FADE = 250;

const SIDE_NAMES = ['left', 'right'] as const;

export interface PalmSolver {
  /** The hand's rotation in the world; meaningful while {@link seen}. */
  readonly rotation: Quat;
  readonly seen: boolean;
  /**
   * @param forearm the hand's rotation if it were held straight on.
   * @param wristSeen whether the body tracker's hand points may be used.
   */
  solve(person: PersonLandmarks, forearm: Quat, wristSeen: boolean, time: number): void;
  setSkeleton(skeleton: Skeleton): void;
  reset(): void;
}

const forward = vec3();
const across = vec3();
const middle = vec3();

/**
 * The hand's orientation: least squares over wrist and knuckles of the hand tracker against the avatar's own palm; where
 * that tracker sees no hand, from the body tracker's three hand points; where those are not seen either, straight on with
 * the forearm. From one to the other it goes over in a quarter of a second.
 */
export const createPalmSolver = (side: SideIndex): PalmSolver => {
  const pairs = createPointPairs();
  const rotation = quat();
  const fitted = quat();
  const fromPose = quat();
  const last = quat();
  let rest: Vec3[] = PALM_JOINTS.map(() => vec3());
  let seen = false;
  let trackerShare = -1;
  let lastTime = Number.NEGATIVE_INFINITY;

  const fitPalm = (hand: HandLandmarks): boolean => {
    const { points } = hand;
    if (!palmBasis(fitted, rest, points)) return false;
    clearPairs(pairs);
    for (let i = 0; i < PALM_LANDMARKS.length; i++)
      addPair(pairs, rest[i]!, points[PALM_LANDMARKS[i]!]!, PALM_WEIGHTS[i]!);
    fitRotation(fitted, pairs);
    return true;
  };

  return {
    rotation,
    get seen() {
      return seen;
    },

    solve(person, forearm, wristSeen, time) {
      const hand = person.hands[side]!;
      const tracked = hand.score > 0 && fitPalm(hand);
      const posed = wristSeen ? handFromPose(fromPose, person, side, rest, forearm) : false;
      seen = tracked || posed;
      if (!seen) {
        trackerShare = -1;
        return;
      }
      const elapsed = time - lastTime;
      const fresh = trackerShare < 0 || !(elapsed >= 0) || elapsed > 2 * CROSS_FADE;
      lastTime = time;
      const target = tracked ? 1 : 0;
      trackerShare = fresh ? target : approach(trackerShare, target, elapsed / CROSS_FADE);
      if (!posed) copyQuat(fromPose, tracked ? fitted : last);
      if (tracked) copyQuat(last, fitted);
      slerpQuat(rotation, fromPose, fresh && tracked ? fitted : last, trackerShare);
    },

    setSkeleton(skeleton) {
      const hand = skeleton.position[BONE_INDEX[`${SIDE_NAMES[side]!}Hand`]]!;
      rest = PALM_JOINTS.map((joint) => {
        const point = vec3();
        subVec(point, skeleton.position[BONE_INDEX[`${SIDE_NAMES[side]!}${joint}`]]!, hand);
        return point;
      });
    },

    reset() {
      seen = false;
      trackerShare = -1;
      lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

const approach = (from: number, to: number, step: number): number =>
  to > from ? Math.min(to, from + step) : Math.max(to, from - step);

const restForward = vec3();
const restAcross = vec3();

/** First guess: the way from wrist to middle knuckle, and the row of knuckles. @returns false for a palm seen as a line. */
const palmBasis = (out: Quat, rest: readonly Vec3[], points: readonly Vec3[]): boolean => {
  subVec(forward, points[MIDDLE]!, points[WRIST]!);
  const length = normalize(forward);
  subVec(across, points[INDEX]!, points[LITTLE]!);
  rejectFrom(across, forward);
  if (length < 1e-3 || normalize(across) < LINE * length) return false;
  subVec(restForward, rest[3]!, rest[0]!);
  subVec(restAcross, rest[2]!, rest[5]!);
  if (normalize(restForward) === 0) return false;
  return alignQuat(out, restForward, restAcross, forward, across);
};

const held = quat();

/** From wrist, index and little finger of the body tracker; fades to the forearm's own rotation as they get unsure. */
const handFromPose = (
  out: Quat,
  person: PersonLandmarks,
  side: SideIndex,
  rest: readonly Vec3[],
  forearm: Quat,
): boolean => {
  const { pose, visibility } = person;
  const index = pose[POSE.index + side]!;
  const little = pose[POSE.little + side]!;
  const wrist = pose[POSE.wrist + side]!;
  copyQuat(out, forearm);
  const sure = smoothstep(
    0.3,
    0.7,
    Math.min(visibility[POSE.index + side]!, visibility[POSE.little + side]!, visibility[POSE.wrist + side]!),
  );
  if (sure === 0) return true;
  addVec(middle, index, little);
  scaleVec(middle, middle, 0.5);
  subVec(forward, middle, wrist);
  const length = normalize(forward);
  subVec(across, index, little);
  rejectFrom(across, forward);
  const width = distance(index, little);
  if (length < 0.01 || normalize(across) === 0) return true;
  addVec(restForward, rest[2]!, rest[5]!);
  subVec(restAcross, rest[2]!, rest[5]!);
  if (normalize(restForward) === 0) return true;
  if (alignQuat(held, restForward, restAcross, forward, across))
    slerpQuat(out, forearm, held, sure * smoothstep(LINE, PALM, width / length));
  return true;
};
