import type { Vec3 } from '../maths/vector';
import type { BodySize } from '../solver';
import { type PersonLandmarks, POSE, SIDES, type SideIndex } from './landmarks';

/** Share of the arm's length that is upper arm (D. A. Winter, "Biomechanics and Motor Control of Human Movement", fig. 4.1: 0.186 to 0.146 of the height). */
const UPPER_SHARE = 0.56;
/** Bodies of other sizes are a fault of the calibration, metres. */
const SHOULDER_RANGE = [0.2, 0.6] as const;
const ARM_RANGE = [0.3, 0.9] as const;
/** What a length lacks, as a share of it, up to which it may be noise, and from which on it is taken for missing depth. */
const NOISE = 0.03;
const MISSING = 0.09;
/** Depth is never stretched by more: what the tracker took for flat stays flat. */
const MOST_GAIN = 1.5;

/** Shoulder, elbow, wrist and hand of the left side: what moves with each joint is what stands from it on. */
const CHAIN = [POSE.shoulder, POSE.elbow, POSE.wrist, POSE.little, POSE.index, POSE.thumb] as const;
const [SHOULDER_AT, ELBOW_AT, WRIST_AT] = [0, 1, 2];
const [SHOULDERS, UPPER_ARM, FOREARM] = [0, 1, 2];

/**
 * Gives back the depth that a body tracker has flattened, where the person's own measures tell: a limb that is seen shorter than it is
 * known to be points farther towards the camera or away from it than the landmarks say. A limb of full length is left as it is.
 */
export const createLimbDepth = () => {
  /** Metres between the shoulders, of upper arm and of forearm; 0 = not known. */
  const lengths = new Float64Array(3);
  /** How far a joint is to be moved along z, metres. */
  const shift = new Float64Array(1);

  const restoreShoulders = ({ pose, visibility }: PersonLandmarks): void => {
    const left = POSE.shoulder;
    const right = POSE.shoulder + 1;
    if (!(visibility[left]! > 0 && visibility[right]! > 0)) return;
    findShift(pose[right]!, pose[left]!, lengths, SHOULDERS, shift);
    shift[0]! /= 2;
    moveChain(pose, 0, SHOULDER_AT, shift);
    shift[0]! *= -1;
    moveChain(pose, 1, SHOULDER_AT, shift);
  };

  const restoreSegment = (person: PersonLandmarks, side: SideIndex, end: number, length: number): void => {
    const { pose, visibility } = person;
    const from = CHAIN[end - 1]! + side;
    const to = CHAIN[end]! + side;
    if (!(visibility[from]! > 0 && visibility[to]! > 0)) return;
    findShift(pose[from]!, pose[to]!, lengths, length, shift);
    moveChain(pose, side, end, shift);
  };

  return {
    /** Takes over a person's measures, of {@link BodySize}; without, or with some that nobody has, nothing is restored. */
    setBody: (body: BodySize | undefined): void => {
      const shoulders = body?.shoulderWidth ?? 0;
      const arm = body?.armLength ?? 0;
      lengths[SHOULDERS] = isWithin(shoulders, SHOULDER_RANGE) ? shoulders : 0;
      lengths[UPPER_ARM] = isWithin(arm, ARM_RANGE) ? arm * UPPER_SHARE : 0;
      lengths[FOREARM] = isWithin(arm, ARM_RANGE) ? arm * (1 - UPPER_SHARE) : 0;
    },
    /** Moves shoulders, elbows, wrists and hand points of the body tracker along z, in place. */
    restore: (person: PersonLandmarks): void => {
      if (!person.body) return;
      if (lengths[SHOULDERS]! > 0) restoreShoulders(person);
      if (lengths[UPPER_ARM] === 0) return;
      for (let s = 0; s < SIDES.length; s++) {
        restoreSegment(person, SIDES[s]!, ELBOW_AT, UPPER_ARM);
        restoreSegment(person, SIDES[s]!, WRIST_AT, FOREARM);
      }
    },
  };
};

const isWithin = (value: number, [least, most]: readonly [number, number]): boolean =>
  value >= least && value <= most;

/** By how much more along z `to` lies from `from`, where a segment between them is `lengths[at]` long. */
const findShift = (from: Vec3, to: Vec3, lengths: Float64Array, at: number, out: Float64Array): void => {
  const length = lengths[at]!;
  const x = to.x - from.x;
  const y = to.y - from.y;
  const z = to.z - from.z;
  const flat = x * x + y * y;
  const lacking = 1 - Math.sqrt(flat + z * z) / length;
  const share = Math.max(0, Math.min(1, (lacking - NOISE) / (MISSING - NOISE)));
  const deep = Math.sqrt(Math.max(0, length * length - flat));
  const more = Math.min(deep, MOST_GAIN * Math.abs(z)) - Math.abs(z);
  out[0] = share * share * (3 - 2 * share) * Math.max(0, more) * Math.sign(z);
};

/** Moves a side's joints from `first` of {@link CHAIN} on along z. */
const moveChain = (pose: readonly Vec3[], side: SideIndex, first: number, by: Float64Array): void => {
  for (let i = first; i < CHAIN.length; i++) pose[CHAIN[i]! + side]!.z += by[0]!;
};
