import { BONE_INDEX } from '@shared/humanoid';
import type { TrackingFrame } from '@shared/tracking-frame';
import { assumedFocalLength } from '../face/aligned-face';
import { rotateVec } from '../maths/quaternion';
import { addVec, clamp, setVec, smoothstep, type Vec3, vec3 } from '../maths/vector';
import { jointFromHips } from './joints';
import { type PersonLandmarks, POSE, SIDES } from './landmarks';
import type { LegSolver } from './leg';
import type { Skeleton } from './skeleton';

/** Landmarks that tell the person's size in the picture: shoulders, hips, knees, ankles. */
const SIZE_LANDMARKS = [11, 12, 23, 24, 25, 26, 27, 28] as const;
const SEEN = 0.5;
/** Times in which the usual distance is learnt, at first and later, ms; frames farther apart are a new start. */
const FIRST_TIME = 500;
const LATER_TIME = 60_000;
const LEARNING = 1500;
const LEAP = 1000;
/** A foot this much over the floor, metres, is jumping; less is an error of the depth. */
const FLOOR_ERROR = 0.08;
const FLOOR_TIME = 4000;
/** Farthest that the hips are moved, metres. */
const MOST_SIDEWAYS = 1.5;
const MOST_DEPTH = 1.5;
const MOST_JUMP = 0.8;
/** Sole of a foot in the foot bone's axes, metres before and behind the ankle on the standard human. */
const HEEL = -0.05;
const BALL = 0.13;

const FEET = [BONE_INDEX.leftFoot, BONE_INDEX.rightFoot] as const;
const HIPS = BONE_INDEX.hips;

export interface HipsPosition {
  /** Offset of the hips from their rest, metres: x to the own left, y up, z to the front. */
  readonly offset: Vec3;
  /** @returns false where hips and feet are not seen well enough to say. */
  solve(
    frame: TrackingFrame,
    person: PersonLandmarks,
    skeleton: Skeleton,
    legs: readonly LegSolver[],
    hipsSeen: number,
  ): boolean;
  reset(): void;
}

/**
 * Where the hips are: sideways and in depth from their place in the image and the person's size in it (weak perspective: the
 * spread of the world landmarks to that of the image landmarks), scaled to the avatar's legs; in height so that the lower
 * foot stands on the ground, or as far above it as the person jumps.
 */
export const createHipsPosition = (): HipsPosition => {
  const offset = vec3();
  let usualDepth = 0;
  let learnt = 0;
  let floor = Number.POSITIVE_INFINITY;
  let lastTime = Number.NEGATIVE_INFINITY;

  const jumpHeight = (person: PersonLandmarks, hipsHeight: number, elapsed: number): number => {
    const lowest = hipsHeight + Math.min(person.pose[POSE.ankle]!.y, person.pose[POSE.ankle + 1]!.y);
    if (lowest < floor || !Number.isFinite(floor)) floor = lowest;
    else floor += Math.min(1, elapsed / FLOOR_TIME) * (lowest - floor);
    return clamp(lowest - floor - FLOOR_ERROR, 0, MOST_JUMP);
  };

  return {
    offset,
    solve(frame, person, skeleton, legs, hipsSeen) {
      const scale = metresPerPixel(frame, person);
      if (scale <= 0 || hipsSeen <= 0) return false;
      const { landmarks, time } = frame.pose;
      const since = time - lastTime;
      lastTime = time;
      const elapsed = since > 0 && since < LEAP ? since : 0;
      const at = POSE.hip * 4;
      const x = ((landmarks[at]! + landmarks[at + 4]!) / 2 - 0.5) * frame.imageWidth * scale;
      const y = (0.5 - (landmarks[at + 1]! + landmarks[at + 5]!) / 2) * frame.imageHeight * scale;
      const depth = scale * assumedFocalLength(frame.imageHeight);
      if (usualDepth === 0) usualDepth = depth;
      usualDepth +=
        Math.min(1, elapsed / (learnt < LEARNING ? FIRST_TIME : LATER_TIME)) * (depth - usualDepth);
      learnt += elapsed;
      const size = legScale(skeleton, legs);
      const standing = legs[0]!.seen && legs[1]!.seen;
      const jump = standing ? jumpHeight(person, y, elapsed) * size : 0;
      setVec(
        offset,
        clamp(x * size, -MOST_SIDEWAYS, MOST_SIDEWAYS) * smoothstep(0, 1, hipsSeen),
        standing ? jump - lowestSole(skeleton) : 0,
        clamp((usualDepth - depth) * size, -MOST_DEPTH, MOST_DEPTH) * smoothstep(0, 1, hipsSeen),
      );
      return true;
    },
    reset() {
      usualDepth = 0;
      learnt = 0;
      floor = Number.POSITIVE_INFINITY;
      lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

/** From the spread of the visible landmarks about their middles; 0 where too few are seen. */
const metresPerPixel = (frame: TrackingFrame, { pose, visibility }: PersonLandmarks): number => {
  const { landmarks } = frame.pose;
  let count = 0;
  let u = 0;
  let v = 0;
  let uu = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  for (let i = 0; i < SIZE_LANDMARKS.length; i++) {
    const index = SIZE_LANDMARKS[i]!;
    if (visibility[index]! < SEEN) continue;
    const px = landmarks[index * 4]! * frame.imageWidth;
    const py = landmarks[index * 4 + 1]! * frame.imageHeight;
    const world = pose[index]!;
    count++;
    u += px;
    v += py;
    uu += px * px + py * py;
    x += world.x;
    y += world.y;
    xx += world.x * world.x + world.y * world.y;
  }
  if (count < 4) return 0;
  const pixels = uu - (u * u + v * v) / count;
  const metres = xx - (x * x + y * y) / count;
  return pixels > 1 && metres > 1e-4 && Number.isFinite(pixels) ? Math.sqrt(metres / pixels) : 0;
};

/** Length of the avatar's legs to the person's. */
const legScale = (skeleton: Skeleton, legs: readonly LegSolver[]): number => {
  const own = skeleton.position[BONE_INDEX.leftUpperLeg]!.y - skeleton.position[FEET[0]]!.y;
  const left = legs[0]!.seen ? legs[0]!.length : 0;
  const right = legs[1]!.seen ? legs[1]!.length : 0;
  const seen = Math.max(left, right);
  return seen > 0.2 ? clamp(own / seen, 0.2, 2) : 1;
};

const ankle = vec3();
const sole = vec3();

/** Height of the avatar's lowest point of both soles over the ground, with its hips at rest height. */
const lowestSole = (skeleton: Skeleton): number => {
  let lowest = Number.POSITIVE_INFINITY;
  for (const side of SIDES) {
    const foot = FEET[side]!;
    const height = skeleton.position[foot]!.y;
    jointFromHips(ankle, skeleton, foot);
    for (let end = 0; end < 2; end++) {
      setVec(sole, 0, -height, end === 0 ? HEEL : BALL);
      rotateVec(sole, skeleton.world[foot]!, sole);
      addVec(sole, sole, ankle);
      lowest = Math.min(lowest, sole.y);
    }
  }
  return lowest + skeleton.position[HIPS]!.y;
};
