import { BONE_INDEX } from '@shared/humanoid';
import type { TrackingFrame } from '@shared/tracking-frame';
import { assumedFocalLength } from '../face/aligned-face';
import { rotateVec } from '../maths/quaternion';
import { smoothstepAt, type Vec3, vec3 } from '../maths/vector';
import { jointFromHips } from './joints';
import { type PersonLandmarks, POSE } from './landmarks';
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
/** The sole's ends in the foot bone's axes before and behind the ankle: shares of the way to the ball of the foot, and that of the standard human. */
const SOLE_ENDS = [-0.38, 1] as const;
const HUMAN_BALL = 0.13;
const HUMAN_HIPS = 0.93;

const FEET = [BONE_INDEX.leftFoot, BONE_INDEX.rightFoot] as const;
const TOES = [BONE_INDEX.leftToes, BONE_INDEX.rightToes] as const;
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
  const memory = {
    usualDepth: 0,
    learnt: 0,
    floor: Number.POSITIVE_INFINITY,
    lastTime: Number.NEGATIVE_INFINITY,
  };

  const learnDepth = (elapsed: Float64Array, depth: Float64Array): void => {
    if (memory.usualDepth === 0) memory.usualDepth = depth[0]!;
    const share = elapsed[0]! / (memory.learnt < LEARNING ? FIRST_TIME : LATER_TIME);
    memory.usualDepth += Math.min(1, share) * (depth[0]! - memory.usualDepth);
    memory.learnt += elapsed[0]!;
  };

  /** Adds to `offset` how high the person jumps, whose hips are at `place[1]`. */
  const jump = (person: PersonLandmarks, elapsed: Float64Array): void => {
    const ankles = Math.min(person.pose[POSE.ankle]!.y, person.pose[POSE.ankle + 1]!.y);
    const lowest = place[1]! + ankles;
    if (lowest < memory.floor || !Number.isFinite(memory.floor)) memory.floor = lowest;
    else memory.floor += Math.min(1, elapsed[0]! / FLOOR_TIME) * (lowest - memory.floor);
    const height = lowest - memory.floor - FLOOR_ERROR;
    offset.y += Math.max(0, Math.min(MOST_JUMP, height)) * size[0]!;
  };

  return {
    offset,
    solve(frame, person, skeleton, legs, hipsSeen) {
      findScale(frame, person);
      if (!(scale[0]! > 0) || hipsSeen <= 0) return false;
      const { landmarks, time } = frame.pose;
      const since = time - memory.lastTime;
      memory.lastTime = time;
      elapsed[0] = since > 0 && since < LEAP ? since : 0;
      const at = POSE.hip * 4;
      place[0] = ((landmarks[at]! + landmarks[at + 4]!) / 2 - 0.5) * frame.imageWidth * scale[0]!;
      place[1] = (0.5 - (landmarks[at + 1]! + landmarks[at + 5]!) / 2) * frame.imageHeight * scale[0]!;
      depth[0] = scale[0]! * assumedFocalLength(frame.imageHeight);
      learnDepth(elapsed, depth);
      findSize(skeleton, legs);
      trust[0] = hipsSeen;
      smoothstepAt(trust, 0, 0, 1);
      const x = place[0]! * size[0]!;
      const z = (memory.usualDepth - depth[0]!) * size[0]!;
      offset.x = Math.max(-MOST_SIDEWAYS, Math.min(MOST_SIDEWAYS, x)) * trust[0]!;
      offset.y = 0;
      offset.z = Math.max(-MOST_DEPTH, Math.min(MOST_DEPTH, z)) * trust[0]!;
      if (!legs[0]!.seen || !legs[1]!.seen) return true;
      jump(person, elapsed);
      standOnSoles(skeleton, offset);
      return true;
    },
    reset() {
      memory.usualDepth = 0;
      memory.learnt = 0;
      memory.floor = Number.POSITIVE_INFINITY;
      memory.lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

/** Numbers between the steps, in arrays (see `vec3`): metres a pixel, ms, metres from the image's middle, metres, sizes, shares. */
const scale = new Float64Array(1);
const elapsed = new Float64Array(1);
const place = new Float64Array(2);
const depth = new Float64Array(1);
const size = new Float64Array(1);
const trust = new Float64Array(1);

/** {@link scale} from the spread of the visible landmarks about their middles; 0 where too few are seen. */
const findScale = (frame: TrackingFrame, { pose, visibility }: PersonLandmarks): void => {
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
  scale[0] = 0;
  if (count < 4) return;
  const pixels = uu - (u * u + v * v) / count;
  const metres = xx - (x * x + y * y) / count;
  if (pixels > 1 && metres > 1e-4 && Number.isFinite(pixels)) scale[0] = Math.sqrt(metres / pixels);
};

/** {@link size}: the avatar's legs to the person's. */
const findSize = (skeleton: Skeleton, legs: readonly LegSolver[]): void => {
  const own = skeleton.position[BONE_INDEX.leftUpperLeg]!.y - skeleton.position[FEET[0]]!.y;
  let seen = 0;
  for (let l = 0; l < legs.length; l++) {
    const { lengths } = legs[l]!;
    if (legs[l]!.seen) seen = Math.max(seen, lengths[0]! + lengths[1]!);
  }
  size[0] = seen > 0.2 ? Math.max(0.2, Math.min(2, own / seen)) : 1;
};

const ankle = vec3();
const sole = vec3();

/** Lowers (or raises) the hips' offset by how far the lowest point of both of the avatar's soles would be over the ground. */
const standOnSoles = (skeleton: Skeleton, offset: Vec3): void => {
  let lowest = Number.POSITIVE_INFINITY;
  for (let side = 0; side < FEET.length; side++) {
    const foot = FEET[side]!;
    const height = skeleton.position[foot]!.y;
    const toes = skeleton.has[TOES[side]!] ? skeleton.offset[TOES[side]!]!.z : 0;
    const ball = toes > 0 ? toes : (HUMAN_BALL / HUMAN_HIPS) * skeleton.position[HIPS]!.y;
    jointFromHips(ankle, skeleton, foot);
    for (let end = 0; end < SOLE_ENDS.length; end++) {
      sole.x = 0;
      sole.y = -height;
      sole.z = ball * SOLE_ENDS[end]!;
      rotateVec(sole, skeleton.world[foot]!, sole);
      lowest = Math.min(lowest, sole.y + ankle.y);
    }
  }
  offset.y -= lowest + skeleton.position[HIPS]!.y;
};
