import { BONE_INDEX } from '@shared/humanoid';
import { alignFrame, copyQuat, inverseFrame, type Quat, quat, slerpQuat } from '../maths/quaternion';
import { addPair, clearPairs, createPointPairs, fitRotation } from '../maths/rigid-fit';
import {
  addVec,
  makeUnit,
  rejectFrom,
  scaleVec,
  smoothstepAt,
  subVec,
  type Vec3,
  vec3,
} from '../maths/vector';
import type { Timed } from './hinge';
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
/** The thumb's root moves a little with the thumb, and avatars place it freely. Whole numbers, which are never put on the heap. */
const PALM_WEIGHTS = [5, 4, 5, 5, 5, 5] as const;

const WRIST = 0;
const INDEX = 5;
const MIDDLE = 9;
const LITTLE = 17;

/** Width of a palm to its length below which its points are taken for a line, and from which for a palm. */
const LINE = 0.12;
const PALM = 0.3;
/** Visibility below which the body tracker's hand points say nothing, and from which they say all. */
const UNSURE = 0.3;
const SURE = 0.7;
/** Metres from the wrist to the knuckles that a hand must be long to be one. */
const LEAST_LENGTH = 0.01;
/** Time in which a hand goes over from one tracker to the other, ms. */
const CROSS_FADE = 250;

const SIDE_NAMES = ['left', 'right'] as const;

interface Memory {
  /** How much of the hand tracker's answer shows; below 0: none yet. */
  readonly trackerShare: Float64Array;
  lastTime: number;
}

export interface PalmSolver {
  /** The hand's rotation in the world; meaningful while {@link seen}. */
  readonly rotation: Quat;
  readonly seen: boolean;
  /**
   * @param forearm the hand's rotation if it were held straight on.
   * @param wristSeen whether the body tracker's hand points may be used.
   */
  solve(person: PersonLandmarks, forearm: Quat, wristSeen: boolean, image: Timed): void;
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
  let rest: PalmRest = measurePalm(PALM_JOINTS.map(() => vec3()));
  let seen = false;
  const memory: Memory = { trackerShare: Float64Array.of(-1), lastTime: Number.NEGATIVE_INFINITY };

  const fitPalm = (hand: HandLandmarks): boolean => {
    const { points } = hand;
    if (!palmBasis(fitted, rest, points)) return false;
    clearPairs(pairs);
    for (let i = 0; i < PALM_LANDMARKS.length; i++)
      addPair(pairs, rest.joints[i]!, points[PALM_LANDMARKS[i]!]!, PALM_WEIGHTS[i]!);
    fitRotation(fitted, pairs);
    return true;
  };

  return {
    rotation,
    get seen() {
      return seen;
    },

    solve(person, forearm, wristSeen, image) {
      const hand = person.hands[side]!;
      const tracked = hand.score > 0 && fitPalm(hand);
      seen = tracked || wristSeen;
      if (!seen) {
        memory.trackerShare[0] = -1;
        return;
      }
      const fresh = crossFade(memory, tracked, image);
      if (tracked) copyQuat(last, fitted);
      if (memory.trackerShare[0] === 1) {
        copyQuat(rotation, last);
        return;
      }
      if (wristSeen) handFromPose(fromPose, person, side, rest, forearm);
      else copyQuat(fromPose, last);
      if (fresh && !tracked) copyQuat(rotation, fromPose);
      else slerpQuat(rotation, fromPose, last, memory.trackerShare, 0);
    },

    setSkeleton(skeleton) {
      const hand = skeleton.position[BONE_INDEX[`${SIDE_NAMES[side]!}Hand`]]!;
      rest = measurePalm(
        PALM_JOINTS.map((joint) => {
          const point = vec3();
          subVec(point, skeleton.position[BONE_INDEX[`${SIDE_NAMES[side]!}${joint}`]]!, hand);
          return point;
        }),
      );
    },

    reset() {
      seen = false;
      memory.trackerShare[0] = -1;
      memory.lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

/** Moves the tracker's share on towards all or none; at once where there was none before or time has leapt. @returns that. */
const crossFade = (memory: Memory, tracked: boolean, { time }: Timed): boolean => {
  const before = memory.trackerShare[0]!;
  const elapsed = time - memory.lastTime;
  const fresh = before < 0 || !(elapsed >= 0) || elapsed > 2 * CROSS_FADE;
  memory.lastTime = time;
  const target = tracked ? 1 : 0;
  if (fresh) memory.trackerShare[0] = target;
  else if (tracked) memory.trackerShare[0] = Math.min(1, before + elapsed / CROSS_FADE);
  else memory.trackerShare[0] = Math.max(0, before - elapsed / CROSS_FADE);
  return fresh;
};

/** The avatar's palm at rest. */
interface PalmRest {
  /** From the wrist to each of {@link PALM_JOINTS}. */
  readonly joints: readonly Vec3[];
  /** Inverses of the frames of the way to the middle knuckle, and to the middle of index and little one; the other axis is the row of knuckles. */
  readonly middleFrame: Quat | undefined;
  readonly rowFrame: Quat | undefined;
}

const measurePalm = (joints: readonly Vec3[]): PalmRest => {
  const [wrist, , index, middleJoint, , little] = joints as [Vec3, Vec3, Vec3, Vec3, Vec3, Vec3];
  const acrossRest = vec3();
  const toMiddle = vec3();
  const toRow = vec3();
  subVec(acrossRest, index, little);
  subVec(toMiddle, middleJoint, wrist);
  addVec(toRow, index, little);
  return {
    joints,
    middleFrame: makeUnit(toMiddle) ? inverseFrame(toMiddle, acrossRest) : undefined,
    rowFrame: makeUnit(toRow) ? inverseFrame(toRow, acrossRest) : undefined,
  };
};

/** First guess: the way from wrist to middle knuckle, and the row of knuckles. @returns false for a palm seen as a line. */
const palmBasis = (out: Quat, rest: PalmRest, points: readonly Vec3[]): boolean => {
  subVec(forward, points[MIDDLE]!, points[WRIST]!);
  const square = forward.x * forward.x + forward.y * forward.y + forward.z * forward.z;
  if (rest.middleFrame === undefined || square < 1e-6 || !makeUnit(forward)) return false;
  subVec(across, points[INDEX]!, points[LITTLE]!);
  rejectFrom(across, forward);
  const wide = across.x * across.x + across.y * across.y + across.z * across.z;
  if (wide < LINE * LINE * square) return false;
  return alignFrame(out, rest.middleFrame, forward, across);
};

const held = quat();
/** How sure the hand points are, and how wide a palm they make, each 0..1. */
const sure = new Float64Array(2);

/** From wrist, index and little finger of the body tracker; fades to the forearm's own rotation as they get unsure. */
const handFromPose = (
  out: Quat,
  person: PersonLandmarks,
  side: SideIndex,
  rest: PalmRest,
  forearm: Quat,
): void => {
  const { pose, visibility } = person;
  const index = pose[POSE.index + side]!;
  const little = pose[POSE.little + side]!;
  const wrist = pose[POSE.wrist + side]!;
  copyQuat(out, forearm);
  sure[0] = Math.min(
    visibility[POSE.index + side]!,
    visibility[POSE.little + side]!,
    visibility[POSE.wrist + side]!,
  );
  smoothstepAt(sure, 0, UNSURE, SURE);
  if (sure[0] === 0 || rest.rowFrame === undefined) return;
  addVec(middle, index, little);
  scaleVec(middle, middle, 0.5);
  subVec(forward, middle, wrist);
  subVec(across, index, little);
  const long = Math.sqrt(forward.x * forward.x + forward.y * forward.y + forward.z * forward.z);
  const wide = Math.sqrt(across.x * across.x + across.y * across.y + across.z * across.z);
  if (!makeUnit(forward, LEAST_LENGTH)) return;
  rejectFrom(across, forward);
  if (!makeUnit(across) || !alignFrame(held, rest.rowFrame, forward, across)) return;
  sure[1] = wide / long;
  smoothstepAt(sure, 1, LINE, PALM);
  sure[0] *= sure[1]!;
  slerpQuat(out, forearm, held, sure, 0);
};
