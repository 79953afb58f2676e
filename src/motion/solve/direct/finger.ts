import { BONE_INDEX, PARENT_INDEX } from '@shared/humanoid';
import { axisAngleQuat, multiplyQuat, type Quat, quat, swingQuat, unrotateVec } from '../maths/quaternion';
import { cross, dot, normalize, smoothstep, subVec, type Vec3, vec3 } from '../maths/vector';
import type { HandLandmarks, SideIndex } from './landmarks';
import { followParent, type Skeleton } from './skeleton';

/** A joint's range in radians; the answer nears an end softly and never passes it. */
interface JointRange {
  /** Bending towards the palm is positive. */
  readonly leastBend: number;
  readonly mostBend: number;
  /** To either side. */
  readonly mostSpread: number;
}

const DEGREE = Math.PI / 180;

/**
 * Active ranges of a hand, somewhat widened for hypermobile ones: knuckles −45..100°, middle joints to 125°, end joints to
 * 95° (J. Lin, Y. Wu, T. S. Huang, "Modeling the constraints of human hand motion", 2000, section 2). The hinges allow a little
 * to the side, as the axes of avatars and people are not quite square to their bones.
 */
const RANGES: readonly JointRange[] = [
  { leastBend: -50 * DEGREE, mostBend: 110 * DEGREE, mostSpread: 40 * DEGREE },
  { leastBend: -20 * DEGREE, mostBend: 130 * DEGREE, mostSpread: 12 * DEGREE },
  { leastBend: -25 * DEGREE, mostBend: 100 * DEGREE, mostSpread: 12 * DEGREE },
];
/** Widest swing of the thumb's three bones from their rest. */
const THUMB_SWINGS = [75 * DEGREE, 95 * DEGREE, 105 * DEGREE] as const;
/** The last part of a range, in radians, over which it becomes stiff. */
const SOFT = 8 * DEGREE;

interface Segment {
  readonly bone: number;
  /** Landmarks at its two ends. */
  readonly from: number;
  readonly to: number;
  /** Rest frame: along the bone, the axis about which it bends, and what it bends towards. */
  readonly along: Vec3;
  readonly axis: Vec3;
  readonly down: Vec3;
}

export interface FingerSolver {
  /** Sets all 15 bones of the hand in the world, from a tracked hand; their parent must be set before. */
  pose(skeleton: Skeleton, hand: HandLandmarks): void;
  /** Leaves the fingers at rest to the hand. */
  rest(skeleton: Skeleton): void;
  setSkeleton(skeleton: Skeleton): void;
  readonly bones: readonly number[];
}

const SIDE_NAMES = ['left', 'right'] as const;
const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;
const FINGER_SEGMENTS = ['Proximal', 'Intermediate', 'Distal'] as const;
const THUMB_SEGMENTS = ['Metacarpal', 'Proximal', 'Distal'] as const;

export const createFingerSolver = (side: SideIndex): FingerSolver => {
  const name = SIDE_NAMES[side]!;
  const thumb = THUMB_SEGMENTS.map((segment) => BONE_INDEX[`${name}Thumb${segment}`]);
  const fingers = FINGERS.map((finger) =>
    FINGER_SEGMENTS.map((segment) => BONE_INDEX[`${name}${finger}${segment}`]),
  );
  let thumbSegments: Segment[] = [];
  let fingerSegments: Segment[][] = [];
  return {
    bones: [...thumb, ...fingers.flat()],
    pose(skeleton, hand) {
      for (let i = 0; i < thumbSegments.length; i++)
        poseThumb(skeleton, thumbSegments[i]!, hand, THUMB_SWINGS[i]!);
      for (let f = 0; f < fingerSegments.length; f++) {
        const segments = fingerSegments[f]!;
        for (let i = 0; i < segments.length; i++) poseSegment(skeleton, segments[i]!, hand, RANGES[i]!);
      }
    },
    rest(skeleton) {
      for (let i = 0; i < this.bones.length; i++) followParent(skeleton, this.bones[i]!);
    },
    setSkeleton(skeleton) {
      thumbSegments = thumb.map((bone, i) => segment(skeleton, bone, 1 + i));
      fingerSegments = fingers.map((bones, f) =>
        bones.map((bone, i) => segment(skeleton, bone, 5 + f * 4 + i)),
      );
    },
  };
};

const DOWN = vec3(0, -1, 0);

const segment = (skeleton: Skeleton, bone: number, from: number): Segment => {
  const along = skeleton.direction[bone]!;
  const axis = vec3();
  cross(axis, along, DOWN);
  if (normalize(axis) === 0) axis.z = 1;
  const down = vec3();
  cross(down, axis, along);
  return { bone, from, to: from + 1, along, axis, down };
};

const direction = vec3();
const inParent = vec3();
const spreadTurn = quat();
const bendTurn = quat();

const segmentDirection = (segment: Segment, hand: HandLandmarks): boolean => {
  subVec(direction, hand.points[segment.to]!, hand.points[segment.from]!);
  return normalize(direction) > 1e-3;
};

/** Knuckle, middle or end joint: a bend about the bone's own axis after a spread in the palm's plane. */
const poseSegment = (skeleton: Skeleton, segment: Segment, hand: HandLandmarks, range: JointRange): void => {
  if (!skeleton.has[segment.bone] || !segmentDirection(segment, hand)) {
    followParent(skeleton, segment.bone);
    return;
  }
  const parent = skeleton.world[PARENT_INDEX[segment.bone]!]!;
  unrotateVec(inParent, parent, direction);
  const along = dot(inParent, segment.along);
  const side = dot(inParent, segment.axis);
  const down = dot(inParent, segment.down);
  // Bent by 90°, a finger points straight down wherever it spreads: the spread then fades to none.
  const level = Math.sqrt(along * along + side * side);
  const spread =
    softLimit(Math.atan2(side, Math.abs(along)), -range.mostSpread, range.mostSpread) *
    smoothstep(0.05, 0.3, level);
  const bend = softLimit(
    Math.atan2(down, along * Math.cos(spread) + side * Math.sin(spread)),
    range.leastBend,
    range.mostBend,
  );
  // A turn about −down takes `along` to `axis`.
  axisAngleQuat(spreadTurn, segment.down, -spread);
  axisAngleQuat(bendTurn, segment.axis, bend);
  const world = skeleton.world[segment.bone]!;
  multiplyQuat(world, parent, spreadTurn);
  multiplyQuat(world, world, bendTurn);
};

/** The thumb turns about axes of its own that lie askew: each bone swings the shortest way, within a cone. */
const poseThumb = (skeleton: Skeleton, segment: Segment, hand: HandLandmarks, widest: number): void => {
  if (!skeleton.has[segment.bone] || !segmentDirection(segment, hand)) {
    followParent(skeleton, segment.bone);
    return;
  }
  const parent = skeleton.world[PARENT_INDEX[segment.bone]!]!;
  unrotateVec(inParent, parent, direction);
  swingQuat(bendTurn, segment.along, inParent);
  limitSwing(bendTurn, widest);
  multiplyQuat(skeleton.world[segment.bone]!, parent, bendTurn);
};

const swingAxis = vec3();

const limitSwing = (q: Quat, widest: number): void => {
  const sine = Math.sqrt(q.x * q.x + q.y * q.y + q.z * q.z);
  const angle = 2 * Math.atan2(sine, q.w);
  if (angle < widest - SOFT) return;
  swingAxis.x = q.x / sine;
  swingAxis.y = q.y / sine;
  swingAxis.z = q.z / sine;
  axisAngleQuat(q, swingAxis, softLimit(angle, 0, widest));
};

/** `value` unchanged well inside the range, easing to its ends and never past them; smooth to the first derivative. */
export const softLimit = (value: number, least: number, most: number): number => {
  const soft = Math.min(SOFT, (most - least) / 4);
  if (value > most - soft) return most - soft + soft * Math.tanh((value - most + soft) / soft);
  if (value < least + soft) return least + soft - soft * Math.tanh((least + soft - value) / soft);
  return value;
};
