import { BONE_INDEX } from '@shared/humanoid';
import { alignQuat, copyQuat, type Quat, rotateVec } from '../maths/quaternion';
import { copyVec, cross, makeUnit, rejectFrom, subVec, type Vec3, vec3 } from '../maths/vector';
import { createHingeSolver, type HingeShape, hingeShape, restAxis, type Timed } from './hinge';
import { type PersonLandmarks, POSE, type SideIndex } from './landmarks';
import { followParent, type Skeleton } from './skeleton';

const BONES = (['left', 'right'] as const).map((side) => ({
  upper: BONE_INDEX[`${side}UpperLeg`],
  lower: BONE_INDEX[`${side}LowerLeg`],
  foot: BONE_INDEX[`${side}Foot`],
  toes: BONE_INDEX[`${side}Toes`],
}));

/** A leg is followed when hip, knee and ankle are all this visible, and given up below the second. */
const APPEARS = 0.6;
const VANISHES = 0.4;
/** Metres that thigh and shin, and a foot from heel to toe, must be long to be one. */
const LEAST_LENGTH = 0.05;
const LEAST_FOOT = 0.03;

export interface LegSolver {
  readonly seen: boolean;
  readonly footSeen: boolean;
  /** From hip to knee and from knee to ankle of the person, metres. */
  readonly lengths: Float64Array;
  pose(skeleton: Skeleton, person: PersonLandmarks, image: Timed): void;
  setSkeleton(skeleton: Skeleton): void;
  reset(): void;
}

const upper = vec3();
const lower = vec3();
const forward = vec3();
const likely = vec3();
const kneeSide = vec3();
const sole = vec3();
const shin = vec3();
const DOWN = vec3(0, -1, 0);
const BACK = vec3(0, 0, -1);
const FRONT = vec3(0, 0, 1);
const X = vec3(1, 0, 0);

export const createLegSolver = (side: SideIndex): LegSolver => {
  const bones = BONES[side]!;
  const hinge = createHingeSolver();
  let shape: HingeShape = hingeShape(DOWN, DOWN, BACK);
  let seen: boolean | undefined;
  let footSeen = false;
  const lengths = new Float64Array(2);

  const look = (person: PersonLandmarks): boolean => {
    const { pose, visibility } = person;
    const visible = Math.min(
      visibility[POSE.hip + side]!,
      visibility[POSE.knee + side]!,
      visibility[POSE.ankle + side]!,
    );
    const threshold = seen === undefined ? (APPEARS + VANISHES) / 2 : seen ? VANISHES : APPEARS;
    seen = visible >= threshold;
    subVec(upper, pose[POSE.knee + side]!, pose[POSE.hip + side]!);
    subVec(lower, pose[POSE.ankle + side]!, pose[POSE.knee + side]!);
    lengths[0] = Math.sqrt(upper.x * upper.x + upper.y * upper.y + upper.z * upper.z);
    lengths[1] = Math.sqrt(lower.x * lower.x + lower.y * lower.y + lower.z * lower.z);
    if (!makeUnit(upper, LEAST_LENGTH) || !makeUnit(lower, LEAST_LENGTH)) seen = false;
    footSeen = seen && lookAtFoot(person);
    return seen;
  };

  /** `forward`: where the foot points, from heel to toe. */
  const lookAtFoot = (person: PersonLandmarks): boolean => {
    const { pose, visibility } = person;
    if (Math.min(visibility[POSE.heel + side]!, visibility[POSE.toe + side]!) < VANISHES) return false;
    subVec(forward, pose[POSE.toe + side]!, pose[POSE.heel + side]!);
    return makeUnit(forward, LEAST_FOOT);
  };

  return {
    get seen() {
      return seen ?? false;
    },
    get footSeen() {
      return footSeen;
    },
    lengths,

    pose(skeleton, person, image) {
      const { world } = skeleton;
      if (!look(person)) return;
      restAxis(likely, shape, world[BONE_INDEX.hips]!, upper);
      // A straight leg's knee points where its foot does.
      if (footSeen) kneeFromFoot(likely);
      hinge.solve(shape, upper, lower, likely, image);
      copyQuat(world[bones.upper]!, hinge.hinge.upper);
      copyQuat(world[bones.lower]!, hinge.hinge.lower);
      followParent(skeleton, bones.foot);
      if (footSeen)
        poseFoot(world[bones.foot]!, person.pose[POSE.ankle + side]!, person.pose[POSE.heel + side]!);
      followParent(skeleton, bones.toes);
    },

    setSkeleton(skeleton) {
      shape = hingeShape(skeleton.direction[bones.upper]!, skeleton.direction[bones.lower]!, BACK);
    },

    reset() {
      seen = undefined;
      hinge.reset();
    },
  };
};

const kneeFromFoot = (axis: Vec3): void => {
  copyVec(sole, forward);
  rejectFrom(sole, upper);
  if (!makeUnit(sole, 0.3)) return;
  cross(kneeSide, sole, upper);
  if (kneeSide.x * axis.x + kneeSide.y * axis.y + kneeSide.z * axis.z > 0) copyVec(axis, kneeSide);
};

/** Heel to toe is level at rest; the ankle lies above both, in the foot's own upright plane. */
const poseFoot = (out: Quat, ankle: Vec3, heel: Vec3): void => {
  subVec(sole, ankle, heel);
  rejectFrom(sole, forward);
  if (makeUnit(sole, 0.015)) {
    cross(kneeSide, sole, forward);
    alignQuat(out, FRONT, X, forward, kneeSide);
    return;
  }
  rotateVec(shin, out, X);
  alignQuat(out, FRONT, X, forward, shin);
};
