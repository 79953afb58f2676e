import { addVec, smoothstepAt, subVec, type Vec3, vec3 } from '../maths/vector';
import type { Timed } from './hinge';
import { type PersonLandmarks, POSE } from './landmarks';
import type { Torso } from './torso';

/** Shortening of the neck, in shoulder widths, that is no shrug, and what a full one makes. */
const NO_SHRUG = 0.05;
const FULL_SHRUG = 0.2;
/** Rise of both clavicles in a full shrug, radians. */
const MOST_RISE = 0.35;
/** Times in which the neck's length at rest is learnt when it is seen longer and shorter, ms. */
const LONGER_TIME = 400;
const SHORTER_TIME = 20_000;
const LEAP = 1000;
/** No neck is longer, in shoulder widths. */
const LONGEST = 2;

export interface ShrugEstimator {
  /** Raises both of the torso's clavicles by how far the shoulders are drawn up. */
  raise(person: PersonLandmarks, chestUp: Vec3, torso: Torso, image: Timed): void;
  reset(): void;
}

const neck = vec3();
const rise = new Float64Array(1);

/** Shoulders drawn up to the ears show as a shorter neck than the person's own, which is learnt on the way. */
export const createShrugEstimator = (): ShrugEstimator => {
  const memory = { usual: 0, lastTime: Number.NEGATIVE_INFINITY };
  return {
    raise(person, chestUp, torso, { time }) {
      if (!isNeckSeen(person, torso)) return;
      addVec(neck, person.pose[POSE.ear]!, person.pose[POSE.ear + 1]!);
      subVec(neck, neck, person.pose[POSE.shoulder]!);
      subVec(neck, neck, person.pose[POSE.shoulder + 1]!);
      // Height of the ears over the shoulders along the chest's own up axis, in shoulder widths.
      const height = (neck.x * chestUp.x + neck.y * chestUp.y + neck.z * chestUp.z) / 2 / torso.shoulderWidth;
      if (!(height > 0 && height < LONGEST)) return;
      const elapsed = time - memory.lastTime;
      memory.lastTime = time;
      if (memory.usual === 0) memory.usual = height;
      if (elapsed > 0 && elapsed < LEAP) {
        const share = elapsed / (height > memory.usual ? LONGER_TIME : SHORTER_TIME);
        memory.usual += Math.min(1, share) * (height - memory.usual);
      }
      rise[0] = memory.usual - height;
      smoothstepAt(rise, 0, NO_SHRUG, FULL_SHRUG);
      torso.clavicles[0]! += MOST_RISE * rise[0];
      torso.clavicles[1]! += MOST_RISE * rise[0];
    },
    reset() {
      memory.usual = 0;
      memory.lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};

const isNeckSeen = ({ visibility }: PersonLandmarks, { shoulderWidth }: Torso): boolean =>
  Math.min(visibility[POSE.ear]!, visibility[POSE.ear + 1]!) >= 0.4 && shoulderWidth > 0;
