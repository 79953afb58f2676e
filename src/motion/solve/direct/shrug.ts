import { addVec, clamp, dot, smoothstep, subVec, type Vec3, vec3 } from '../maths/vector';
import { type PersonLandmarks, POSE } from './landmarks';

/** Shortening of the neck, in shoulder widths, that is no shrug, and what a full one makes. */
const NO_SHRUG = 0.05;
const FULL_SHRUG = 0.2;
/** Rise of both clavicles in a full shrug, radians. */
const MOST_RISE = 0.35;
/** Times in which the neck's length at rest is learnt when it is seen longer and shorter, ms. */
const LONGER_TIME = 400;
const SHORTER_TIME = 20_000;
const LEAP = 1000;

export interface ShrugEstimator {
  /** @returns how far both clavicles are raised by drawing up the shoulders, radians. */
  estimate(person: PersonLandmarks, chestUp: Vec3, shoulderWidth: number, time: number): number;
  reset(): void;
}

const ears = vec3();
const shoulders = vec3();

/** Shoulders drawn up to the ears show as a shorter neck than the person's own, which is learnt on the way. */
export const createShrugEstimator = (): ShrugEstimator => {
  const memory = { usual: 0, lastTime: Number.NEGATIVE_INFINITY };
  return {
    estimate(person, chestUp, shoulderWidth, time) {
      const length = neckLength(person, chestUp, shoulderWidth);
      if (length <= 0) return 0;
      const elapsed = time - memory.lastTime;
      memory.lastTime = time;
      if (memory.usual === 0) memory.usual = length;
      if (elapsed > 0 && elapsed < LEAP) {
        const share = elapsed / (length > memory.usual ? LONGER_TIME : SHORTER_TIME);
        memory.usual += Math.min(1, share) * (length - memory.usual);
      }
      return MOST_RISE * smoothstep(NO_SHRUG, FULL_SHRUG, memory.usual - length);
    },
    reset() {
      memory.usual = 0;
      memory.lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

/** Height of the ears over the shoulders along the chest's own up axis, in shoulder widths; 0 where not seen. */
const neckLength = (person: PersonLandmarks, chestUp: Vec3, shoulderWidth: number): number => {
  const { pose, visibility } = person;
  if (Math.min(visibility[POSE.ear]!, visibility[POSE.ear + 1]!) < 0.4 || shoulderWidth <= 0) return 0;
  addVec(ears, pose[POSE.ear]!, pose[POSE.ear + 1]!);
  addVec(shoulders, pose[POSE.shoulder]!, pose[POSE.shoulder + 1]!);
  subVec(ears, ears, shoulders);
  return clamp(dot(ears, chestUp) / 2 / shoulderWidth, 0, 2);
};
