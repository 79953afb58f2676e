import { BONE_INDEX, type HumanoidBone, type RestPose } from '@shared/humanoid';
import { GROUP_INDEX } from './groups';
import { blend, exp, type Floats, multiply, multiplyInverse, normalise, rotate } from './quaternion';

/** The hips turn this far over standing feet before the feet turn with them, radians. */
const FREE_TURN = 0.6;
/** Share of its length that a leg stretches to: near a locked knee, the least shift of the hips would swing it. */
const REACH = 0.996;

const SIDES = ['left', 'right'] as const;

/** Keeps the feet on their places under hips that move, where legs are not tracked: two-bone inverse kinematics, knees forward. */
export interface LegPlanter {
  setRest(rest: RestPose): void;
  /**
   * Bends the legs of `bones` (local rotations of all bones) in place and lowers `hips` (offset from rest, metres) where the legs
   * would not reach the ground; `tracked` says by group how much of each leg is tracked (0 = planted, 1 = untouched).
   */
  plant(bones: Float64Array, hips: Float32Array, tracked: Float64Array): void;
}

export const createLegPlanter = (): LegPlanter => {
  let offsets: Float64Array | undefined;
  const legs = SIDES.map((side) => createLeg(side));
  const hipsAt = BONE_INDEX.hips;
  const yaw = new Float64Array(4);

  /** Lowers the hips where a planted leg would be too short to reach the ground. */
  const bringWithinReach = (bones: Float64Array, hips: Float32Array, leg: Leg): void => {
    leg.measure(bones, hips, offsets!, yaw);
    if (leg.reach[MISSING]! > 0) hips[1]! -= leg.reach[MISSING]!;
  };

  return {
    setRest: (rest) => {
      const complete = legs.every((leg) => leg.bones.every((bone) => rest.has[bone]));
      offsets = complete ? Float64Array.from(rest.offsets) : undefined;
    },
    plant: (bones, hips, tracked) => {
      if (offsets === undefined) return;
      setStance(bones, hipsAt * 4, yaw);
      for (let l = 0; l < legs.length; l++)
        if (tracked[legs[l]!.group]! < 1) bringWithinReach(bones, hips, legs[l]!);
      for (let l = 0; l < legs.length; l++)
        if (tracked[legs[l]!.group]! < 1) legs[l]!.bend(bones, hips, offsets, yaw, tracked);
    },
  };
};

const axis = new Float64Array(3);

/** How far the feet turn with the hips: not at all within {@link FREE_TURN}, then with them. */
const setStance = (bones: Floats, at: number, out: Float64Array): void => {
  const turned = 2 * Math.atan2(bones[at + 1]!, bones[at + 3]!);
  const around = Math.atan2(Math.sin(turned), Math.cos(turned));
  axis[0] = 0;
  axis[1] = around - Math.max(-FREE_TURN, Math.min(FREE_TURN, around));
  axis[2] = 0;
  exp(axis, 0, out, 0);
};

type Leg = ReturnType<typeof createLeg>;

const createLeg = (side: (typeof SIDES)[number]) => {
  const bones = (['UpperLeg', 'LowerLeg', 'Foot'] as const).map(
    (part) => BONE_INDEX[`${side}${part}` as HumanoidBone],
  );
  const [upper, lower, foot] = bones as [number, number, number];
  const joint = new Float64Array(3);
  const ankle = new Float64Array(3);
  const way = new Float64Array(3);
  const knee = new Float64Array(3);
  const upperWorld = new Float64Array(4);
  const lowerWorld = new Float64Array(4);
  const local = new Float64Array(4);
  const group = GROUP_INDEX[`${side}Leg`];
  /** From hip joint to ankle, how much the leg is too short for it, and the lengths of its bones; metres. */
  const reach = new Float64Array(4);

  /** Places hip joint and ankle, and fills {@link reach}. */
  const measure = (
    pose: Float64Array,
    hips: Float32Array,
    offsets: Float64Array,
    stance: Float64Array,
  ): void => {
    rotate(pose, BONE_INDEX.hips * 4, offsets, upper * 3, joint, 0);
    for (let k = 0; k < 3; k++)
      ankle[k] = offsets[upper * 3 + k]! + offsets[lower * 3 + k]! + offsets[foot * 3 + k]!;
    rotate(stance, 0, ankle, 0, ankle, 0);
    for (let k = 0; k < 3; k++) {
      joint[k]! += hips[k]!;
      way[k] = ankle[k]! - joint[k]!;
    }
    setLength(way, 0, reach, DISTANCE);
    setLength(offsets, lower * 3, reach, THIGH);
    setLength(offsets, foot * 3, reach, SHIN);
    reach[MISSING] = reach[DISTANCE]! - (reach[THIGH]! + reach[SHIN]!) * REACH;
  };

  return {
    bones,
    group,
    reach,
    measure,
    bend: (
      pose: Float64Array,
      hips: Float32Array,
      offsets: Float64Array,
      stance: Float64Array,
      weights: Float64Array,
    ): void => {
      measure(pose, hips, offsets, stance);
      const distance = reach[DISTANCE]!;
      const thigh = reach[THIGH]!;
      const shin = reach[SHIN]!;
      const far = Math.min(distance, (thigh + shin) * REACH);
      if (far < 1e-6) return;
      const cosine = Math.max(-1, Math.min(1, (thigh * thigh + far * far - shin * shin) / (2 * thigh * far)));
      const sine = Math.sqrt(1 - cosine * cosine);
      // The knee stands out to the front, at right angles to the line from hip to ankle.
      forward[0] = 0;
      forward[1] = 0;
      forward[2] = 1;
      rotate(stance, 0, forward, 0, forward, 0);
      const along =
        (forward[0]! * way[0]! + forward[1]! * way[1]! + forward[2]! * way[2]!) / (distance * distance);
      for (let k = 0; k < 3; k++) forward[k]! -= along * way[k]!;
      const length = Math.sqrt(forward[0]! ** 2 + forward[1]! ** 2 + forward[2]! ** 2) || 1;
      for (let k = 0; k < 3; k++)
        knee[k] = thigh * ((cosine * way[k]!) / distance + (sine * forward[k]!) / length);
      swingOffset(offsets, lower * 3, knee, stance, upperWorld);
      for (let k = 0; k < 3; k++) knee[k] = way[k]! - knee[k]!;
      swingOffset(offsets, foot * 3, knee, stance, lowerWorld);

      multiplyInverse(pose, BONE_INDEX.hips * 4, upperWorld, 0, local, 0);
      blend(local, 0, pose, upper * 4, weights, group, pose, upper * 4);
      multiplyInverse(upperWorld, 0, lowerWorld, 0, local, 0);
      blend(local, 0, pose, lower * 4, weights, group, pose, lower * 4);
      multiplyInverse(lowerWorld, 0, stance, 0, local, 0);
      blend(local, 0, pose, foot * 4, weights, group, pose, foot * 4);
    },
  };
};

const forward = new Float64Array(3);
const turned = new Float64Array(3);
const shortest = new Float64Array(4);

const [DISTANCE, MISSING, THIGH, SHIN] = [0, 1, 2, 3];
const lengths = new Float64Array(2);

/** Length of three numbers into an array: as a result it would be put on the heap. */
const setLength = (v: Floats, at: number, out: Float64Array, o: number): void => {
  out[o] = Math.sqrt(v[at]! * v[at]! + v[at + 1]! * v[at + 1]! + v[at + 2]! * v[at + 2]!);
};

/** World rotation of a bone of which the stance's rest offset shall point along `direction`, by the shortest turn. */
const swingOffset = (
  offsets: Float64Array,
  at: number,
  direction: Float64Array,
  stance: Float64Array,
  out: Float64Array,
): void => {
  rotate(stance, 0, offsets, at, turned, 0);
  setLength(turned, 0, lengths, 0);
  setLength(direction, 0, lengths, 1);
  const scale = 1 / (lengths[0]! * lengths[1]! || 1);
  shortest[0] = (turned[1]! * direction[2]! - turned[2]! * direction[1]!) * scale;
  shortest[1] = (turned[2]! * direction[0]! - turned[0]! * direction[2]!) * scale;
  shortest[2] = (turned[0]! * direction[1]! - turned[1]! * direction[0]!) * scale;
  shortest[3] =
    1 + (turned[0]! * direction[0]! + turned[1]! * direction[1]! + turned[2]! * direction[2]!) * scale;
  normalise(shortest, 0);
  multiply(shortest, 0, stance, 0, out, 0);
};
